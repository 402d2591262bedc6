import { onLinux, outsideContainers, type ServiceEntry, type Step, stopScript, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { activemqImage, activemqPackages, rabbitmqImage, rabbitmqIn, rabbitmqPackages } from '../packages/messaging.ts';
import { asked, looked, onUnix } from '../usage.ts';

const rabbitmqStop: readonly Step[] = [
	{ kind: 'run', command: 'systemctl disable --now rabbitmq-server' },
	{ kind: 'say', text: 'The port mapper on 4369 is a program of its own and may stay; see epmd.' },
];

const rabbitmqBind: readonly Step[] = [
	{
		kind: 'say',
		text: 'Create the file if it is missing. If TLS is on, give it loopback addresses too: listeners.ssl.1 = 127.0.0.1:5671.',
	},
	rabbitmqIn('/etc/rabbitmq/rabbitmq.conf'),
	{ kind: 'run', command: 'systemctl restart rabbitmq-server' },
	{
		kind: 'say',
		text: 'Close 25672 and 4369 with the firewall: rabbitmqctl itself connects to them, through the name of this machine.',
	},
];

const rabbitmqHarden: readonly Step[] = [
	{ kind: 'say', text: 'See who has an account, and make one for each application:' },
	{ kind: 'run', command: 'rabbitmqctl list_users' },
	{ kind: 'run', command: "rabbitmqctl add_user app 'YOUR LONG PASSWORD'" },
	{ kind: 'run', command: 'rabbitmqctl set_permissions -p / app ".*" ".*" ".*"' },
	{ kind: 'say', text: 'Once no application signs in as guest any more, remove that account:' },
	{ kind: 'run', command: 'rabbitmqctl delete_user guest' },
	{
		kind: 'say',
		text: 'Use TLS (5671) for clients on other machines and switch the plain port off with listeners.tcp = none. Never set loopback_users = none.',
	},
];

const epmdBindRhel: readonly Step[] = [
	{
		kind: 'say',
		text: "If systemctl list-sockets shows the port, as with Fedora's own Erlang, first: systemctl mask --now epmd.socket epmd@0.0.0.0.socket.",
	},
	{ kind: 'say', text: 'RabbitMQ starts the port mapper itself; give it the address through a drop-in of its unit:' },
	{
		kind: 'write',
		file: '/etc/systemd/system/rabbitmq-server.service.d/epmd.conf',
		lines: ['[Service]', 'Environment=ERL_EPMD_ADDRESS=127.0.0.1'],
	},
	{
		kind: 'run',
		command: 'systemctl daemon-reload\nsystemctl stop rabbitmq-server\nepmd -kill\nsystemctl start rabbitmq-server',
	},
];

/** Brokers that keep messages in queues, and what belongs to them. */
export const messagingBrokers: readonly ServiceEntry[] = [
	{
		id: 'rabbitmq',
		name: 'RabbitMQ (AMQP)',
		category: 'messaging',
		doors: [
			{
				port: 5671,
				protocol: 'tcp',
				name: 'AMQP with TLS',
				severity: 'medium',
				why: 'Encrypted login to a message broker; passwords can be guessed',
			},
			{
				port: 5672,
				protocol: 'tcp',
				name: 'AMQP',
				severity: 'high',
				why: 'Unencrypted login; RabbitMQ listens on all addresses as delivered',
			},
			{
				port: 15672,
				protocol: 'tcp',
				name: 'RabbitMQ management',
				severity: 'high',
				why: 'One guessed password here controls the whole broker',
			},
			{
				port: 25672,
				protocol: 'tcp',
				name: 'RabbitMQ node traffic',
				severity: 'high',
				why: 'Protected by one shared secret; whoever has it runs code here',
			},
		],
		what: 'A broker that passes messages between applications, with a management page (15672) and a port for its nodes (25672).',
		risk: 'RabbitMQ listens on all addresses as delivered, so a server without a firewall shows it to everyone. Whoever guesses a password can read, add and delete messages of your applications. The node port is worse: it is protected by a single shared secret that gives full control of the server process.',
		need: 'Applications on other servers (5671), administrators (15672) and the other nodes of a cluster (25672).',
		instructions: {
			usage: asked(
				'rabbitmqctl list_connections user peer_host state',
				'One line for each client: as whom and from which address.',
				{
					windows: 'rabbitmqctl.bat list_connections user peer_host state',
				},
			),
			stop: {
				debian: rabbitmqStop,
				rhel: rabbitmqStop,
				windows: [
					{ kind: 'run', command: 'Stop-Service -Name RabbitMQ -PassThru | Set-Service -StartupType Disabled' },
				],
				...rabbitmqPackages.stop,
			},
			bind: {
				debian: rabbitmqBind,
				rhel: rabbitmqBind,
				windows: [
					{
						kind: 'say',
						text: 'The folder belongs to the account that installed RabbitMQ; create the file if it is missing.',
					},
					rabbitmqIn('%APPDATA%\\RabbitMQ\\rabbitmq.conf'),
					{ kind: 'run', command: 'Restart-Service -Name RabbitMQ' },
					{ kind: 'say', text: 'Close 25672 and 4369 with the firewall.' },
				],
				...rabbitmqPackages.bind,
				...rabbitmqImage.bind,
			},
			harden: { ...onLinux(rabbitmqHarden), ...rabbitmqImage.harden },
			pitfalls: [
				'Plugins have listeners of their own: MQTT (1883), STOMP (61613) and the stream port (5552) are set separately.',
				{ on: withSystemd, text: 'Check the result with ss -ltn: it shows the addresses that are really open.' },
				{
					on: outsideContainers,
					text: 'On a machine without IPv6 leave out the line with ::1, or the service may not start.',
				},
				{
					on: outsideContainers,
					text: 'An older rabbitmq.config or an advanced.config in the same folder can open listeners too.',
				},
				{
					on: outsideContainers,
					text: 'Changing the node name to bind 25672 makes RabbitMQ start with an empty database; use the firewall for that port.',
				},
			],
		},
		sources: [
			'https://www.rabbitmq.com/docs/networking',
			'https://www.rabbitmq.com/docs/management',
			'https://www.rabbitmq.com/docs/access-control',
			'https://packages.debian.org/bookworm/rabbitmq-server',
			...rabbitmqPackages.sources,
			...rabbitmqImage.sources,
		],
	},
	{
		id: 'epmd',
		name: 'Erlang port mapper',
		category: 'messaging',
		doors: [
			{
				port: 4369,
				protocol: 'tcp',
				severity: 'high',
				why: 'Tells strangers where cluster ports of RabbitMQ or CouchDB are',
			},
		],
		what: 'A directory (epmd) in which RabbitMQ, CouchDB, ejabberd and other Erlang programs list their cluster ports.',
		risk: 'Anyone may ask it which Erlang programs run here and on which port they talk to other nodes. Whoever reaches that port and knows or guesses the shared secret controls the program. Attackers have done this to CouchDB, whose secret was the same everywhere before 3.2.2 (2022).',
		need: 'The other nodes of an Erlang cluster; nobody else.',
		instructions: {
			usage: looked(onUnix('epmd -names'), 'The Erlang programs of this machine that other nodes could look for.'),
			stop: {
				debian: [
					{ kind: 'say', text: 'First stop what uses it (RabbitMQ, ejabberd, CouchDB), or it is started again.' },
					{ kind: 'run', command: 'systemctl disable --now epmd.socket epmd.service' },
				],
			},
			bind: {
				debian: [
					{
						kind: 'write',
						file: '/etc/systemd/system/epmd.socket.d/listen.conf',
						lines: [
							'[Socket]',
							'ListenStream=',
							'ListenStream=127.0.0.1:4369',
							'ListenStream=127.0.1.1:4369',
							'ListenStream=[::1]:4369',
						],
					},
					{
						kind: 'run',
						command: 'systemctl daemon-reload\nsystemctl stop epmd.service epmd.socket\nsystemctl start epmd.socket',
					},
					{
						kind: 'say',
						text: 'Then restart what uses it, so that it is listed again; complaints about names you do not have are harmless:',
					},
					{ kind: 'run', command: 'systemctl try-restart rabbitmq-server ejabberd couchdb' },
				],
				rhel: epmdBindRhel,
			},
			pitfalls: [
				{
					on: withSystemd,
					text: 'Keep the empty ListenStream= line: without it the old address stays open beside the new ones.',
				},
				{
					on: withSystemd,
					text: 'On a machine without IPv6 leave out the line with [::1], or the socket may not start.',
				},
				"The tools (rabbitmqctl, ejabberdctl) ask for the port under this machine's name: if getent hosts $(hostname) shows a public address, use the firewall instead.",
				{
					on: ['debian'],
					text: '127.0.1.1 is in the list because Debian and Ubuntu often give the host name that address.',
				},
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/erlang-base/epmd.1.en.html',
			'https://www.rabbitmq.com/docs/networking',
			'https://packages.debian.org/bookworm/erlang-base',
			fedoraPackage('erlang'),
			'https://docs.couchdb.org/en/stable/cve/2022-24706.html',
		],
	},
	{
		id: 'activemq',
		name: 'Apache ActiveMQ',
		category: 'messaging',
		doors: [
			{
				port: 8161,
				protocol: 'tcp',
				name: 'ActiveMQ console',
				severity: 'high',
				why: 'Administration page; admin/admin works unless it was changed',
			},
			{
				port: 61616,
				protocol: 'tcp',
				name: 'ActiveMQ OpenWire',
				severity: 'critical',
				why: 'CVE-2023-46604: old versions run code for strangers; used by ransomware',
			},
		],
		what: 'A message broker for Java applications (61616) with a web console (8161).',
		risk: 'Versions without the fix for CVE-2023-46604 (October 2023) run whatever program a stranger names, without any login; ransomware gangs use that. The console comes with the password admin for the user admin. Both belong inside your own network.',
		need: 'Application servers and administrators inside your own network.',
		instructions: {
			stop: {
				debian: [stopScript('activemq')],
				rhel: [
					{
						kind: 'say',
						text: 'There is no packaged unit; activemq is the usual name. Without a unit, use bin/activemq stop in its folder.',
					},
					{ kind: 'run', command: 'systemctl disable --now activemq' },
				],
				...activemqPackages.stop,
			},
			bind: {
				debian: [
					{
						kind: 'say',
						text: 'An unpacked ActiveMQ has this file as conf/activemq.xml. Change the address in every transportConnector, or remove those you do not use:',
					},
					{
						kind: 'edit',
						file: '/etc/activemq/instances-enabled/main/activemq.xml',
						lines: ['<transportConnector name="openwire" uri="tcp://127.0.0.1:61616"/>'],
						byHand: 'It is XML',
					},
					{ kind: 'say', text: 'The console, if there is one: property host of the bean jettyPort in conf/jetty.xml.' },
					{
						kind: 'edit',
						file: 'conf/jetty.xml',
						lines: ['<property name="host" value="127.0.0.1"/>'],
						byHand: 'It is XML',
					},
					{ kind: 'run', command: 'systemctl restart activemq' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'In the folder of ActiveMQ change the address in every transportConnector, or remove those you do not use:',
					},
					{
						kind: 'edit',
						file: 'conf/activemq.xml',
						lines: ['<transportConnector name="openwire" uri="tcp://127.0.0.1:61616"/>'],
						byHand: 'It is XML',
					},
					{ kind: 'say', text: 'The console: property host of the bean jettyPort.' },
					{
						kind: 'edit',
						file: 'conf/jetty.xml',
						lines: ['<property name="host" value="127.0.0.1"/>'],
						byHand: 'It is XML',
					},
					{ kind: 'run', command: 'systemctl restart activemq' },
				],
				...activemqImage.bind,
			},
			harden: {
				debian: [
					{
						kind: 'say',
						text: 'Install all updates of the distribution; Debian fixed CVE-2023-46604 in 5.17.2+dfsg-2+deb12u1.',
					},
					{ kind: 'run', command: 'apt-get update && apt-get install --only-upgrade -y activemq libactivemq-java' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'Update to the newest release: 5.15.16, 5.16.7, 5.17.6 and 5.18.3 were the first without CVE-2023-46604, and other flaws were fixed since. Change the passwords in conf/jetty-realm.properties and conf/users.properties.',
					},
				],
			},
			pitfalls: [
				'The configuration may open AMQP (5672), STOMP (61613), MQTT (1883) and WebSocket (61614) too, each with a transportConnector of its own.',
				'If an unfixed version was reachable, assume that somebody used it: check the machine before you only close the port.',
			],
		},
		sources: [
			'https://github.com/apache/activemq/blob/main/assembly/src/release/conf/activemq.xml',
			'https://github.com/advisories/GHSA-crg9-44h2-xw35',
			'https://packages.debian.org/bookworm/activemq',
			...activemqPackages.sources,
			...activemqImage.sources,
		],
	},
	{
		id: 'stomp',
		name: 'STOMP',
		category: 'messaging',
		doors: [
			{
				port: 61613,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Unencrypted login to a message broker, often without need',
			},
		],
		what: 'A simple text protocol that message brokers such as ActiveMQ and RabbitMQ offer beside their own.',
		risk: 'Passwords and messages travel unencrypted and can be guessed or read on the way. Many brokers open this port although no application uses it. What else is at stake depends on the broker behind it.',
		need: 'Applications that speak STOMP, inside your own network.',
		instructions: {
			stop: {
				debian: [
					...when('rabbitmq-server', [
						{ kind: 'say', text: 'If RabbitMQ has the port, switch its STOMP plugin off:' },
						{ kind: 'run', command: 'rabbitmq-plugins disable rabbitmq_stomp' },
					]),
					{
						kind: 'say',
						text: 'In ActiveMQ remove the transportConnector named stomp from activemq.xml and restart it.',
					},
				],
				rhel: [
					...when('rabbitmq-server', [
						{ kind: 'say', text: 'If RabbitMQ has the port, switch its STOMP plugin off:' },
						{ kind: 'run', command: 'rabbitmq-plugins disable rabbitmq_stomp' },
					]),
					{
						kind: 'say',
						text: 'In ActiveMQ remove the transportConnector named stomp from conf/activemq.xml and restart it.',
					},
				],
			},
			bind: {
				debian: [
					{ kind: 'say', text: 'RabbitMQ (in ActiveMQ, change the address of the transportConnector named stomp):' },
					{
						kind: 'edit',
						file: '/etc/rabbitmq/rabbitmq.conf',
						lines: ['stomp.listeners.tcp.1 = 127.0.0.1:61613', 'stomp.listeners.tcp.2 = ::1:61613'],
						replaces: ['stomp.listeners.tcp'],
					},
					{ kind: 'run', command: 'systemctl restart rabbitmq-server' },
				],
				rhel: [
					{ kind: 'say', text: 'RabbitMQ (in ActiveMQ, change the address of the transportConnector named stomp):' },
					{
						kind: 'edit',
						file: '/etc/rabbitmq/rabbitmq.conf',
						lines: ['stomp.listeners.tcp.1 = 127.0.0.1:61613', 'stomp.listeners.tcp.2 = ::1:61613'],
						replaces: ['stomp.listeners.tcp'],
					},
					{ kind: 'run', command: 'systemctl restart rabbitmq-server' },
				],
			},
		},
		sources: ['https://www.rabbitmq.com/docs/stomp'],
	},
	{
		id: 'beanstalkd',
		name: 'beanstalkd',
		category: 'messaging',
		doors: [
			{
				port: 11300,
				protocol: 'tcp',
				severity: 'high',
				why: 'No passwords at all: anyone can read, add and delete jobs',
			},
		],
		what: 'A queue from which the workers of web applications take their jobs.',
		risk: 'It knows no passwords and no encryption: everyone who reaches it can read, add and delete jobs. Workers do what stands in a job without asking who put it there, and some can be made to run code that way.',
		need: 'Applications and workers inside your own network.',
		instructions: {
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now beanstalkd' }],
			},
			bind: {
				debian: [
					{ kind: 'edit', file: '/etc/default/beanstalkd', lines: ['BEANSTALKD_LISTEN_ADDR=127.0.0.1'] },
					{ kind: 'run', command: 'systemctl restart beanstalkd' },
				],
			},
			pitfalls: [
				'Started without -l it listens on all addresses; the package of Debian gives it 127.0.0.1.',
				'Jobs that are waiting are lost at a restart unless it was started with -b.',
			],
		},
		sources: [
			'https://packages.debian.org/bookworm/beanstalkd',
			'https://manpages.debian.org/bookworm/beanstalkd/beanstalkd.1.en.html',
			'https://github.com/beanstalkd/beanstalkd/blob/master/doc/protocol.txt',
		],
	},
	{
		id: 'gearman',
		name: 'Gearman',
		category: 'messaging',
		doors: [
			{
				port: 4730,
				protocol: 'tcp',
				severity: 'high',
				why: 'No passwords: anyone can hand out jobs and take those of others',
			},
		],
		what: 'A server that passes jobs from applications to the workers that do them.',
		risk: 'As delivered it asks nobody for a password: strangers can have your workers do jobs, or pose as a worker and receive the jobs of your applications with the data in them. Nothing is encrypted unless it was set up to be.',
		need: 'Applications and workers inside your own network.',
		instructions: {
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now gearman-job-server' }],
			},
			bind: {
				debian: [
					{ kind: 'say', text: 'These are the parameters as delivered; --listen is the one that matters.' },
					{
						kind: 'edit',
						file: '/etc/default/gearman-job-server',
						lines: ['PARAMS="--listen=localhost --daemon --log-file=/var/log/gearman-job-server/gearmand.log"'],
					},
					{ kind: 'run', command: 'systemctl restart gearman-job-server' },
				],
			},
			pitfalls: [
				'Started without --listen it listens on all addresses; the package of Debian gives it localhost.',
				'Jobs that are waiting are lost at a restart unless a persistent queue was set up.',
			],
		},
		sources: [
			'https://packages.debian.org/bookworm/gearman-job-server',
			'https://manpages.debian.org/bookworm/gearman-job-server/gearmand.8.en.html',
			'https://github.com/gearman/gearmand/blob/master/PROTOCOL',
		],
	},
	{
		id: 'ibm-mq',
		name: 'IBM MQ',
		category: 'messaging',
		doors: [
			{
				port: 1414,
				protocol: 'tcp',
				severity: 'high',
				why: 'Queues of business applications; channels may ask for no login',
			},
		],
		what: 'A message broker for business applications.',
		risk: 'Depending on how its channels are set up, clients may connect without proving who they are and read or send messages. Payments and orders often travel here. It was made for networks inside a company.',
		need: 'Application servers and other queue managers inside your own network.',
	},
	{
		id: 'msmq',
		name: 'Microsoft Message Queuing',
		category: 'messaging',
		doors: [
			{
				port: 1801,
				protocol: 'tcp',
				severity: 'high',
				why: 'Without the updates of April 2023 strangers can run code here',
			},
		],
		what: 'A message service of Windows that other programs install for themselves.',
		risk: 'Windows without the updates of April 2023 can be taken over by a single message to this port (CVE-2023-21554), and more flaws were fixed since. Many servers have it only because a program once switched it on. It is hardly ever needed from outside.',
		need: 'Windows servers of your own network that exchange messages.',
		instructions: {
			stop: {
				windows: [
					{ kind: 'say', text: 'See first which services depend on it; they stop with it.' },
					{ kind: 'run', command: 'Get-Service -Name MSMQ -DependentServices' },
					{ kind: 'run', command: 'Stop-Service -Name MSMQ -Force -PassThru | Set-Service -StartupType Disabled' },
				],
			},
			harden: {
				windows: [
					{
						kind: 'say',
						text: 'Install all Windows updates, and allow port 1801 only from the servers that exchange messages with this one.',
					},
				],
			},
			pitfalls: ['Exchange, accounting and warehouse programs may depend on it: ask before you switch it off.'],
		},
		sources: ['https://github.com/CVEProject/cvelistV5/blob/main/cves/2023/21xxx/CVE-2023-21554.json'],
	},
];
