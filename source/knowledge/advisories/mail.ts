import type { ProductVersions } from '../advisory.ts';

export const mail: readonly ProductVersions[] = [
	{
		product: 'Exim',
		services: ['smtp', 'submission', 'smtps'],
		flaws: [
			{
				cve: 'CVE-2019-16928',
				affected: [{ from: '4.92', before: '4.92.3' }],
				fixedIn: ['4.92.3'],
				text: 'A stranger can crash it, and may run commands, with an overlong EHLO.',
				beforeLogin: true,
				exploitedSince: '2022-03-03',
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2019-16928',
				examples: { affected: ['4.92', '4.92.2'], unaffected: ['4.91', '4.92.3', '4.96'] },
			},
			{
				cve: 'CVE-2019-10149',
				affected: [{ from: '4.87', before: '4.92' }],
				fixedIn: ['4.92'],
				text: 'A stranger can run commands as root by sending mail to a crafted address.',
				beforeLogin: true,
				exploitedSince: '2022-01-10',
				source: 'https://www.exim.org/static/doc/security/CVE-2019-10149.txt',
				examples: { affected: ['4.87', '4.90_1', '4.91'], unaffected: ['4.86_2', '4.92', '4.98'] },
			},
			{
				cve: 'CVE-2018-6789',
				affected: [{ before: '4.90_1' }],
				fixedIn: ['4.90.1'],
				text: 'A stranger can run commands by sending a crafted message.',
				beforeLogin: true,
				exploitedSince: '2021-11-03',
				source: 'https://exim.org/static/doc/security/CVE-2018-6789.txt',
				examples: { affected: ['4.72', '4.84_2', '4.90'], unaffected: ['4.90_1', '4.90.1', '4.91'] },
			},
		],
	},
];
