import type { Step } from '../entry.ts';
import { packaged } from '../packaged.ts';

const postfixLocally: readonly Step[] = [{ kind: 'run', command: "postconf -e 'inet_interfaces = loopback-only'" }];

const eximIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, lines: ['local_interfaces = <; 127.0.0.1 ; ::1'], above: 'begin' },
];

const noMailOut = 'While it is stopped this machine sends no mail either, such as warnings from its own programs.';

export const smtpPackages = packaged({
	alpine: [
		{ name: 'Postfix', from: 'main/postfix', bind: postfixLocally, warning: noMailOut },
		{ name: 'Exim', from: 'community/exim', bind: eximIn('/etc/exim/exim.conf'), warning: noMailOut },
	],
	freebsd: [
		{ name: 'Postfix', from: 'mail/postfix', bind: postfixLocally, warning: noMailOut },
		{ name: 'Exim', from: 'mail/exim', bind: eximIn('/usr/local/etc/exim/configure'), warning: noMailOut },
	],
});

const dovecotIn = (file: string): readonly Step[] => [
	{
		kind: 'say',
		text: 'This covers every port of Dovecot, encrypted or not. Web mail on the same machine goes on working.',
	},
	{ kind: 'edit', file, lines: ['listen = 127.0.0.1, ::1'] },
];

const noMailboxes = 'Every mailbox of this machine is out of reach while it is stopped, through all four ports.';

export const dovecotPackages = packaged({
	alpine: [
		{
			name: 'Dovecot',
			from: 'main/dovecot',
			bind: dovecotIn('/etc/dovecot/dovecot.conf'),
			check: 'doveconf -n >/dev/null',
			warning: noMailboxes,
		},
	],
	freebsd: [
		{
			name: 'Dovecot',
			from: 'mail/dovecot',
			bind: dovecotIn('/usr/local/etc/dovecot/dovecot.conf'),
			check: 'doveconf -n >/dev/null',
			warning: noMailboxes,
		},
	],
});
