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
		doors: [tcp(5672), tcp(15672, { ipv4Only: true }), tcp(25672, { bound: 'open to all' })],
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
];
