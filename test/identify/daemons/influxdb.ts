import type { Access } from '../../../source/model.ts';
import { type DaemonCase, type DaemonCases, write } from '../daemon-case.ts';

export default {
	influxdb: influxDb(false, 'open'),
	'influxdb-password': influxDb(true, 'protected'),
} satisfies DaemonCases;

function influxDb(wantsPassword: boolean, access: Access): DaemonCase {
	return {
		recipe: {
			needs: ['/usr/bin/influxd'],
			ports: ['http', 'rpc'],
			version: ['influxd', ['version'], /InfluxDB v(\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'influxdb.conf', [
					...['reporting-disabled = true', `bind-address = "127.0.0.1:${ports.rpc}"`],
					...['[meta]', `dir = "${directory}/meta"`],
					...['[data]', `dir = "${directory}/data"`, `wal-dir = "${directory}/wal"`],
					...['[http]', `bind-address = "127.0.0.1:${ports.http}"`, `auth-enabled = ${wantsPassword}`],
				]);
				return [{ command: '/usr/bin/influxd', args: ['-config', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8086,
				identity: { service: 'influxdb', product: 'InfluxDB', access },
				evidence: /^GET \/query\?q=SHOW\+DATABASES answered: HTTP\/1\.1 (?:200|403)/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	};
}
