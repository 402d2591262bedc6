import type { ProductVersions } from '../advisory.ts';

export const files: readonly ProductVersions[] = [
	{
		product: 'ProFTPD',
		services: ['ftp'],
		flaws: [
			{
				cve: 'CVE-2015-3306',
				affected: [{ from: '1.3.5', before: '1.3.5a' }],
				fixedIn: ['1.3.5a', '1.3.6'],
				text: 'A stranger can copy any file on the server to any place, and so run commands of their own.',
				condition: 'Only where the module mod_copy is loaded.',
				beforeLogin: true,
				exploitedSince: '2026-10-08',
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2015-3306',
				examples: { affected: ['1.3.5'], unaffected: ['1.3.4e', '1.3.5rc4', '1.3.5a', '1.3.5e', '1.3.6rc1', '1.3.8'] },
			},
		],
	},
	{
		product: 'vsftpd',
		services: ['ftp'],
		flaws: [
			{
				cve: 'CVE-2011-2523',
				affected: [{ from: '2.3.4', before: '2.3.5' }],
				fixedIn: ['2.3.5'],
				text: 'A stranger who signs in with a smiling face gets a root shell on port 6200: a back door was put into it.',
				condition: 'Only copies that were downloaded from 30 June to 3 July 2011.',
				beforeLogin: true,
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2011-2523',
				examples: { affected: ['2.3.4'], unaffected: ['2.3.2', '2.3.5', '3.0.5'] },
			},
		],
	},
];
