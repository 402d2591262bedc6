import { onLinux, outsideContainers, type ServiceEntry, type Step } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import {
	kafkaImage,
	kafkaLines,
	kafkaPackages,
	mosquittoImage,
	mosquittoIn,
	mosquittoPackages,
	natsImage,
	natsPackages,
} from '../packages/messaging.ts';
import { containerLog, lastWith, looked, onSystemd, onUnix } from '../usage.ts';

const mqttStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now mosquitto' }];

const mqttBind: readonly Step[] = [
	{ kind: 'say', text: 'Look where listeners are set now; every line found opens a port:' },
	{ kind: 'run', command: "grep -rnE '^(listener|port|bind_address)' /etc/mosquitto/" },
	{ kind: 'say', text: 'Two lines, one for each kind of address, take their place:' },
	mosquittoIn('/etc/mosquitto/mosquitto.conf'),
	{ kind: 'run', command: 'systemctl restart mosquitto' },
];

const mqttHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Make a password file (it asks for the password of the account app), then switch anonymous use off:',
	},
	{ kind: 'run', command: 'touch /etc/mosquitto/passwd\nmosquitto_passwd /etc/mosquitto/passwd app' },
	{
		kind: 'edit',
		file: '/etc/mosquitto/mosquitto.conf',
		lines: ['allow_anonymous false', 'password_file /etc/mosquitto/passwd'],
	},
	{ kind: 'run', command: 'systemctl restart mosquitto' },
	{
		kind: 'say',
		text: 'Use TLS on 8883 (listener 8883 with certfile and keyfile) instead of 1883, and an acl_file that gives each account only its topics.',
	},
];

const kafkaStop: readonly Step[] = [
	{
		kind: 'say',
		text: "These are the units of Confluent's packages, community and commercial. An unpacked Apache Kafka has the unit, if any, that its installer wrote.",
	},
	{ kind: 'run', command: 'systemctl disable --now confluent-kafka || systemctl disable --now confluent-server' },
];

const kafkaBind: readonly Step[] = [
	{
		kind: 'say',
		text: 'Only for a single broker. The file is the one named in the start command; an unpacked Kafka has it in its config folder. If listeners also has a CONTROLLER entry, keep it and give it 127.0.0.1 as well.',
	},
	{
		kind: 'edit',
		file: '/etc/kafka/server.properties',
		lines: kafkaLines,
	},
	{ kind: 'run', command: 'systemctl restart confluent-kafka || systemctl restart confluent-server' },
];

const natsStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now nats-server' }];

const natsBind: readonly Step[] = [
	{ kind: 'say', text: 'The unit names the file it uses after -c:' },
	{ kind: 'run', command: 'systemctl cat nats-server | grep ExecStart' },
	{ kind: 'edit', file: '/etc/nats-server.conf', lines: ['host: "127.0.0.1"', 'port: 4222'] },
	{ kind: 'run', command: 'nats-server -c /etc/nats-server.conf -t && systemctl restart nats-server' },
];

const natsHarden: readonly Step[] = [
	{
		kind: 'edit',
		file: '/etc/nats-server.conf',
		section: ['authorization {'],
		lines: ['user: app', 'password: "YOUR LONG PASSWORD"'],
	},
	{ kind: 'run', command: 'nats-server -c /etc/nats-server.conf -t && systemctl restart nats-server' },
	{
		kind: 'say',
		text: 'Add a tls section with cert_file and key_file if clients come over networks that are not yours.',
	},
];

