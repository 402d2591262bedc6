import { type DaemonCases, untilAnswered, write } from '../daemon-case.ts';

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
				return [
					{ command: '/usr/bin/java', args: ['-cp', '/usr/share/java/zookeeper.jar', main, file] },
					untilAnswered(ports.zookeeper ?? 0, 'srvr', '^Mode', directory),
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
