import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	'rabbitmq-management': {
		recipe: {
			needs: ['/usr/lib/rabbitmq/bin/rabbitmq-server', '/usr/bin/unshare'],
			needsRoot: true,
			ports: ['http', 'amqp', 'distribution', 'epmd'],
			async prepare({ directory, ports }) {
				await write(directory, 'rabbitmq.conf', [
					...[`listeners.tcp.1 = 127.0.0.1:${ports.amqp}`, 'management.tcp.ip = 127.0.0.1'],
					...[`management.tcp.port = ${ports.http}`, 'distribution.listener.interface = 127.0.0.1'],
				]);
				await write(directory, 'plugins', ['[rabbitmq_management].']);
				const env = {
					RABBITMQ_NODENAME: 'doorcheck@localhost',
					RABBITMQ_CONFIG_FILE: `${directory}/rabbitmq`,
					RABBITMQ_ENABLED_PLUGINS_FILE: `${directory}/plugins`,
					RABBITMQ_MNESIA_BASE: `${directory}/data`,
					RABBITMQ_LOG_BASE: `${directory}/log`,
					RABBITMQ_DIST_PORT: String(ports.distribution),
					ERL_EPMD_PORT: String(ports.epmd),
					ERL_EPMD_ADDRESS: '127.0.0.1',
				};
				// In a namespace of its own, with which its port mapper ends.
				const alone = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
				return [{ command: '/usr/bin/unshare', args: [...alone, '/usr/lib/rabbitmq/bin/rabbitmq-server'], env }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 15_672,
				identity: { service: 'rabbitmq', product: 'RabbitMQ', access: 'protected', remark: 'asks for a password' },
				evidence: /^GET \/api\/overview answered: HTTP\/1\.1 401 Unauthorized$/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
