import type { DaemonCases, Recipe, TcpExpectation } from '../daemon-case.ts';

export default {
	etcd: { recipe: etcd('--enable-v2=false'), doors: [door('unknown')] },
	'etcd-v2': { recipe: etcd('--enable-v2=true'), doors: [door('open')] },
} satisfies DaemonCases;

function etcd(option: string): Recipe {
	return {
		needs: ['/usr/bin/etcd'],
		ports: ['client', 'peer'],
		version: ['etcd', ['--version'], /etcd Version: (\S+)/],
		async prepare({ directory, ports }) {
			const [client, peer] = [`http://127.0.0.1:${ports.client}`, `http://127.0.0.1:${ports.peer}`];
			const args = [
				...['--data-dir', `${directory}/data`, '--listen-client-urls', client, '--advertise-client-urls', client],
				...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer, '--initial-cluster', `default=${peer}`],
				...['--unsafe-no-fsync', option],
			];
			return [{ command: '/usr/bin/etcd', args }];
		},
	};
}

function door(access: 'open' | 'unknown'): TcpExpectation {
	return {
		door: 'client',
		usualPort: 2379,
		identity: { service: 'etcd', product: 'etcd', access },
		evidence: /^GET \/version answered: HTTP\/1\.1 200 OK, "etcdserver":"\d/,
		tellsVersion: true,
		connections: { usual: 1, elsewhere: 2 },
	};
}