/** Brokers that pass messages on to whoever subscribed. */
export const messagingStreams: readonly ServiceEntry[] = [
	{
		id: 'kafka',
		name: 'Apache Kafka',
		category: 'messaging',
		doors: [
			{
				port: 9092,
				protocol: 'tcp',
				severity: 'high',
				why: 'As delivered anyone can read, write and delete topics',
			},
		],
		what: 'A broker for streams of messages between applications.',
		risk: 'As delivered Kafka asks for no password and encrypts nothing: everyone who reaches it can read all messages, add false ones and delete topics. Messages often hold customer data, and other systems act on them without asking.',
		need: 'Applications and other brokers inside your own network.',
		instructions: {
			usage: looked(
				{
					...onSystemd('kafka-consumer-groups --bootstrap-server 127.0.0.1:9092 --describe --all-groups --members'),
					macos: 'kafka-consumer-groups --bootstrap-server 127.0.0.1:9092 --describe --all-groups --members',
					docker:
						'docker exec NAME /opt/kafka/bin/kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --all-groups --members',
				},
				'The programs that read, with the address of each under HOST; those that only write are not listed.',
			),
			stop: { ...onLinux(kafkaStop), ...kafkaPackages.stop },
			bind: { ...onLinux(kafkaBind), ...kafkaPackages.bind, ...kafkaImage.bind },
			pitfalls: [
				{ on: outsideContainers, text: 'An empty host (PLAINTEXT://:9092) means all addresses.' },
				'advertised.listeners is only what clients are told; it opens and closes nothing.',
				'SASL_PLAINTEXT asks for a password but sends it unencrypted; use SASL_SSL outside your own network.',
			],
		},
		sources: [
			'https://docs.confluent.io/current/installation/scripted-install.html',
			'https://kafka.apache.org/42/security/_print',
			...kafkaPackages.sources,
			...kafkaImage.sources,
		],
	},
	{
		id: 'nats',
		name: 'NATS',
		category: 'messaging',
		doors: [
			{
				port: 4222,
				protocol: 'tcp',
				severity: 'high',
				why: 'Anyone can read and send messages unless logins are configured',
			},
		],
		what: 'A fast message bus between applications.',
		risk: 'Without an authorization section in its configuration it lets everyone in: strangers can read all messages and send their own. Other systems act on these messages without asking. It greets every visitor with its version.',
		need: 'Applications and other NATS servers inside your own network.',
		instructions: {
			usage: looked(
				onUnix('curl -s http://127.0.0.1:8222/connz'),
				'The ip and name of each client; nothing where monitoring is off.',
			),
			stop: { ...onLinux(natsStop), ...natsPackages.stop },
			bind: { ...onLinux(natsBind), ...natsImage.bind },
			harden: { ...onLinux(natsHarden), ...natsImage.harden },
			pitfalls: [
				{
					on: outsideContainers,
					text: 'Cluster (6222) and monitoring (8222) have addresses of their own: write http: "127.0.0.1:8222".',
				},
				'Without a host line, and in the Docker image, NATS listens on all addresses.',
			],
		},
		sources: [
			'https://docs.nats.io/running-a-nats-service/configuration',
			'https://github.com/nats-io/nats-server/blob/main/util/nats-server.service',
			'https://packages.debian.org/bookworm/nats-server',
			...natsPackages.sources,
			...natsImage.sources,
		],
	},
	{
		id: 'mqtt',
		name: 'MQTT',
		category: 'messaging',
		doors: [
			{
				port: 1883,
				protocol: 'tcp',
				severity: 'high',
				why: 'Messages of your devices, readable by anyone if anonymous use is on',
			},
			{
				port: 8883,
				protocol: 'tcp',
				name: 'MQTT with TLS',
				severity: 'medium',
				why: 'Encrypted; safe only if every client has to sign in',
			},
		],
		what: 'The message protocol of sensors and smart-home devices; the broker is usually Mosquitto.',
		risk: 'If the broker accepts clients without a password, strangers can read what your devices report and send them commands: open a door, switch the heating off. On 1883 even passwords can be read on the way.',
		need: 'Devices that report from outside, over TLS (8883) and each with an account.',
		instructions: {
			usage: looked(
				{ debian: lastWith('New client connected', '/var/log/mosquitto/mosquitto.log'), docker: containerLog },
				'New client connected from, and the address it came from.',
			),
			stop: { ...onLinux(mqttStop), ...mosquittoPackages.stop },
			bind: { ...onLinux(mqttBind), ...mosquittoPackages.bind, ...mosquittoImage.bind },
			harden: onLinux(mqttHarden),
			pitfalls: [
				'Since version 2.0 a listener refuses clients without a password: programs on this machine need an account, or allow_anonymous true while only loopback addresses are open.',
				{
					on: outsideContainers,
					text: 'On a machine without IPv6 leave out the line with ::1, or the service may not start.',
				},
				'Write the addresses as numbers: what the name localhost opens depends on /etc/hosts.',
				{
					on: ['debian'],
					text: 'Debian also reads /etc/mosquitto/conf.d/: a listener in one of those files stays open.',
				},
				'The account mosquitto must be able to read the password file.',
			],
		},
		sources: [
			'https://mosquitto.org/documentation/migrating-to-2-0/',
			'https://manpages.debian.org/bookworm/mosquitto/mosquitto.conf.5.en.html',
			'https://packages.debian.org/bookworm/mosquitto',
			...mosquittoPackages.sources,
			...mosquittoImage.sources,
			fedoraPackage('mosquitto'),
		],
	},
];
