import { onLinux, outsideContainers, type ServiceEntry, type Step, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { minioImage, minioPackages } from '../packages/files.ts';
import {
	grafanaImage,
	grafanaPackages,
	kibanaImage,
	prometheusImage,
	prometheusPackages,
} from '../packages/monitoring.ts';

const grafanaWindowsFile = 'C:\\Program Files\\GrafanaLabs\\grafana\\conf\\custom.ini';

const grafana: ServiceEntry = {
	id: 'grafana',
	name: 'Grafana, or a development server',
	category: 'admin-monitoring',
	doors: [
		{
			port: 3000,
			protocol: 'tcp',
			name: 'Grafana or Node development server',
			severity: 'medium',
			why: 'Dashboards with access to your data, or an unfinished program',
		},
	],
	what: 'The usual port of Grafana dashboards; Node.js, Rails and Gitea use it for their web servers too.',
	risk: 'What it means for you depends on what answers. Grafana starts with the login admin and admin and can query every database it is connected to; a flaw of 2021 (CVE-2021-43798) let strangers read files from its disk. A development server may show inner details and have no login.',
	need: 'The people who read the dashboards, best behind a web server with HTTPS.',
	instructions: {
		stop: {
			...onLinux([{ kind: 'run', command: 'systemctl disable --now grafana-server' }]),
			windows: [{ kind: 'run', command: 'Stop-Service Grafana\nSet-Service Grafana -StartupType Disabled' }],
			...grafanaPackages.stop,
		},
		bind: {
			...onLinux([
				{ kind: 'edit', file: '/etc/grafana/grafana.ini', section: ['[server]'], lines: ['http_addr = 127.0.0.1'] },
				{ kind: 'run', command: 'systemctl restart grafana-server' },
			]),
			windows: [
				{ kind: 'edit', file: grafanaWindowsFile, section: ['[server]'], lines: ['http_addr = 127.0.0.1'] },
				{ kind: 'run', command: 'Restart-Service Grafana' },
			],
			...grafanaPackages.bind,
			...grafanaImage.bind,
		},
		harden: {
			...onLinux([
				{
					kind: 'say',
					text: 'Change the password of admin under Profile, and keep strangers from looking in or signing up:',
				},
				{ kind: 'edit', file: '/etc/grafana/grafana.ini', section: ['[auth.anonymous]'], lines: ['enabled = false'] },
				{ kind: 'edit', file: '/etc/grafana/grafana.ini', section: ['[users]'], lines: ['allow_sign_up = false'] },
				{ kind: 'run', command: 'systemctl restart grafana-server' },
			]),
			...grafanaImage.harden,
		},
		pitfalls: [
			{ on: outsideContainers, text: 'A line that still begins with a semicolon is a comment and changes nothing.' },
			'Environment variables such as GF_SERVER_HTTP_ADDR win over the file; containers use them.',
		],
	},
	sources: [
		'https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/',
		'https://github.com/grafana/grafana/blob/main/conf/sample.ini',
		...grafanaPackages.sources,
		...grafanaImage.sources,
		'https://grafana.com/blog/2021/12/07/grafana-8.3.1-8.2.7-8.1.8-and-8.0.7-released-with-high-severity-security-fix/',
	],
};

const kibana: ServiceEntry = {
	id: 'kibana',
	name: 'Kibana',
	category: 'admin-monitoring',
	doors: [
		{
			port: 5601,
			protocol: 'tcp',
			severity: 'high',
			why: 'Window into your Elasticsearch data; CVE-2019-7609 ran commands',
		},
	],
	what: 'The web page with which people search and chart the data in Elasticsearch.',
	risk: 'If Elasticsearch asks for no password, neither does Kibana, and strangers can read, change and delete all its data. In old versions a flaw of 2019 (CVE-2019-7609) let them run commands on the server too.',
	need: 'The people who work with the data, with a login.',
	instructions: {
		stop: onLinux([{ kind: 'run', command: 'systemctl disable --now kibana' }]),
		bind: {
			...onLinux([
				{ kind: 'edit', file: '/etc/kibana/kibana.yml', lines: ['server.host: "127.0.0.1"'] },
				{ kind: 'run', command: 'systemctl restart kibana' },
			]),
			...kibanaImage.bind,
		},
		harden: onLinux([
			{
				kind: 'say',
				text: 'The login comes from Elasticsearch. Switch it on there (it is on by default from version 8), then set the passwords:',
			},
			{ kind: 'edit', file: '/etc/elasticsearch/elasticsearch.yml', lines: ['xpack.security.enabled: true'] },
			{ kind: 'run', command: 'systemctl restart elasticsearch kibana' },
			{ kind: 'say', text: 'Encrypt the connection with your certificate, or put a web server with HTTPS in front:' },
			{
				kind: 'edit',
				file: '/etc/kibana/kibana.yml',
				lines: [
					'server.ssl.enabled: true',
					'server.ssl.certificate: /etc/kibana/server.crt',
					'server.ssl.key: /etc/kibana/server.key',
				],
			},
			{ kind: 'run', command: 'systemctl restart kibana' },
		]),
		pitfalls: [
			'The default is already localhost; the image for containers listens on every address.',
			'Closing Kibana does not close Elasticsearch on 9200; look at that port too.',
		],
	},
	sources: [
		'https://www.elastic.co/docs/deploy-manage/deploy/self-managed/configure-kibana',
		'https://github.com/elastic/kibana/blob/main/config/kibana.yml',
		...kibanaImage.sources,
		'https://nvd.nist.gov/vuln/detail/CVE-2019-7609',
	],
};

const cockpitOnThisMachine: readonly Step[] = when('cockpit-ws', [
	{
		kind: 'say',
		text: 'If it is Cockpit; the first, empty line takes back the default address. Who is signed in to Cockpit is signed out:',
	},
	{
		kind: 'write',
		file: '/etc/systemd/system/cockpit.socket.d/listen.conf',
		lines: ['[Socket]', 'ListenStream=', 'ListenStream=127.0.0.1:9090', 'FreeBind=yes'],
	},
	{
		kind: 'run',
		command: 'systemctl daemon-reload\nsystemctl stop cockpit.service\nsystemctl try-restart cockpit.socket',
	},
]);

const prometheus: ServiceEntry = {
	id: 'prometheus',
	name: 'Prometheus or Cockpit',
	category: 'admin-monitoring',
	doors: [
		{
			port: 9090,
			protocol: 'tcp',
			severity: 'high',
			why: 'Your metrics without a login, or the root login of Cockpit',
		},
	],
	what: 'The usual port of the monitoring system Prometheus, and of Cockpit, a web page for administering Linux.',
	risk: 'Prometheus has no login unless you add one: strangers see the names, addresses and load of all your machines. Cockpit is a login to the machine itself, with a terminal, so passwords are guessed here as they are for SSH.',
	need: 'Prometheus: Grafana and your operators; Cockpit: administrators, through a tunnel or from known addresses.',
	instructions: {
		stop: {
			debian: [
				...when('prometheus', [
					{ kind: 'say', text: 'If it is Prometheus:' },
					{ kind: 'run', command: 'systemctl disable --now prometheus' },
				]),
				...when('cockpit-ws', [
					{ kind: 'say', text: 'If it is Cockpit, make sure first that you can log in with SSH:' },
					{ kind: 'run', command: 'systemctl disable --now cockpit.socket\nsystemctl stop cockpit.service' },
				]),
			],
			rhel: [
				...when('cockpit-ws', [
					{ kind: 'say', text: 'If it is Cockpit, make sure first that you can log in with SSH:' },
					{ kind: 'run', command: 'systemctl disable --now cockpit.socket\nsystemctl stop cockpit.service' },
				]),
				...when('prometheus', [
					{ kind: 'say', text: 'If it is Prometheus:' },
					{ kind: 'run', command: 'systemctl disable --now prometheus' },
				]),
			],
			...prometheusPackages.stop,
		},
		bind: {
			debian: [
				...when('prometheus', [
					{ kind: 'say', text: 'If it is Prometheus; keep other options that ARGS already has:' },
					{ kind: 'edit', file: '/etc/default/prometheus', lines: ['ARGS="--web.listen-address=127.0.0.1:9090"'] },
					{ kind: 'run', command: 'systemctl try-restart prometheus' },
				]),
				...cockpitOnThisMachine,
			],
			rhel: [
				...cockpitOnThisMachine,
				{
					kind: 'say',
					text: 'If it is Prometheus, add the option --web.listen-address=127.0.0.1:9090 to the command line in its unit (systemctl edit --full prometheus), then restart it:',
				},
				{ kind: 'run', command: 'systemctl try-restart prometheus' },
			],
			...prometheusPackages.bind,
			...prometheusImage.bind,
		},
		pitfalls: [
			{ on: withSystemd, text: 'Without the empty ListenStream line Cockpit keeps its old address too.' },
			{
				on: withSystemd,
				text: 'Stopping cockpit.service alone is not enough: cockpit.socket starts it again at the next visit.',
			},
			'With --web.enable-admin-api or --web.enable-lifecycle strangers may also delete data or stop Prometheus.',
		],
	},
	sources: [
		'https://cockpit-project.org/guide/latest/listen.html',
		'https://prometheus.io/docs/operating/security/',
		'https://manpages.debian.org/bookworm/prometheus/prometheus.1.en.html',
		...prometheusPackages.sources,
		...prometheusImage.sources,
	],
};

const supervisorLocal = ['port = 127.0.0.1:9001', 'username = admin', 'password = A-LONG-PASSWORD'];

const minioConsole: readonly Step[] = when('minio', [
	{
		kind: 'say',
		text: 'If it is MinIO; leave out --address and what follows it where others need its API on 9000. Keep other options that the line already has:',
	},
	{
		kind: 'edit',
		file: '/etc/default/minio',
		lines: ['MINIO_OPTS="--console-address 127.0.0.1:9001 --address 127.0.0.1:9000"'],
	},
	{ kind: 'run', command: 'systemctl try-restart minio' },
]);

const supervisor: ServiceEntry = {
	id: 'supervisor',
	name: 'Supervisor, MinIO console or Tor',
	category: 'admin-monitoring',
	doors: [
		{
			port: 9001,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Control of processes, the console of a file store, or a Tor relay',
		},
	],
	what: 'A port that several programs use by habit: Supervisor, which starts and watches programs, MinIO, and Tor relays.',
	risk: 'What it means for you depends on what answers. Supervisor asks for no password unless one is set, and strangers could stop your programs; its own manual says never to expose it. The MinIO console is the login to all stored files, and a Tor relay is meant to be reached.',
	need: 'Administrators of Supervisor or MinIO; everybody, if you run a Tor relay on purpose.',
	instructions: {
		stop: {
			debian: [
				...when('supervisor', [
					{ kind: 'say', text: 'If it is Supervisor, find the section that opens the port:' },
					{ kind: 'run', command: "grep -rn 'inet_http_server' /etc/supervisor" },
					{ kind: 'say', text: 'Delete that section. The restart restarts all programs of Supervisor too.' },
					{ kind: 'run', command: 'systemctl restart supervisor' },
				]),
				...when('tor', [
					{ kind: 'say', text: 'If it is Tor:' },
					{ kind: 'run', command: 'systemctl disable --now tor' },
				]),
			],
			rhel: [
				...when('supervisor', [
					{ kind: 'say', text: 'If it is Supervisor, find the section that opens the port:' },
					{ kind: 'run', command: "grep -rn 'inet_http_server' /etc/supervisord.conf /etc/supervisord.d" },
					{ kind: 'say', text: 'Delete that section. The restart restarts all programs of Supervisor too.' },
					{ kind: 'run', command: 'systemctl restart supervisord' },
				]),
				...when('tor', [
					{ kind: 'say', text: 'If it is Tor:' },
					{ kind: 'run', command: 'systemctl disable --now tor' },
				]),
			],
			...minioPackages.stop,
		},
		bind: {
			debian: [
				...when('supervisor', [
					{ kind: 'say', text: 'If it is Supervisor; the restart restarts all its programs too:' },
					{
						kind: 'edit',
						file: '/etc/supervisor/supervisord.conf',
						section: ['[inet_http_server]'],
						lines: supervisorLocal,
					},
					{ kind: 'run', command: 'systemctl try-restart supervisor' },
				]),
				...minioConsole,
			],
			rhel: [
				...when('supervisor', [
					{ kind: 'say', text: 'If it is Supervisor; the restart restarts all its programs too:' },
					{ kind: 'edit', file: '/etc/supervisord.conf', section: ['[inet_http_server]'], lines: supervisorLocal },
					{ kind: 'run', command: 'systemctl try-restart supervisord' },
				]),
				...minioConsole,
			],
			...minioPackages.bind,
			...minioImage.bind,
		},
		pitfalls: [
			'supervisorctl normally uses a socket file and does not need this port at all.',
			'Supervisor encrypts nothing, so its password can be read on the way.',
		],
		harden: minioImage.harden,
	},
	sources: [
		'https://supervisord.org/configuration.html',
		'https://github.com/Supervisor/supervisor/blob/main/supervisor/skel/sample.conf',
		'https://github.com/minio/minio-service/blob/master/linux-systemd/minio.service',
		...minioPackages.sources,
		...minioImage.sources,
		fedoraPackage('supervisor'),
	],
};

/** How the web page of Transmission is bound, with its settings in this file. */
const transmissionLocal = (file: string): readonly Step[] =>
	when('transmission-daemon', [
		{
			kind: 'say',
			text: 'If it is Transmission. It overwrites its settings when it stops, so stop it before you change them:',
		},
		{ kind: 'run', command: 'systemctl stop transmission-daemon' },
		{ kind: 'edit', file, lines: ['"rpc-bind-address": "127.0.0.1",'] },
		{ kind: 'run', command: 'systemctl start transmission-daemon' },
	]);

const pushgateway: ServiceEntry = {
	id: 'pushgateway',
	name: 'Pushgateway or Transmission',
	category: 'admin-monitoring',
	doors: [
		{
			port: 9091,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Strangers could fake your metrics or steer your downloads',
		},
	],
	what: 'The usual port of the Prometheus Pushgateway, which collects metrics, and of the web page of Transmission.',
	risk: 'The Pushgateway has no login, so strangers can read, change and delete the metrics on it and with them mislead your alarms. Transmission shows and steers your downloads, and may fill your disk if its password is missing or weak.',
	need: 'Jobs that report to the Pushgateway from inside your network; you, for Transmission.',
	instructions: {
		stop: {
			debian: [
				...when('prometheus-pushgateway', [
					{ kind: 'say', text: 'If it is the Pushgateway:' },
					{ kind: 'run', command: 'systemctl disable --now prometheus-pushgateway' },
				]),
				...when('transmission-daemon', [
					{ kind: 'say', text: 'If it is Transmission:' },
					{ kind: 'run', command: 'systemctl disable --now transmission-daemon' },
				]),
			],
			rhel: [
				{ kind: 'say', text: 'If it is Transmission:' },
				{ kind: 'run', command: 'systemctl disable --now transmission-daemon' },
			],
		},
		bind: {
			debian: [
				...when('prometheus-pushgateway', [
					{ kind: 'say', text: 'If it is the Pushgateway; keep other options that ARGS already has:' },
					{
						kind: 'edit',
						file: '/etc/default/prometheus-pushgateway',
						lines: ['ARGS="--web.listen-address=127.0.0.1:9091"'],
					},
					{ kind: 'run', command: 'systemctl try-restart prometheus-pushgateway' },
				]),
				...transmissionLocal('/etc/transmission-daemon/settings.json'),
			],
			rhel: transmissionLocal('/var/lib/transmission/.config/transmission-daemon/settings.json'),
		},
		pitfalls: [
			'Since Transmission 4.1 the names in its file are written with underscores (rpc_bind_address): change the line that is there.',
			{
				on: ['debian'],
				text: 'The Debian package of Transmission starts with the name and password transmission; change them.',
			},
		],
	},
	sources: [
		'https://github.com/prometheus/pushgateway/blob/master/README.md',
		'https://prometheus.io/docs/operating/security/',
		'https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md',
		fedoraPackage('transmission'),
	],
};

/** Web pages on which people watch and control what runs. */
export const consoles: readonly ServiceEntry[] = [grafana, kibana, prometheus, supervisor, pushgateway];
