import { onLinux, type ServiceEntry } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { looked, onSystemd } from '../usage.ts';

const salt: ServiceEntry = {
	id: 'salt',
	name: 'Salt master',
	category: 'admin-monitoring',
	doors: [
		{
			port: 4505,
			protocol: 'tcp',
			name: 'Salt master, orders to the machines',
			severity: 'high',
			why: 'Rules all your machines; CVE-2020-11651 let strangers do so',
		},
		{
			port: 4506,
			protocol: 'tcp',
			name: 'Salt master, answers and files',
			severity: 'high',
			why: 'Rules all your machines; CVE-2020-11651 let strangers do so',
		},
	],
	what: 'The centre of the administration system Salt, from which commands go out to many machines at once.',
	risk: 'Whoever controls the master is root on every machine it manages. In 2020 a flaw (CVE-2020-11651) let strangers do that without a login, and it was used in attacks. Versions before 2019.2.4 and 3000.2 are still open to it.',
	need: 'The machines that this master manages.',
	instructions: {
		usage: looked(
			onSystemd('salt-run manage.status'),
			'The machines that this master manages, and which of them answer.',
		),
		stop: onLinux([
			{ kind: 'say', text: 'The managed machines go on running but no longer get orders.' },
			{ kind: 'run', command: 'systemctl disable --now salt-master' },
		]),
		bind: onLinux([
			{
				kind: 'say',
				text: 'Use the private address through which the managed machines reach the master, or 127.0.0.1 if there are none outside:',
			},
			{ kind: 'edit', file: '/etc/salt/master', lines: ['interface: 10.0.0.5'] },
			{ kind: 'run', command: 'systemctl restart salt-master' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'See which version runs and which machines it trusts; every key must be one you know:' },
			{ kind: 'run', command: 'salt-master --version\nsalt-key --list-all' },
			{ kind: 'say', text: 'Never let it trust machines by itself:' },
			{ kind: 'edit', file: '/etc/salt/master', lines: ['open_mode: False', 'auto_accept: False'] },
			{ kind: 'run', command: 'systemctl restart salt-master' },
		]),
		pitfalls: [
			'Files in /etc/salt/master.d are read after the main file and can set another address.',
			'The managed machines connect to the master, so they need no open port themselves.',
		],
	},
	sources: [
		'https://docs.saltproject.io/en/latest/ref/configuration/master.html',
		'https://nvd.nist.gov/vuln/detail/CVE-2020-11651',
	],
};

const nrpeLocal = ['server_address=127.0.0.1'];
const nrpeAllowed = ['allowed_hosts=127.0.0.1,10.0.0.2', 'dont_blame_nrpe=0'];

const nrpe: ServiceEntry = {
	id: 'nrpe',
	name: 'Nagios NRPE',
	category: 'admin-monitoring',
	doors: [
		{
			port: 5666,
			protocol: 'tcp',
			severity: 'high',
			why: 'Runs checks on this machine when asked from outside',
		},
	],
	what: 'The agent through which Nagios and Icinga run their checks on a machine.',
	risk: 'NRPE runs commands on your machine when it is asked to, and only looks at the address of the caller. If callers may add arguments, a check can be turned into any command. Even without, they learn how your machine is doing.',
	need: 'Your monitoring server, and nobody else.',
	instructions: {
		stop: {
			debian: [{ kind: 'run', command: 'systemctl disable --now nagios-nrpe-server' }],
			rhel: [{ kind: 'run', command: 'systemctl disable --now nrpe' }],
		},
		bind: {
			debian: [
				{ kind: 'say', text: 'Use the private address of this machine instead if the monitoring server is elsewhere.' },
				{ kind: 'edit', file: '/etc/nagios/nrpe.cfg', lines: nrpeLocal },
				{ kind: 'run', command: 'systemctl restart nagios-nrpe-server' },
			],
			rhel: [
				{ kind: 'say', text: 'Use the private address of this machine instead if the monitoring server is elsewhere.' },
				{ kind: 'edit', file: '/etc/nagios/nrpe.cfg', lines: nrpeLocal },
				{ kind: 'run', command: 'systemctl restart nrpe' },
			],
		},
		harden: {
			debian: [
				{ kind: 'say', text: 'Name your monitoring server, and take no arguments from callers:' },
				{ kind: 'edit', file: '/etc/nagios/nrpe.cfg', lines: nrpeAllowed },
				{ kind: 'run', command: 'systemctl restart nagios-nrpe-server' },
			],
			rhel: [
				{ kind: 'say', text: 'Name your monitoring server, and take no arguments from callers:' },
				{ kind: 'edit', file: '/etc/nagios/nrpe.cfg', lines: nrpeAllowed },
				{ kind: 'run', command: 'systemctl restart nrpe' },
			],
		},
		pitfalls: [
			'allowed_hosts refuses strangers after they have connected, so a scan still calls the port open.',
			'Under inetd or xinetd these lines are ignored; the address and the allowed hosts are set there.',
		],
	},
	sources: [
		'https://packages.debian.org/bookworm/nagios-nrpe-server',
		'https://github.com/NagiosEnterprises/nrpe/blob/master/SECURITY.md',
		fedoraPackage('nrpe'),
	],
};

