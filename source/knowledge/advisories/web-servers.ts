import type { ProductVersions } from '../advisory.ts';

const windowsServer = 'https://learn.microsoft.com/en-us/lifecycle/products/windows-server-';

export const webServers: readonly ProductVersions[] = [
	{
		product: 'Apache',
		services: ['http', 'https'],
		flaws: [
			{
				cve: 'CVE-2021-42013',
				affected: [{ from: '2.4.49', before: '2.4.51' }],
				fixedIn: ['2.4.51'],
				text: 'A stranger can read files outside the website, and run commands where CGI is on.',
				condition: 'Only where "Require all denied" does not protect the rest of the disk, as it usually does.',
				beforeLogin: true,
				exploitedSince: '2021-11-03',
				source: 'https://httpd.apache.org/security/vulnerabilities_24.html',
				examples: { affected: ['2.4.49', '2.4.50'], unaffected: ['2.4.48', '2.4.51', '2.2.34'] },
			},
		],
		lifecycle: {
			ended: [{ line: '2.2', on: '2017-07-11' }],
			source: 'https://httpd.apache.org/docs/2.2/',
			examples: { affected: ['2.2.15', '2.2.34'], unaffected: ['2.4.6', '2.4.66', '2.20.1'] },
		},
	},
	{
		product: 'Microsoft IIS',
		services: ['http', 'https'],
		flaws: [
			{
				cve: 'CVE-2017-7269',
				affected: [{ from: '6.0', before: '7.0' }],
				fixedIn: [],
				text: 'A stranger can run commands with an overlong header.',
				condition: 'Only where WebDAV is on.',
				beforeLogin: true,
				exploitedSince: '2021-11-03',
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2017-7269',
				examples: { affected: ['6.0'], unaffected: ['5.1', '7.0', '7.5', '10.0'] },
			},
		],
		lifecycle: {
			// IIS ends with the Windows Server it comes with: 2003, 2008, 2008 R2, 2012 and 2012 R2.
			ended: [
				{ line: '8.5', on: '2023-10-10' },
				{ line: '8.0', on: '2023-10-10', source: `${windowsServer}2012` },
				{ line: '7.5', on: '2020-01-14', source: `${windowsServer}2008-r2` },
				{ line: '7.0', on: '2020-01-14', source: `${windowsServer}2008` },
				{ line: '6.0', on: '2015-07-14', source: `${windowsServer}2003-r2` },
			],
			source: `${windowsServer}2012-r2`,
			examples: { affected: ['6.0', '7.0', '7.5', '8.0', '8.5'], unaffected: ['10.0', '5.1'] },
		},
	},
	{
		product: 'PHP',
		services: ['http', 'https', 'php-fpm'],
		flaws: [
			{
				cve: 'CVE-2024-4577',
				affected: [
					{ from: '8.1', before: '8.1.29' },
					{ from: '8.2', before: '8.2.20' },
					{ from: '8.3', before: '8.3.8' },
				],
				fixedIn: ['8.1.29', '8.2.20', '8.3.8'],
				text: 'A stranger can run commands through the address of a page.',
				condition: 'Only where Apache reaches PHP by CGI, and Windows uses certain code pages.',
				on: ['Windows'],
				beforeLogin: true,
				exploitedSince: '2024-06-12',
				source: 'https://www.php.net/ChangeLog-8.php#8.3.8',
				examples: {
					affected: ['8.1.0', '8.1.28', '8.2.19', '8.3.7'],
					unaffected: ['8.0.30', '8.1.29', '8.2.20', '8.3.8', '8.4.0'],
				},
			},
		],
		lifecycle: {
			ended: [
				{ line: '8.2', on: '2026-12-31' },
				{ line: '8.1', on: '2025-12-31' },
				{ line: '8.0', on: '2023-11-26' },
				{ line: '7.4', on: '2022-11-28' },
				{ line: '7.3', on: '2021-12-06' },
				{ line: '7.2', on: '2020-11-30' },
				{ line: '7.1', on: '2019-12-01' },
				{ line: '7.0', on: '2019-01-10' },
				{ line: '5.6', on: '2018-12-31' },
				{ line: '5.5', on: '2016-07-21' },
				{ line: '5.4', on: '2015-09-14' },
				{ line: '5.3', on: '2014-08-14' },
			],
			source: 'https://www.php.net/eol.php',
			examples: { affected: ['5.4.16', '7.4.33', '8.1.2'], unaffected: ['8.3.1', '8.4.18', '8.20.1', '74.0'] },
		},
	},
	{
		product: 'Apache Tomcat',
		aliases: ['Tomcat'],
		services: ['http-alt', 'ajp'],
		flaws: [
			{
				cve: 'CVE-2025-24813',
				affected: [
					{ from: '8.5.0', before: '8.6' },
					{ from: '9.0.0.M1', before: '9.0.99' },
					{ from: '10.1.0-M1', before: '10.1.35' },
					{ from: '11.0.0-M1', before: '11.0.3' },
				],
				fixedIn: ['9.0.99', '10.1.35', '11.0.3'],
				text: 'A stranger can read or change uploaded files, and may run commands.',
				condition: 'Only where the default servlet may write, which it may not as it is installed.',
				beforeLogin: true,
				exploitedSince: '2025-04-01',
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2025-24813',
				examples: {
					affected: ['8.5.0', '8.5.100', '9.0.0.M1', '9.0.98', '10.1.34', '11.0.2'],
					unaffected: ['7.0.109', '9.0.99', '10.1.35', '11.0.3'],
				},
			},
			{
				cve: 'CVE-2020-1938',
				affected: [
					{ from: '7.0.0', before: '7.0.100' },
					{ from: '8.5.0', before: '8.5.51' },
					{ from: '9.0.0.M1', before: '9.0.31' },
				],
				fixedIn: ['7.0.100', '8.5.51', '9.0.31'],
				text: 'A stranger can read the files of a web application through AJP, and may run commands (Ghostcat).',
				condition: 'Only where the AJP port, usually 8009, can be reached.',
				beforeLogin: true,
				exploitedSince: '2022-03-03',
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2020-1938',
				examples: {
					affected: ['7.0.99', '8.5.50', '9.0.0.M1', '9.0.30'],
					unaffected: ['7.0.100', '8.5.51', '9.0.31', '10.0.0'],
				},
			},
		],
		lifecycle: {
			ended: [
				{ line: '8.5', on: '2024-03-31' },
				{ line: '7.0', on: '2021-03-31', source: 'https://tomcat.apache.org/tomcat-70-eol.html' },
				{ line: '6.0', on: '2016-12-31', source: 'https://tomcat.apache.org/tomcat-60-eol.html' },
			],
			source: 'https://tomcat.apache.org/tomcat-85-eol.html',
			examples: { affected: ['6.0.53', '7.0.109', '8.5.100'], unaffected: ['9.0.1', '10.1.34'] },
		},
	},
];
