import { type DaemonCases, once } from '../daemon-case.ts';

export default {
	activemq: {
		recipe: {
			needs: ['/usr/bin/java', '/usr/share/activemq/bin/activemq.jar'],
			ports: ['openwire', 'stomp'],
			version: ['dpkg-query', ['--show', 'activemq'], /\t(\d[\d.]*)/],
			async prepare({ directory, ports }) {
				const connectors = [`tcp://127.0.0.1:${ports.openwire}`, `stomp://127.0.0.1:${ports.stomp}`];
				const broker = `broker:(${connectors})?persistent=false&useJmx=false&dataDirectory=${directory}`;
				const home = '/usr/share/activemq';
				const properties = [`-Dactivemq.home=${home}`, `-Dactivemq.base=${directory}`, `-Djava.io.tmpdir=${directory}`];
				const args = ['-Xmx256m', ...properties, '-jar', `${home}/bin/activemq.jar`, 'start', broker];
				return [{ command: '/usr/bin/java', args }];
			},
		},
		doors: [
			{
				door: 'openwire',
				usualPort: 61_616,
				identity: { service: 'activemq', product: 'Apache ActiveMQ', access: 'unknown' },
				evidence: /^ProviderVersion: 5/,
				tellsVersion: true,
				connections: once,
			},
			{
				door: 'stomp',
				usualPort: 61_613,
				identity: { service: 'stomp', product: 'Apache ActiveMQ', access: 'unknown' },
				evidence: /^an unknown command was answered: ERROR Unknown STOMP action/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;