const zabbixAgent: ServiceEntry = {
	id: 'zabbix-agent',
	name: 'Zabbix agent',
	category: 'admin-monitoring',
	doors: [
		{
			port: 10050,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Tells the state of this machine to whom it trusts',
		},
	],
	what: 'The agent that tells a Zabbix server how a machine is doing.',
	risk: 'The agent answers only the addresses named in its configuration, but without encryption, and it can be allowed to run commands. If strangers are among those addresses, they learn what runs on your machine and may work on it.',
	need: 'Your Zabbix server or proxy, and nobody else.',
	instructions: {
		stop: {
			...onLinux([
				{ kind: 'say', text: 'The first agent and agent 2 are different services; one of the two runs.' },
				{ kind: 'run', command: 'systemctl disable --now zabbix-agent\nsystemctl disable --now zabbix-agent2' },
			]),
			windows: [
				{
					kind: 'run',
					command: "Get-Service -Name 'Zabbix Agent*' | Stop-Service -PassThru | Set-Service -StartupType Disabled",
				},
			],
		},
		bind: onLinux([
			{
				kind: 'say',
				text: 'If all its checks are active, the first agent can do without a port; it then reports on its own to your server, for which 10.0.0.2 stands:',
			},
			{ kind: 'edit', file: '/etc/zabbix/zabbix_agentd.conf', lines: ['StartAgents=0', 'ServerActive=10.0.0.2'] },
			{ kind: 'run', command: 'systemctl try-restart zabbix-agent' },
			{ kind: 'say', text: 'Agent 2 always listens; give it this machine or its private address:' },
			{ kind: 'edit', file: '/etc/zabbix/zabbix_agent2.conf', lines: ['ListenIP=127.0.0.1'] },
			{ kind: 'run', command: 'systemctl try-restart zabbix-agent2' },
		]),
		harden: onLinux([
			{
				kind: 'say',
				text: 'Make a secret key, and enter the same key and name for this host in the Zabbix web page, under Encryption:',
			},
			{
				kind: 'run',
				command:
					'install -o zabbix -g zabbix -m 600 /dev/null /etc/zabbix/agent.psk\nopenssl rand -hex 32 > /etc/zabbix/agent.psk',
			},
			{
				kind: 'say',
				text: 'Answer only your server, encrypted, and never run commands for it. For agent 2 use its own file:',
			},
			{
				kind: 'edit',
				file: '/etc/zabbix/zabbix_agentd.conf',
				lines: [
					'Server=10.0.0.2',
					'TLSConnect=psk',
					'TLSAccept=psk',
					'TLSPSKIdentity=this-host',
					'TLSPSKFile=/etc/zabbix/agent.psk',
					'DenyKey=system.run[*]',
				],
			},
			{ kind: 'run', command: 'systemctl restart zabbix-agent' },
		]),
		pitfalls: [
			'Server= refuses strangers after they have connected, so a scan still calls the port open.',
			'Files under /etc/zabbix/zabbix_agentd.d or zabbix_agentd.conf.d can set the same things again.',
		],
	},
	sources: [
		'https://packages.debian.org/bookworm/zabbix-agent',
		'https://www.zabbix.com/documentation/4.0/manual/installation/install_from_packages/rhel_centos',
		'https://www.zabbix.com/documentation/5.0/manual/encryption/using_pre_shared_keys',
	],
};

