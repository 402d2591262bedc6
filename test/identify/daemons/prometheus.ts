import { type DaemonCase, type DaemonCases, type TcpExpectation, untilAnswered, write } from '../daemon-case.ts';

/** One of the family: all take their address in the same way, and say their version in the same words. */
function oneOf(
	program: string,
	expected: Pick<TcpExpectation, 'usualPort' | 'identity' | 'evidence' | 'connections'>,
	args: (directory: string) => Promise<readonly string[]>,
	tellsVersion = true,
): DaemonCase {
	return {
		recipe: {
			needs: [`/usr/bin/${program}`],
			ports: ['http'],
			version: [program, ['--version'], / version (\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				return [
					{
						command: `/usr/bin/${program}`,
						args: [`--web.listen-address=127.0.0.1:${ports.http}`, ...(await args(directory))],
					},
					// It listens before it has read its data, and until then says that it is unavailable.
					...(program === 'prometheus'
						? [untilAnswered(ports.http ?? 0, 'GET /-/ready HTTP/1.0\\r\\n\\r\\n', ' 200 OK', directory)]
						: []),
				];
			},
		},
		doors: [{ door: 'http', ...expected, tellsVersion }],
	};
}

export default {
	prometheus: oneOf(
		'prometheus',
		{
			usualPort: 9090,
			connections: { usual: 1, elsewhere: 2 },
			identity: { service: 'prometheus', product: 'Prometheus', access: 'open', remark: 'answers without a password' },
			evidence: /^GET \/api\/v1\/status\/buildinfo answered: HTTP\/1\.1 200 OK, "version":"/,
		},
		async (directory) => [
			`--config.file=${await write(directory, 'prometheus.yml', ['scrape_configs: []'])}`,
			`--storage.tsdb.path=${directory}/data`,
		],
	),
	alertmanager: oneOf(
		'prometheus-alertmanager',
		{
			usualPort: 9093,
			connections: { usual: 1, elsewhere: 2 },
			identity: { service: 'alertmanager', product: 'Alertmanager', access: 'open' },
		},
		async (directory) => [
			`--config.file=${await write(directory, 'alertmanager.yml', ['route: {receiver: nobody}', 'receivers: [{name: nobody}]'])}`,
			`--storage.path=${directory}/data`,
			'--cluster.listen-address=',
		],
	),
	pushgateway: oneOf(
		'prometheus-pushgateway',
		{
			usualPort: 9091,
			connections: { usual: 1, elsewhere: 2 },
			identity: { service: 'pushgateway', product: 'Pushgateway', access: 'open' },
		},
		async (directory) => [`--persistence.file=${directory}/data`],
	),
	'node-exporter': oneOf(
		'prometheus-node-exporter',
		{
			// Nothing is sent to its own port, 9100: a printer may listen there.
			usualPort: 9110,
			connections: { usual: 2, elsewhere: 2 },
			identity: { service: 'node-exporter', product: 'node_exporter', access: 'open' },
		},
		async () => [],
		false,
	),
} satisfies DaemonCases;
