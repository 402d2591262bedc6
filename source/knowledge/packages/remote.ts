import type { ByPlatform, Step } from '../entry.ts';
import { freebsdManual, packaged } from '../packaged.ts';

const noOtherWayIn =
	'This ends SSH, so have another way in: sign in at the console of the machine or of your hoster and work from there.';

/** Stopping alone: where it listens is a matter of the VPN, and told with the service. */
export const sshPackages = packaged(
	{
		alpine: [{ name: 'OpenSSH', from: 'main/openssh', services: ['sshd'] }],
		freebsd: [{ name: 'OpenSSH', from: 'sshd', source: freebsdManual('sshd') }],
	},
	noOtherWayIn,
);

const inetdWithoutTelnet: readonly Step[] = [
	{ kind: 'say', text: 'Check first that you can sign in by SSH. Then put a # before its line in the list of inetd:' },
	{ kind: 'run', command: "sed -i.bak 's/^telnet/#&/' /etc/inetd.conf" },
];

/** Telnet is a line of inetd, which goes on serving others. */
export const telnetSteps = {
	alpine: [...inetdWithoutTelnet, { kind: 'run', command: 'rc-service inetd restart' }],
	freebsd: [...inetdWithoutTelnet, { kind: 'run', command: 'service inetd restart' }],
} as const satisfies ByPlatform;

export const telnetSources = [
	'https://gitlab.alpinelinux.org/alpine/aports/-/tree/master/main/busybox',
	freebsdManual('inetd'),
] as const;

const xrdpIn = (file: string): readonly Step[] => [
	{ kind: 'say', text: 'A dot in place of the address means 127.0.0.1. You then connect through an SSH tunnel.' },
	{ kind: 'edit', file, section: ['[Globals]'], lines: ['port=tcp://.:3389'] },
];

export const xrdpPackages = packaged({
	alpine: [
		{
			name: 'xrdp',
			from: 'community/xrdp',
			services: ['xrdp-sesman', 'xrdp'],
			bind: xrdpIn('/etc/xrdp/xrdp.ini'),
		},
	],
	freebsd: [
		{
			name: 'xrdp',
			from: 'net/xrdp',
			bind: xrdpIn('/usr/local/etc/xrdp/xrdp.ini'),
		},
	],
});
