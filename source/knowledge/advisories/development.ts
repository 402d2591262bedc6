import type { ProductVersions } from '../advisory.ts';

/** Build servers, dashboards, panels, brokers and models. */
export const development: readonly ProductVersions[] = [
	{
		// Weekly releases have two numbers, long-term ones three: 2.427 came after the long-term line of 2.426.
		product: 'Jenkins',
		services: ['http-alt'],
		flaws: [
			{
				cve: 'CVE-2024-23897',
				affected: [
					{ from: '1.606', before: '2.426.3' },
					{ from: '2.427', before: '2.440.1' },
					{ from: '2.441', before: '2.442' },
				],
				fixedIn: ['2.426.3', '2.440.1', '2.442'],
				text: 'A stranger can read files of the server, keys among them.',
				beforeLogin: true,
				exploitedSince: '2024-08-19',
				source: 'https://www.jenkins.io/security/advisory/2024-01-24/',
				examples: {
					affected: ['1.606', '1.651', '2.426.2', '2.427', '2.440', '2.441'],
					unaffected: ['1.605', '2.426.3', '2.440.1', '2.440.3', '2.442', '2.541'],
				},
			},
			{
				cve: 'CVE-2018-1000861',
				affected: [{ before: '2.138.4' }, { from: '2.139', before: '2.150.1' }, { from: '2.151', before: '2.154' }],
				fixedIn: ['2.138.4', '2.150.1', '2.154'],
				text: 'A stranger can run commands through crafted addresses.',
				beforeLogin: true,
				exploitedSince: '2022-02-10',
				source: 'https://www.jenkins.io/security/advisory/2018-12-05/',
				examples: {
					affected: ['2.138.3', '2.139', '2.150', '2.153'],
					unaffected: ['2.138.4', '2.150.1', '2.150.3', '2.154'],
				},
			},
			{
				cve: 'CVE-2017-1000353',
				affected: [{ before: '2.46.2' }, { from: '2.47', before: '2.57' }],
				fixedIn: ['2.46.2', '2.57'],
				text: 'A stranger can run commands without signing in.',
				beforeLogin: true,
				exploitedSince: '2025-10-02',
				source: 'https://www.jenkins.io/security/advisory/2017-04-26/',
				examples: { affected: ['1.625.3', '2.46.1', '2.56'], unaffected: ['2.46.2', '2.46.3', '2.57', '2.60.1'] },
			},
		],
	},
	{
		product: 'Webmin',
		aliases: ['MiniServ'],
		services: ['webmin'],
		flaws: [
			{
				cve: 'CVE-2019-15107',
				affected: [{ from: '1.882', before: '1.930' }],
				fixedIn: ['1.930'],
				text: 'A stranger can run commands as root.',
				condition: 'Only in Webmin: 1.890 as it is installed, the others where expired passwords may be changed.',
				beforeLogin: true,
				exploitedSince: '2022-03-25',
				source: 'https://webmin.com/security/',
				examples: {
					affected: ['1.882', '1.890', '1.920', '1.921'],
					unaffected: ['1.831', '1.881', '1.930', '1.941', '2.105'],
				},
			},
		],
	},
	{
		product: 'cPanel',
		aliases: ['WHM', 'cPanel webmail'],
		services: ['cpanel', 'cpanel-webmail'],
		flaws: [
			{
				cve: 'CVE-2026-41940',
				affected: [
					{ from: '11.40', before: '11.86.0.41' },
					{ from: '11.88', before: '11.94.0.28' },
					{ from: '11.96', before: '11.102.0.39' },
					{ from: '11.104', before: '11.110.0.97' },
					{ from: '11.112', before: '11.118.0.63' },
					{ from: '11.120', before: '11.124.0.35' },
					{ from: '11.126', before: '11.126.0.54' },
					{ from: '11.128', before: '11.130.0.19' },
					{ from: '11.132', before: '11.132.0.29' },
					{ from: '11.134', before: '11.134.0.20' },
					{ from: '11.136', before: '11.136.0.5' },
				],
				fixedIn: [
					'11.86.0.41',
					'11.94.0.28',
					'11.102.0.39',
					'11.110.0.97',
					'11.118.0.63',
					'11.124.0.35',
					'11.126.0.54',
					'11.130.0.19',
					'11.132.0.29',
					'11.134.0.20',
					'11.136.0.5',
				],
				text: 'A stranger gets into the panel without signing in.',
				beforeLogin: true,
				exploitedSince: '2026-04-30',
				source: 'https://www.cve.org/CVERecord?id=CVE-2026-41940',
				examples: {
					affected: ['11.110.0.17', '11.110.0.96', '11.124.0.34', '11.130.0.18', '11.136.0.4'],
					unaffected: ['11.38.2.9', '11.86.0.41', '11.110.0.97', '11.110.0.103', '11.126.0.54', '11.136.0.5'],
				},
			},
		],
	},
	{
		product: 'Grafana',
		services: ['grafana'],
		flaws: [
			{
				cve: 'CVE-2021-43798',
				affected: [
					{ from: '8.0.0-beta1', before: '8.0.7' },
					{ from: '8.1.0', before: '8.1.8' },
					{ from: '8.2.0', before: '8.2.7' },
					{ from: '8.3.0', before: '8.3.1' },
				],
				fixedIn: ['8.0.7', '8.1.8', '8.2.7', '8.3.1'],
				text: 'A stranger can read files of the server, its passwords among them.',
				beforeLogin: true,
				exploitedSince: '2025-10-09',
				source: 'https://github.com/grafana/grafana/security/advisories/GHSA-8pjx-jj86-j47p',
				examples: {
					affected: ['8.0.0-beta1', '8.0.6', '8.1.7', '8.2.6', '8.3.0'],
					unaffected: ['7.5.17', '8.0.7', '8.1.8', '8.2.7', '8.3.1', '11.2.0'],
				},
			},
		],
	},
	{
		product: 'Kibana',
		services: ['kibana'],
		flaws: [
			{
				cve: 'CVE-2019-7609',
				affected: [{ before: '5.6.15' }, { from: '6.0.0', before: '6.6.1' }],
				fixedIn: ['5.6.15', '6.6.1'],
				text: 'Whoever can use Timelion, anyone where no password is asked, can run commands.',
				beforeLogin: false,
				exploitedSince: '2022-01-10',
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2019-7609',
				examples: { affected: ['5.6.14', '6.0.0', '6.6.0'], unaffected: ['5.6.15', '6.6.1', '7.17.9'] },
			},
		],
	},
	{
		product: 'Apache ActiveMQ',
		aliases: ['ActiveMQ'],
		services: ['activemq'],
		flaws: [
			{
				cve: 'CVE-2023-46604',
				affected: [
					{ before: '5.15.16' },
					{ from: '5.16.0', before: '5.16.7' },
					{ from: '5.17.0', before: '5.17.6' },
					{ from: '5.18.0', before: '5.18.3' },
				],
				fixedIn: ['5.15.16', '5.16.7', '5.17.6', '5.18.3'],
				text: 'A stranger can run commands without signing in.',
				beforeLogin: true,
				exploitedSince: '2023-11-02',
				backports: [{ version: '5.17.2', by: 'Debian 12' }],
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2023-46604',
				examples: {
					affected: ['5.14.3', '5.15.15', '5.16.6', '5.17.5', '5.18.2'],
					unaffected: ['5.15.16', '5.16.7', '5.17.6', '5.18.3', '6.0.0'],
				},
			},
		],
	},
	{
		product: 'Ollama',
		services: ['ollama'],
		flaws: [
			{
				cve: 'CVE-2024-37032',
				affected: [{ before: '0.1.34' }],
				fixedIn: ['0.1.34'],
				text: 'A stranger can make it reach files outside the folder of its models.',
				beforeLogin: true,
				source: 'https://nvd.nist.gov/vuln/detail/CVE-2024-37032',
				examples: { affected: ['0.1.0', '0.1.33'], unaffected: ['0.1.34', '0.3.12'] },
			},
		],
	},
];
