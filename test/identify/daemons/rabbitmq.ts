import { join } from 'node:path';
import { type DaemonCases, makeCertificate, run, write } from '../daemon-case.ts';

export default {
	/** With two of its plugins, the port mapper that it announces itself to, and the port where nodes meet. */
	rabbitmq: {
		recipe: {
			needs: ['/usr/lib/rabbitmq/bin/rabbitmq-server', '/usr/bin/epmd'],
			needsRoot: true,
			ports: ['epmd', 'amqp', 'amqps', 'stomp', 'mqtt', 'nodes'],
			version: ['dpkg-query', ['--show', 'rabbitmq-server'], /\t(\d[\d.]*)/],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				const plugins = await write(directory, 'plugins', ['[rabbitmq_mqtt, rabbitmq_stomp].']);
				const settings = await write(directory, 'rabbitmq.conf', [
					...[`listeners.tcp.1 = 127.0.0.1:${ports.amqp}`, `listeners.ssl.1 = 127.0.0.1:${ports.amqps}`],
					...[`mqtt.listeners.tcp.1 = 127.0.0.1:${ports.mqtt}`, `stomp.listeners.tcp.1 = 127.0.0.1:${ports.stomp}`],
					...[`ssl_options.certfile = ${directory}/certificate.pem`, `ssl_options.keyfile = ${directory}/key.pem`],
				]);
				run('chown', '-R', 'rabbitmq', directory);
				const env = {
					ERL_EPMD_PORT: String(ports.epmd),
					RABBITMQ_NODENAME: 'doorcheck@localhost',
					RABBITMQ_DIST_PORT: String(ports.nodes),
					RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
					RABBITMQ_CONF_ENV_FILE: '/dev/null',
					RABBITMQ_CONFIG_FILE: settings,
					RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
					RABBITMQ_MNESIA_BASE: join(directory, 'data'),
					RABBITMQ_LOG_BASE: join(directory, 'log'),
				};
				const user = 'rabbitmq';
				return [
					{
						command: '/usr/bin/epmd',
						args: ['-port', String(ports.epmd), '-address', '127.0.0.1'],
						user,
						readyFile: '/',
					},
					{ command: '/usr/lib/rabbitmq/bin/rabbitmq-server', args: [], user, env },
				];
			},
		},
		doors: [
			{
				door: 'amqp',
				usualPort: 5672,
				identity: { service: 'rabbitmq', product: 'RabbitMQ', access: 'protected', remark: 'asks for a password' },
				evidence: /^AMQP header answered: mechanisms .*\bPLAIN\b/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'amqps',
				usualPort: 5671,
				identity: { service: 'rabbitmq', product: 'RabbitMQ', access: 'protected' },
				tellsVersion: true,
				secure: true,
				connections: { usual: 2, elsewhere: 4 },
			},
			{
				door: 'stomp',
				usualPort: 61_613,
				identity: { service: 'stomp', product: 'RabbitMQ', access: 'unknown' },
				evidence: /: ERROR Illegal command$/,
				connections: { usual: 1 },
			},
			{
				door: 'mqtt',
				usualPort: 1883,
				identity: { service: 'mqtt', access: 'open' },
				connections: { usual: 1 },
			},
			{
				door: 'epmd',
				usualPort: 4369,
				identity: { service: 'epmd', access: 'unknown' },
				evidence: /^NAMES answered: doorcheck on \d+$/,
				connections: { usual: 1 },
			},
			{
				door: 'nodes',
				usualPort: 25_672,
				identity: { service: 'rabbitmq', access: 'protected', remark: 'asks for the shared secret' },
				evidence: /^name answered: challenge of node doorcheck@localhost$/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;
