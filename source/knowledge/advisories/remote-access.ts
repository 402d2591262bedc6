import type { ProductVersions } from '../advisory.ts';

export const remoteAccess: readonly ProductVersions[] = [
	{
		product: 'OpenSSH',
		services: ['ssh'],
		flaws: [
			{
				cve: 'CVE-2024-6387',
				affected: [{ from: '8.5', before: '9.8' }],
				fixedIn: ['9.8p1'],
				text: 'A stranger who keeps trying for hours may get to run commands as root without signing in (regreSSHion).',
				condition: 'Shown on Linux with the GNU C library; OpenBSD and Windows are not affected.',
				notOn: ['OpenBSD', 'Windows'],
				beforeLogin: true,
				fixedPackages: ['9.2p1-2+deb12u3', '8.9p1-3ubuntu0.10', '9.6p1-3ubuntu13.3'],
				source: 'https://www.openssh.com/txt/release-9.8',
				examples: { affected: ['8.5p1', '8.7', '9.2p1', '9.7p1'], unaffected: ['8.4p1', '9.8', '9.8p1', '10.0p2'] },
			},
			{
				cve: 'CVE-2018-15473',
				affected: [{ before: '7.8' }],
				fixedIn: ['7.8p1'],
				text: 'A stranger can find out which user names exist, and then guess passwords only for those.',
				beforeLogin: true,
				fixedPackages: ['7.4p1-10+deb9u4', '6.6.1p1-2ubuntu2.11', '7.2p2-4ubuntu2.6', '7.6p1-4ubuntu0.1'],
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2018-15473',
				examples: { affected: ['4.3', '6.6.1p1', '7.7p1'], unaffected: ['7.8', '7.8p1', '7.9p1'] },
			},
		],
	},
	{
		product: 'libssh',
		services: ['ssh'],
		flaws: [
			{
				cve: 'CVE-2018-10933',
				affected: [
					{ from: '0.6.0', before: '0.7.6' },
					{ from: '0.8.0', before: '0.8.4' },
				],
				fixedIn: ['0.7.6', '0.8.4'],
				text: 'A stranger who only claims to have signed in is let in without a password.',
				beforeLogin: true,
				source: 'https://www.libssh.org/security/advisories/CVE-2018-10933.txt',
				examples: { affected: ['0.6.0', '0.7.5', '0.8.3'], unaffected: ['0.5.5', '0.7.6', '0.8.4', '0.10.6'] },
			},
		],
	},
	{
		product: 'Erlang SSH',
		services: ['ssh'],
		flaws: [
			{
				// Banners give the version of the ssh application: OTP 25.3.2.20, 26.2.5.11 and 27.3.3 have these.
				cve: 'CVE-2025-32433',
				affected: [{ before: '4.15.3.12' }, { from: '5.0', before: '5.1.4.8' }, { from: '5.2', before: '5.2.10' }],
				fixedIn: ['4.15.3.12', '5.1.4.8', '5.2.10'],
				text: 'A stranger can run commands without signing in.',
				beforeLogin: true,
				exploitedSince: '2025-06-09',
				backports: [{ version: '4.15.2', by: 'Debian 12' }],
				source: 'https://github.com/erlang/otp/security/advisories/GHSA-37cp-fgq5-7wc2',
				examples: {
					affected: ['4.9', '4.15.3.11', '5.0', '5.1.4.7', '5.2.9'],
					unaffected: ['4.15.3.12', '5.1.4.8', '5.2.10', '5.3'],
				},
			},
		],
	},
	{
		product: 'GNU inetutils telnetd',
		services: ['telnet'],
		flaws: [
			{
				cve: 'CVE-2026-24061',
				affected: [{ from: '1.9.3', before: '2.8' }],
				fixedIn: [],
				text: 'A stranger can become root without a password.',
				beforeLogin: true,
				exploitedSince: '2026-01-26',
				source: 'https://www.cve.org/CVERecord?id=CVE-2026-24061',
				examples: { affected: ['1.9.3', '2.4', '2.7'], unaffected: ['1.9.2', '2.8'] },
			},
		],
	},
	{
		product: 'MikroTik RouterOS',
		aliases: ['MikroTik RouterOS FTP'],
		services: ['mikrotik'],
		flaws: [
			{
				cve: 'CVE-2018-14847',
				affected: [
					{ from: '6.29', before: '6.40.8' },
					{ from: '6.41', before: '6.42.1' },
					{ from: '6.43rc1', before: '6.43rc4' },
				],
				fixedIn: ['6.40.8', '6.42.1', '6.43'],
				text: 'A stranger who reaches Winbox (port 8291) can read any file, the passwords of all users among them.',
				beforeLogin: true,
				exploitedSince: '2021-12-01',
				source: 'https://blog.mikrotik.com/security/winbox-vulnerability.html',
				examples: {
					affected: ['6.29', '6.40.7', '6.41.4', '6.42', '6.43rc3'],
					unaffected: ['6.28', '6.40.8', '6.40.9', '6.42.1', '6.43rc4', '6.43', '7.15'],
				},
			},
		],
	},
	{
		product: 'Debian',
		services: [],
		flaws: [],
		lifecycle: {
			ended: [
				{ line: '11', on: '2026-08-31' },
				{ line: '10', on: '2024-06-30' },
				{ line: '9', on: '2022-06-30' },
				{ line: '8', on: '2020-06-30' },
			],
			source: 'https://wiki.debian.org/LTS',
			examples: { affected: ['8', '9', '10', '11'], unaffected: ['12', '13', '1', '110'] },
		},
	},
];
