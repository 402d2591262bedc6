import { contained } from '../contained.ts';
import type { Step } from '../entry.ts';
import { homebrew, packaged } from '../packaged.ts';

/** RabbitMQ's own file of settings, wherever it is; existing listeners of both kinds go. */
export const rabbitmqIn = (file: string): Step => ({
	kind: 'edit',
	file,
	lines: ['listeners.tcp.1 = 127.0.0.1:5672', 'listeners.tcp.2 = ::1:5672', 'management.tcp.ip = 127.0.0.1'],
	replaces: ['listeners.tcp', 'management.tcp.ip'],
});

/** Neither system's package delivers the file. */
const rabbitmqMakesFile: Step = { kind: 'say', text: 'Create the file if it is missing.' };

const rabbitmqNodes: Step = {
	kind: 'say',
	text: 'Close 25672 and 4369 with the firewall: rabbitmqctl itself connects to them, through the name of this machine.',
};

export const rabbitmqPackages = packaged({
	alpine: [
		{
			name: 'RabbitMQ',
			from: 'community/rabbitmq-server',
			bind: [rabbitmqMakesFile, rabbitmqIn('/etc/rabbitmq/rabbitmq.conf'), rabbitmqNodes],
		},
	],
	freebsd: [
		{
			name: 'RabbitMQ',
			from: 'net/rabbitmq',
			bind: [rabbitmqMakesFile, rabbitmqIn('/usr/local/etc/rabbitmq/rabbitmq.conf'), rabbitmqNodes],
		},
	],
	macos: [
		{
			name: 'RabbitMQ',
			from: 'rabbitmq',
			bind: [
				{
					kind: 'say',
					text: 'Homebrew binds AMQP to this machine in rabbitmq-env.conf beside this file (NODE_IP_ADDRESS), but not the management page:',
				},
				rabbitmqIn(`${homebrew}/etc/rabbitmq/rabbitmq.conf`),
			],
		},
	],
});

export const rabbitmqImage = contained({
	image: 'rabbitmq',
	ports: ['5672', '15672'],
	first: [
		'RabbitMQ keeps its data under the name of the container. Where the Compose file sets no hostname, the new container gets another name and starts empty: set hostname to what docker inspect shows as Hostname first.',
	],
	remarks: [
		'Until told otherwise this image has one account, guest with the password guest, that controls everything.',
		'Ports 4369 and 25672 are for other nodes of a cluster: they need not be published on a single machine.',
	],
	password: {
		about:
			'An account of your own takes the place of guest, but only where the data folder is still empty; in an existing one use rabbitmqctl.',
		lines: ['environment:', '  RABBITMQ_DEFAULT_USER: app', '  RABBITMQ_DEFAULT_PASS: YOUR LONG PASSWORD'],
	},
});

export const activemqPackages = packaged({ macos: [{ name: 'ActiveMQ', from: 'activemq' }] });

export const activemqImage = contained({ image: 'apache/activemq-classic', ports: ['61616', '8161'] });

export const kafkaLines = [
	'listeners=PLAINTEXT://127.0.0.1:9092',
	'advertised.listeners=PLAINTEXT://127.0.0.1:9092',
] as const;

export const kafkaPackages = packaged({
	macos: [
		{
			name: 'Kafka',
			from: 'kafka',
			bind: [
				{
					kind: 'say',
					text: 'If listeners also has a CONTROLLER entry, keep it and give it 127.0.0.1 as well.',
				},
				{ kind: 'edit', file: `${homebrew}/etc/kafka/server.properties`, lines: kafkaLines },
			],
		},
	],
});

export const kafkaImage = contained({
	image: 'apache/kafka',
	ports: ['9092'],
	remarks: [
		'Kafka sends its clients on to the address in KAFKA_ADVERTISED_LISTENERS: programs on this machine need localhost there, containers the name of the service, so that both need a listener each.',
	],
});

export const natsPackages = packaged({ macos: [{ name: 'NATS', from: 'nats-server' }] });

export const natsImage = contained({
	image: 'nats',
	ports: ['4222'],
	remarks: [
		'The monitoring page (8222) has no login, and the port for other servers (6222) one that everybody can look up: publish neither of them.',
	],
	password: {
		about: 'Without this it lets everyone in; several accounts need a file of settings instead:',
		lines: ['command: -c nats-server.conf --user app --pass "YOUR LONG PASSWORD"'],
	},
});

/** One listener for each kind of address; those that stand already go. */
export const mosquittoIn = (file: string): Step => ({
	kind: 'edit',
	file,
	lines: ['listener 1883 127.0.0.1', 'listener 1883 ::1'],
	replaces: ['listener', 'port', 'bind_address'],
});

export const mosquittoPackages = packaged({
	alpine: [{ name: 'Mosquitto', from: 'main/mosquitto', bind: [mosquittoIn('/etc/mosquitto/mosquitto.conf')] }],
	freebsd: [
		{ name: 'Mosquitto', from: 'net/mosquitto', bind: [mosquittoIn('/usr/local/etc/mosquitto/mosquitto.conf')] },
	],
	macos: [{ name: 'Mosquitto', from: 'mosquitto', bind: [mosquittoIn(`${homebrew}/etc/mosquitto/mosquitto.conf`)] }],
});

export const mosquittoImage = contained({
	image: 'eclipse-mosquitto',
	ports: ['1883'],
	remarks: [
		'Look into the mosquitto.conf that is mounted at /mosquitto/config: with allow_anonymous true it asks nobody for a password.',
	],
});

const prosodyIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, lines: ['interfaces = { "127.0.0.1", "::1" }'], above: 'VirtualHost' },
];

export const prosodyPackages = packaged({
	alpine: [{ name: 'Prosody', from: 'community/prosody', bind: prosodyIn('/etc/prosody/prosody.cfg.lua') }],
	freebsd: [{ name: 'Prosody', from: 'net-im/prosody', bind: prosodyIn('/usr/local/etc/prosody/prosody.cfg.lua') }],
});
