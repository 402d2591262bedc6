import { join } from 'node:path';
import { type DaemonCases, write } from '../daemon-case.ts';

/** It listens before it serves, and says so to those who ask in between. */
const untilItServes = `
	until exec 3<>/dev/tcp/127.0.0.1/$0 && printf srvr >&3 && grep -q ^Mode <&3; do sleep 0.05; done
	touch serves
	exec sleep infinity
`;

export default {
	zookeeper: {
		recipe: {
			needs: ['/usr/bin/java', '/usr/share/java/zookeeper.jar'],
			ports: ['zookeeper'],
			version: ['dpkg-query', ['--show', 'zookeeper'], /\t(\d[\d.]*)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'zoo.cfg', [
					...[`dataDir=${directory}/data`, 'clientPortAddress=127.0.0.1', `clientPort=${ports.zookeeper}`],
					...['tickTime=2000', 'admin.enableServer=false'],
				]);
				const main = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
				const port = String(ports.zookeeper);
				return [
					{ command: '/usr/bin/java', args: ['-cp', '/usr/share/java/zookeeper.jar', main, file] },
					{ command: '/bin/bash', args: ['-c', untilItServes, port], readyFile: join(directory, 'serves') },
				];
			},
		},
		doors: [
			{
				door: 'zookeeper',
				usualPort: 2181,
				identity: { service: 'zookeeper', product: 'Apache ZooKeeper', access: 'unknown' },
				evidence: /^srvr answered: Mode: standalone$/,
				tellsVersion: true,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;
