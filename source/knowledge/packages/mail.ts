import { type ByPlatform, type Edit, onLinux, onRelease, type Step } from '../entry.ts';
import { packaged } from '../packaged.ts';

const postfixLocally: readonly Step[] = [{ kind: 'run', command: "postconf -e 'inet_interfaces = loopback-only'" }];

/** Lines of Postfix's master.cf go; its other ports stay. */
export function postfixWithout(services: string, about: string): ByPlatform {
	const steps = (restart: string): readonly Step[] => [
		{ kind: 'say', text: about },
		{ kind: 'run', command: `postconf -M# ${services}\n${restart}` },
	];
	return {
		...onLinux(steps('systemctl restart postfix')),
		alpine: steps('rc-service postfix restart'),
		freebsd: steps('service postfix restart'),
	};
}

export const postfixSources = [
	'https://gitlab.alpinelinux.org/alpine/aports/-/tree/master/main/postfix',
	'https://cgit.freebsd.org/ports/tree/mail/postfix',
] as const;

const eximIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, lines: ['local_interfaces = <; 127.0.0.1 ; ::1'], above: 'begin' },
];

const noMailOut = 'While it is stopped this machine sends no mail either, such as warnings from its own programs.';

export const smtpPackages = packaged(
	{
		alpine: [
			{ name: 'Postfix', from: 'main/postfix', bind: postfixLocally },
			{ name: 'Exim', from: 'community/exim', bind: eximIn('/etc/exim/exim.conf') },
		],
		freebsd: [
			{ name: 'Postfix', from: 'mail/postfix', bind: postfixLocally },
			{ name: 'Exim', from: 'mail/exim', bind: eximIn('/usr/local/etc/exim/configure') },
		],
	},
	noMailOut,
);

const dovecotIn = (file: string): readonly Step[] => [
	{
		kind: 'say',
		text: 'This covers every port of Dovecot, encrypted or not. Web mail on the same machine goes on working.',
	},
	{ kind: 'edit', file, lines: ['listen = 127.0.0.1, ::1'] },
];

/** Lets one port of Dovecot listen on this machine only, and leaves its others as they are. */
export function dovecotPortLocally(
	{ file, section }: Required<Pick<Edit, 'file' | 'section'>>,
	more: readonly string[] = [],
): ByPlatform {
	const edit = (word: string): Step => ({ kind: 'edit', file, section, lines: [`${word} = 127.0.0.1`, ...more] });
	return onLinux([
		{ kind: 'say', text: 'Dovecot 2.3, as in Debian 12 (dovecot --version tells):' },
		...onRelease('Debian 12', [edit('address')]),
		{ kind: 'say', text: 'Dovecot 2.4, as in Debian 13, has another word for it and does not start with the old one:' },
		...onRelease('Debian 13', [edit('listen')]),
		{ kind: 'run', command: 'systemctl restart dovecot' },
	]);
}

const noMailboxes = 'Every mailbox of this machine is out of reach while it is stopped, through all four ports.';

export const dovecotPackages = packaged(
	{
		alpine: [
			{
				name: 'Dovecot',
				from: 'main/dovecot',
				bind: dovecotIn('/etc/dovecot/dovecot.conf'),
				check: 'doveconf -n >/dev/null',
			},
		],
		freebsd: [
			{
				name: 'Dovecot',
				from: 'mail/dovecot',
				bind: dovecotIn('/usr/local/etc/dovecot/dovecot.conf'),
				check: 'doveconf -n >/dev/null',
			},
		],
	},
	noMailboxes,
);