const zabbixServer: ServiceEntry = {
	id: 'zabbix-server',
	name: 'Zabbix server',
	category: 'admin-monitoring',
	doors: [
		{
			port: 10051,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Takes measurements from whoever sends them',
		},
	],
	what: 'The port on which a Zabbix server or proxy takes the measurements that agents send.',
	risk: 'Unless encryption is demanded, strangers who know the name of a host can send you false measurements in its name and so hide or fake alarms. Flaws in the server have let them do more, so it should not be open to everybody.',
	need: 'Agents and proxies in active mode, best from known networks.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'This ends monitoring; the web page stays but shows that the server is not running.' },
			{ kind: 'run', command: 'systemctl disable --now zabbix-server' },
		]),
		bind: onLinux([
			{ kind: 'say', text: 'Use the private address if agents on other machines report by themselves:' },
			{ kind: 'edit', file: '/etc/zabbix/zabbix_server.conf', lines: ['ListenIP=127.0.0.1'] },
			{ kind: 'run', command: 'systemctl restart zabbix-server' },
		]),
		harden: onLinux([
			{
				kind: 'say',
				text: 'In the Zabbix web page open each host, choose Encryption, and accept connections from it only with a key (PSK) or a certificate; set the same on the agent.',
			},
		]),
		pitfalls: ['The web page of Zabbix reaches the server on this port too; use an address that it can reach.'],
	},
	sources: [
		'https://packages.debian.org/bookworm/zabbix-server-mysql',
		'https://www.zabbix.com/documentation/4.0/manual/installation/install_from_packages/rhel_centos',
		'https://www.zabbix.com/documentation/5.0/manual/encryption/using_pre_shared_keys',
	],
};

const natsMonitoring: ServiceEntry = {
	id: 'nats-monitoring',
	name: 'NATS monitoring',
	category: 'admin-monitoring',
	doors: [
		{
			port: 8222,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Lists connections and subjects without a login',
		},
	],
	what: 'The web page on which the message system NATS reports its state.',
	risk: 'This page has no login at all. Strangers see who is connected to your message system, from which addresses, and the names of the subjects your programs talk about.',
	need: 'Your monitoring system.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'Find where the page is switched on:' },
				{ kind: 'run', command: "grep -n 'http' /etc/nats-server.conf" },
				{
					kind: 'say',
					text: 'Delete the line http, http_port or https_port, or the option -m from the start command. NATS itself goes on working after the restart.',
				},
				{ kind: 'run', command: 'systemctl restart nats-server' },
			],
		},
		bind: {
			debian: [
				{
					kind: 'edit',
					file: '/etc/nats-server.conf',
					lines: ['http: "127.0.0.1:8222"'],
					replaces: ['http', 'http_port'],
				},
				{ kind: 'run', command: 'systemctl restart nats-server' },
			],
			rhel: [
				{ kind: 'say', text: 'Find the configuration file after -c:' },
				{ kind: 'run', command: 'pgrep -af nats-server' },
				{ kind: 'edit', file: 'nats-server.conf', lines: ['http: "127.0.0.1:8222"'], replaces: ['http', 'http_port'] },
				{ kind: 'run', command: 'systemctl restart nats-server' },
			],
		},
		pitfalls: ['A reload does not move this port; restart the server.'],
	},
	sources: ['https://docs.nats.io/running-a-nats-service/configuration/monitoring'],
};

const rabbitmqPrometheus: ServiceEntry = {
	id: 'rabbitmq-prometheus',
	name: 'RabbitMQ metrics',
	category: 'admin-monitoring',
	doors: [
		{
			port: 15692,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Shows the names and load of your queues without a login',
		},
	],
	what: 'The page from which Prometheus reads the metrics of the message broker RabbitMQ.',
	risk: 'The page has no login unless you set one up. Strangers learn the version, the load and the names of your queues and virtual hosts, which helps them to prepare an attack on the broker itself.',
	need: 'Your Prometheus server.',
	instructions: {
		stop: onLinux([{ kind: 'run', command: 'rabbitmq-plugins disable rabbitmq_prometheus' }]),
		bind: onLinux([
			{ kind: 'edit', file: '/etc/rabbitmq/rabbitmq.conf', lines: ['prometheus.tcp.ip = 127.0.0.1'] },
			{ kind: 'run', command: 'systemctl restart rabbitmq-server' },
			{ kind: 'run', command: "ss -ltn 'sport = :15692'" },
			{ kind: 'expect', text: 'The local address is 127.0.0.1:15692.' },
		]),
		pitfalls: ['This setting moves only the metrics; 5672, 15672 and 25672 have settings of their own.'],
	},
	sources: ['https://www.rabbitmq.com/docs/prometheus'],
};

/** What reports on machines, or carries orders to them. */
export const agents: readonly ServiceEntry[] = [
	salt,
	nrpe,
	zabbixAgent,
	zabbixServer,
	natsMonitoring,
	rabbitmqPrometheus,
];
