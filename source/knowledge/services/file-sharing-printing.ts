import { onLinux, outsideContainers, type ServiceEntry, type Step, stopScript, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { cupsPackages } from '../packages/files.ts';
import { journal, lastOf, looked, onUnix } from '../usage.ts';

const stopCups: readonly Step[] = [
	{ kind: 'run', command: 'systemctl disable --now cups.socket cups.path cups.service' },
	{ kind: 'say', text: 'And its helper that listens for printers, if it is installed:' },
	{ kind: 'run', command: 'systemctl disable --now cups-browsed' },
];

const cupsLocally: readonly Step[] = [
	{
		kind: 'edit',
		file: '/etc/cups/cupsd.conf',
		lines: ['Listen localhost:631', 'Listen /run/cups/cups.sock'],
		replaces: ['Listen', 'Port'],
	},
	{ kind: 'run', command: 'systemctl restart cups' },
	{ kind: 'say', text: 'For UDP 631 stop the helper that takes announcements of printers:' },
	{ kind: 'run', command: 'systemctl disable --now cups-browsed' },
];

const cupsForOwnNetwork: readonly Step[] = [
	{ kind: 'say', text: 'Share printers with your own network only, and administer them from this machine only:' },
	{ kind: 'run', command: 'cupsctl --share-printers --no-remote-any --no-remote-admin' },
	{ kind: 'say', text: 'Keep the helper from taking announcements from anyone who sends one:' },
	{ kind: 'edit', file: '/etc/cups/cups-browsed.conf', lines: ['BrowseRemoteProtocols dnssd'] },
	{ kind: 'run', command: 'systemctl try-restart cups-browsed' },
];

/** Printers over the network. */
export const fileSharingPrinting: readonly ServiceEntry[] = [
	{
		id: 'cups',
		name: 'CUPS (printing)',
		category: 'file-sharing',
		doors: [
			{
				port: 631,
				protocol: 'tcp',
				name: 'IPP printing',
				severity: 'medium',
				why: "Strangers can print, read the queue and reach the print server's pages",
			},
			{
				port: 631,
				protocol: 'udp',
				name: 'CUPS printer announcements',
				severity: 'high',
				why: 'Older cups-browsed takes printers announced by anyone (CVE-2024-47176)',
			},
		],
		what: 'The print server of Linux and macOS, with a web page for its administration; many printers speak its protocol (IPP) themselves.',
		risk: 'Strangers can print, see names of users and documents, and try passwords on the administration page. In 2024 a chain of flaws became known (CVE-2024-47176 and others): a printer announced to the UDP port by a stranger runs their commands when someone prints to it.',
		need: 'The people who print, in your own network; a server without printers needs none of it.',
		instructions: {
			usage: looked(
				{ ...onUnix(lastOf('/var/log/cups/access_log')), rhel: journal('cupsd', 'REQUEST') },
				'Lines with another address than localhost: somebody else prints or looks.',
			),
			stop: { ...onLinux(stopCups), ...cupsPackages.stop },
			bind: { ...onLinux(cupsLocally), ...cupsPackages.bind },
			harden: onLinux(cupsForOwnNetwork),
			pitfalls: [
				{
					on: outsideContainers,
					text: '"Port 631" and "Listen *:631" mean every address and can\'t stand beside a Listen line for localhost.',
				},
				{
					on: ['debian', 'rhel', 'alpine'],
					text: 'TCP and UDP 631 belong to two programs, cupsd and cups-browsed: closing one leaves the other open.',
				},
				{
					on: ['debian', 'rhel', 'alpine'],
					text: 'Without cups-browsed, printers that others share may vanish from the list; add them by hand.',
				},
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/cups-daemon/cupsd.conf.5.en.html',
			'https://manpages.debian.org/bookworm/cups-client/cupsctl.8.en.html',
			'https://manpages.debian.org/bookworm/cups-browsed/cups-browsed.conf.5.en.html',
			...cupsPackages.sources,
			fedoraPackage('cups'),
			'https://nvd.nist.gov/vuln/detail/CVE-2024-47176',
		],
	},
	{
		id: 'lpd',
		name: 'LPD printing',
		category: 'file-sharing',
		doors: [
			{
				port: 515,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Print jobs from anyone, without a password',
			},
		],
		what: 'The old print service of Unix, which printers and some Windows servers still offer.',
		risk: 'Anyone may print, and a printer that never rests runs out of paper and toner. The queue shows names of users and documents, and everything travels unencrypted.',
		need: 'Old systems that print, in your own network.',
		instructions: {
			stop: {
				debian: [stopScript('lprng')],
				rhel: [{ kind: 'run', command: 'systemctl disable --now cups-lpd.socket' }],
				windows: [{ kind: 'run', command: 'Stop-Service LPDSVC\nSet-Service LPDSVC -StartupType Disabled' }],
			},
			pitfalls: ["A printer offers LPD by itself: switch it off in the printer's own web page."],
		},
		sources: ['https://manpages.debian.org/bookworm/lprng/lpd.8.en.html', fedoraPackage('cups')],
	},
	{
		id: 'jetdirect',
		name: 'Printer (JetDirect) or node_exporter',
		category: 'file-sharing',
		doors: [
			{
				port: 9100,
				protocol: 'tcp',
				severity: 'medium',
				why: "Prints for anyone, or shows a server's measurements to anyone",
			},
		],
		what: "Two things live here: printers that print whatever arrives, and the Prometheus node_exporter, which reports a server's measurements.",
		risk: 'It depends on what answers. A printer prints for any stranger, and some let strangers read stored jobs or change settings; node_exporter shows your disks, network cards, system version and load to everyone. Neither asks for a password unless you set one up.',
		need: 'Print servers, or your Prometheus server, in your own network.',
		instructions: {
			stop: {
				debian: [
					...when('prometheus-node-exporter', [
						{ kind: 'say', text: 'If it is node_exporter from Debian or Ubuntu:' },
						{ kind: 'run', command: 'systemctl disable --now prometheus-node-exporter' },
					]),
				],
				rhel: [
					{ kind: 'say', text: 'If it is node_exporter, find what its unit is called here, and disable that:' },
					{ kind: 'run', command: "systemctl list-units --no-pager '*node*exporter*'" },
				],
			},
			bind: {
				debian: [
					{
						kind: 'edit',
						file: '/etc/default/prometheus-node-exporter',
						lines: ['ARGS="--web.listen-address=127.0.0.1:9100"'],
					},
					{ kind: 'run', command: 'systemctl restart prometheus-node-exporter' },
				],
				rhel: [
					{
						kind: 'say',
						text: "Add --web.listen-address=127.0.0.1:9100 to the command line in node_exporter's unit, then run systemctl daemon-reload and restart it.",
					},
				],
			},
			pitfalls: [
				'Keep options that already stand in ARGS; the new one goes beside them.',
				"A printer can't be bound to an address: give it a private one, or set its list of allowed addresses in its web page.",
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/prometheus-node-exporter/prometheus-node-exporter.1.en.html',
			'https://prometheus.io/docs/operating/security/',
		],
	},
];
