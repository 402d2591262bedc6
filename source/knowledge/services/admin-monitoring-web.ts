import { onLinux, type ServiceEntry, withSystemd } from '../entry.ts';

const cockpit: ServiceEntry = {
	id: 'cockpit',
	name: 'Cockpit',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [{ port: 9090, protocol: 'tcp', severity: 'high', why: 'The root login of this machine, with a terminal' }],
	what: 'A web page for administering a Linux machine, with its logs, services, files and a terminal.',
	risk: 'Its login is the login of the machine itself, so passwords are guessed here as they are for SSH. Who gets in has a terminal, and with sudo the whole machine.',
	need: 'Administrators, through a tunnel or from known addresses.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'Make sure first that you can log in with SSH:' },
			{ kind: 'run', command: 'systemctl disable --now cockpit.socket\nsystemctl stop cockpit.service' },
		]),
		bind: onLinux([
			{
				kind: 'say',
				text: 'The first, empty line takes back the default address. Who is signed in to Cockpit is signed out:',
			},
			{
				kind: 'write',
				file: '/etc/systemd/system/cockpit.socket.d/listen.conf',
				lines: ['[Socket]', 'ListenStream=', 'ListenStream=127.0.0.1:9090', 'FreeBind=yes'],
			},
			{
				kind: 'run',
				command: 'systemctl daemon-reload\nsystemctl stop cockpit.service\nsystemctl restart cockpit.socket',
			},
		]),
		pitfalls: [
			'Without the empty ListenStream line Cockpit keeps its old address too.',
			{
				on: withSystemd,
				text: 'Stopping cockpit.service alone is not enough: cockpit.socket starts it again at the next visit.',
			},
		],
	},
	sources: ['https://cockpit-project.org/guide/latest/listen.html'],
};

const alertmanager: ServiceEntry = {
	id: 'alertmanager',
	name: 'Alertmanager',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [
		{ port: 9093, protocol: 'tcp', severity: 'medium', why: 'Strangers read your alarms, and may silence them' },
	],
	what: 'The part of Prometheus that sends alarms to people, and lets them be silenced.',
	risk: 'It has no login unless you add one. Strangers see what is wrong on which of your machines and who is told, and can silence alarms while they work.',
	need: 'Prometheus, and the people who handle alarms.',
	instructions: {
		stop: { debian: [{ kind: 'run', command: 'systemctl disable --now prometheus-alertmanager' }] },
		bind: {
			debian: [
				{ kind: 'say', text: 'Keep other options that ARGS already has:' },
				{
					kind: 'edit',
					file: '/etc/default/prometheus-alertmanager',
					lines: ['ARGS="--web.listen-address=127.0.0.1:9093"'],
				},
				{ kind: 'run', command: 'systemctl restart prometheus-alertmanager' },
			],
		},
		pitfalls: [
			'It opens 9094 as well, with which several Alertmanagers talk to each other; --cluster.listen-address= with nothing behind it closes that.',
		],
	},
	sources: [
		'https://prometheus.io/docs/operating/security/',
		'https://manpages.debian.org/bookworm/prometheus-alertmanager/prometheus-alertmanager.1.en.html',
	],
};

const nodeExporter: ServiceEntry = {
	id: 'node-exporter',
	name: 'Prometheus node_exporter',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [
		{
			port: 9100,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Tells everybody what this machine is and how it is doing',
		},
	],
	what: 'A small server that tells Prometheus how a machine is doing: its load, disks, network and versions.',
	risk: 'It has no login unless you add one. It changes nothing, but tells strangers the kernel and its version, its disks and network addresses, and when the machine is busy.',
	need: 'Your Prometheus server, and only its address.',
	instructions: {
		stop: { debian: [{ kind: 'run', command: 'systemctl disable --now prometheus-node-exporter' }] },
		bind: {
			debian: [
				{ kind: 'say', text: 'Keep other options that ARGS already has:' },
				{
					kind: 'edit',
					file: '/etc/default/prometheus-node-exporter',
					lines: ['ARGS="--web.listen-address=127.0.0.1:9100"'],
				},
				{ kind: 'run', command: 'systemctl restart prometheus-node-exporter' },
			],
		},
		pitfalls: [
			'If Prometheus runs on another machine, let the firewall admit that one instead of binding it to this machine.',
		],
	},
	sources: [
		'https://prometheus.io/docs/operating/security/',
		'https://manpages.debian.org/bookworm/prometheus-node-exporter/prometheus-node-exporter.1.en.html',
	],
};

const zabbixWeb: ServiceEntry = {
	id: 'zabbix-web',
	name: 'Zabbix web interface',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [{ port: 80, protocol: 'tcp', severity: 'medium', why: 'The login to the monitoring of all your machines' }],
	what: 'The web page of the monitoring system Zabbix.',
	risk: 'Who gets in sees all machines that are watched, and as an administrator can often run commands on them. Passwords are guessed here, and the first one, zabbix for the user Admin, is known to everybody. While it is not set up, strangers may do that.',
	need: 'The people who look after your machines, from known addresses or through a VPN.',
	sources: ['https://www.zabbix.com/documentation/6.0/en/manual/quickstart/login'],
};

const splunk: ServiceEntry = {
	id: 'splunk',
	name: 'Splunk',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [
		{
			port: 8000,
			protocol: 'tcp',
			severity: 'high',
			why: 'The login to all your logs; administrators can run programs',
		},
		{
			port: 8089,
			protocol: 'tcp',
			severity: 'high',
			why: 'The login to all your logs; administrators can run programs',
		},
	],
	what: 'A program that collects and searches logs; people use it on 8000, programs on 8089.',
	risk: 'Who gets in reads all logs in it, and as an administrator installs apps that run programs on the server. With the free licence it has no login at all.',
	need: 'The people who search the logs, and the forwarders that send them.',
	sources: ['https://docs.splunk.com/Documentation/Splunk/latest/Admin/MoreaboutSplunkFree'],
};

const directAdmin: ServiceEntry = {
	id: 'directadmin',
	name: 'DirectAdmin',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [
		{
			port: 2222,
			protocol: 'tcp',
			severity: 'medium',
			why: 'The login to all websites, mail and databases on the server',
		},
	],
	what: 'A web panel with which hosting companies and their customers administer websites.',
	risk: 'Who gets in as the administrator owns the server and all websites on it. Passwords are guessed here all the time.',
	need: 'You and your customers; the administrator best from known addresses only.',
	sources: ['https://docs.directadmin.com/'],
};

const ispConfig: ServiceEntry = {
	id: 'ispconfig',
	name: 'ISPConfig',
	category: 'admin-monitoring',
	doors: [],
	alsoAt: [
		{
			port: 8080,
			protocol: 'tcp',
			severity: 'medium',
			why: 'The login to all websites, mail and databases on the server',
		},
	],
	what: 'A web panel with which hosting companies and their customers administer websites.',
	risk: 'Who gets in as the administrator owns the server and all websites on it. Passwords are guessed here all the time.',
	need: 'You and your customers; the administrator best from known addresses only.',
	sources: ['https://www.ispconfig.org/documentation/'],
};

/** Consoles whose usual port is one of others too, or anybody's. */
export const webConsoles: readonly ServiceEntry[] = [
	cockpit,
	alertmanager,
	nodeExporter,
	zabbixWeb,
	splunk,
	directAdmin,
	ispConfig,
];
