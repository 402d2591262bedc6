import type { Recipe } from '../recipe.ts';
import { tcp } from '../recipe.ts';

/** Brokers and chat servers. */
export const messaging: readonly Recipe[] = [
	{
		service: 'mqtt',
		package: 'mosquitto',
		packages: ['mosquitto'],
		setUp: "printf '%s\\n' 'listener 1883' 'allow_anonymous true' >> /etc/mosquitto/mosquitto.conf",
		doors: [tcp(1883)],
	},
	{
		service: 'rabbitmq',
		package: 'rabbitmq-server',
		packages: ['rabbitmq-server'],
		setUp: 'rabbitmq-plugins enable --offline rabbitmq_management',
		doors: [tcp(5672), tcp(15672, { ipv4Only: true }), tcp(25672, { ipv4Only: true, bound: 'open to all' })],
	},
	{
		service: 'epmd',
		package: 'erlang-base',
		packages: ['erlang-base'],
		doors: [tcp(4369)],
	},
	{
		service: 'xmpp',
		package: 'prosody',
		packages: ['prosody'],
		doors: [tcp(5222)],
	},
	{
		service: 'xmpp',
		package: 'ejabberd',
		packages: ['ejabberd'],
		doors: [tcp(5222)],
	},
	{
		service: 'irc',
		package: 'ngircd',
		packages: ['ngircd'],
		doors: [tcp(6667)],
	},
	{
		service: 'irc',
		package: 'inspircd',
		packages: ['inspircd'],
		setUp: `sed -i 's/<bind address="127.0.0.1"/<bind address="*"/' /etc/inspircd/inspircd.conf`,
		doors: [tcp(6667)],
	},
	{
		service: 'nntp',
		package: 'leafnode',
		packages: ['leafnode'],
		doors: [tcp(119)],
	},
	{
		service: 'beanstalkd',
		package: 'beanstalkd',
		packages: ['beanstalkd'],
		setUp: "sed -i 's/^BEANSTALKD_LISTEN_ADDR=.*/BEANSTALKD_LISTEN_ADDR=::/' /etc/default/beanstalkd",
		doors: [tcp(11300)],
	},
	{
		service: 'gearman',
		package: 'gearman-job-server',
		packages: ['gearman-job-server'],
		setUp: "sed -i 's/--listen=localhost//' /etc/default/gearman-job-server",
		doors: [tcp(4730)],
	},
	{
		service: 'mumble',
		package: 'mumble-server',
		packages: ['mumble-server'],
		doors: [tcp(64738)],
	},
	{
		service: 'nats',
		package: 'nats-server',
		packages: ['nats-server'],
		setUp: `sed -i 's/^host: .*/host: "::"/' /etc/nats-server.conf`,
		doors: [tcp(4222)],
	},
	{
		service: 'rabbitmq-prometheus',
		package: 'rabbitmq-server',
		packages: ['rabbitmq-server'],
		setUp: 'rabbitmq-plugins enable --offline rabbitmq_prometheus',
		doors: [tcp(15692, { ipv4Only: true })],
	},
	{
		service: 'stomp',
		package: 'rabbitmq-server',
		packages: ['rabbitmq-server'],
		setUp: 'rabbitmq-plugins enable --offline rabbitmq_stomp',
		doors: [tcp(61613)],
	},
	{
		service: 'activemq',
		package: 'activemq',
		packages: ['activemq'],
		setUp: [
			'ln -s /etc/activemq/instances-available/main /etc/activemq/instances-enabled/main',
			"sed -i 's/127.0.0.1:61616/0.0.0.0:61616/' /etc/activemq/instances-available/main/activemq.xml",
		].join('\n'),
		doors: [tcp(61616)],
	},
];
