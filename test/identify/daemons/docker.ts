import { type DaemonCases, makeCertificate, write } from '../daemon-case.ts';

/** In namespaces of its own, with which its mounts and its containerd end. */
const alone = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '/usr/sbin/dockerd'] as const;

const dockerd = [
	...alone,
	...['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver=vfs', '--live-restore=false'],
] as const;

function places(directory: string): readonly string[] {
	return [
		...['--data-root', `${directory}/data`, '--exec-root', `${directory}/exec`, '--pidfile', `${directory}/pid`],
		...['--config-file', `${directory}/daemon.json`],
	];
}

export default {
	docker: {
		recipe: {
			needs: ['/usr/bin/unshare', '/usr/sbin/dockerd', '/usr/bin/containerd'],
			needsRoot: true,
			ports: ['api'],
			version: ['dockerd', ['--version'], /version (\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				await write(directory, 'daemon.json', ['{}']);
				const args = [...dockerd, ...places(directory), '-H', `tcp://127.0.0.1:${ports.api}`];
				return [{ command: '/usr/bin/unshare', args }];
			},
		},
		doors: [
			{
				door: 'api',
				usualPort: 2375,
				identity: { service: 'docker', product: 'Docker', access: 'open', remark: 'answers without a password' },
				evidence: /^GET \/version answered: HTTP\/1\.1 200 OK, "Version":"\d/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'docker-certificates': {
		recipe: {
			needs: ['/usr/bin/unshare', '/usr/sbin/dockerd', '/usr/bin/containerd', '/usr/bin/openssl'],
			needsRoot: true,
			ports: ['api'],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				await write(directory, 'daemon.json', ['{}']);
				const tls = [
					'--tlsverify',
					'--tlscacert',
					'certificate.pem',
					'--tlscert',
					'certificate.pem',
					'--tlskey',
					'key.pem',
				];
				const args = [...dockerd, ...places(directory), ...tls, '-H', `tcp://127.0.0.1:${ports.api}`];
				return [{ command: '/usr/bin/unshare', args }];
			},
		},
		doors: [
			{
				door: 'api',
				usualPort: 2376,
				identity: {
					service: 'tls',
					access: 'protected',
					remark: 'asks for a client certificate, self-signed certificate',
				},
				evidence: /asks for a client certificate/,
				secure: true,
				connections: { usual: 2, elsewhere: 3 },
			},
		],
	},
	podman: {
		recipe: {
			needs: ['/usr/bin/podman'],
			needsRoot: true,
			ports: ['api'],
			version: ['podman', ['--version'], /version (\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				const own = ['--root', `${directory}/root`, '--runroot', `${directory}/run`, '--storage-driver=vfs'];
				const args = [...own, 'system', 'service', '--time=0', `tcp:127.0.0.1:${ports.api}`];
				return [{ command: '/usr/bin/podman', args }];
			},
		},
		doors: [
			{
				door: 'api',
				usualPort: 2375,
				identity: { service: 'docker', product: 'Podman', access: 'open', os: 'Debian' },
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'docker-registry': registry([]),
	'docker-registry-password': registry(['auth: {htpasswd: {realm: registry, path: htpasswd}}']),
} satisfies DaemonCases;

function registry(more: readonly string[]): DaemonCases[string] {
	return {
		recipe: {
			needs: ['/usr/bin/docker-registry'],
			ports: ['http'],
			async prepare({ directory, ports }) {
				await write(directory, 'htpasswd', ['anna:$2y$05$WtVXN1B4Kn5pSkG7jXl7ceW7b1Pqk3y3l4yC1oQ9sZ0nV5S9E9c6e']);
				const file = await write(directory, 'registry.yml', [
					...['version: 0.1', `storage: {filesystem: {rootdirectory: ${directory}/data}}`],
					...[`http: {addr: "127.0.0.1:${ports.http}"}`, ...more],
				]);
				return [{ command: '/usr/bin/docker-registry', args: ['serve', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 5000,
				identity: {
					service: 'docker-registry',
					product: 'Docker registry',
					access: more.length > 0 ? 'protected' : 'open',
				},
				evidence: /^GET \/v2\/ answered: HTTP\/1\.1 (?:200|401)/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	};
}
