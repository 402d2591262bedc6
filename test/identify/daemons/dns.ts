import { type DaemonCases, makeCertificate, type Recipe, write } from '../daemon-case.ts';
import { rootServer } from './dns-udp.ts';

/** Elsewhere it is told by its answer to the guess that is meant for OpenVPN; Knot hangs up on that. */
const known = { usual: 1, elsewhere: 8 };

/** Resolvers ask a root of their own. */
export default {
	bind: {
		recipe: bindRecipe('recursion yes; allow-recursion { any; };'),
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: {
					service: 'dns',
					product: 'BIND',
					os: 'Debian',
					access: 'open',
					remark: 'looks up names for strangers',
				},
				evidence: /^recursive query for the name servers of the root answered: 1 of them$/,
				tellsVersion: true,
				connections: known,
			},
		],
	},
	'bind-authoritative': {
		recipe: bindRecipe('recursion no; version none;'),
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: { service: 'dns', product: undefined, access: 'unknown', remark: undefined },
				evidence: /^version\.bind answered: nothing$/,
				connections: known,
			},
		],
	},
	unbound: {
		recipe: unboundRecipe('allow'),
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: { service: 'dns', product: 'Unbound', access: 'open', remark: 'looks up names for strangers' },
				tellsVersion: true,
				connections: known,
			},
			{
				door: 'tls',
				usualPort: 853,
				identity: { service: 'dns', product: 'Unbound', access: 'open', remark: 'looks up names for strangers' },
				evidence: /^recursive query for the name servers of the root answered: 1 of them$/,
				secure: true,
				// One for the old versions.
				connections: { usual: 2 },
			},
		],
	},
	/** It repeats no question when it refuses to answer one. */
	'unbound-refusing': {
		recipe: unboundRecipe('refuse'),
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: { service: 'dns', access: 'unknown', remark: undefined },
				evidence: /^version\.bind answered: REFUSED$/,
				connections: known,
			},
		],
	},
	/** It claims to offer recursion, and refuses. */
	dnsmasq: {
		recipe: {
			needs: ['/usr/sbin/dnsmasq'],
			needsRoot: true,
			ports: ['dns'],
			version: ['/usr/sbin/dnsmasq', ['--version'], /version (\S+)/],
			async prepare({ ports }) {
				const args = [
					'--keep-in-foreground',
					'--conf-file=/dev/null',
					`--port=${ports.dns}`,
					'--no-resolv',
					'--no-hosts',
				];
				return [
					{
						command: '/usr/sbin/dnsmasq',
						args: [...args, '--listen-address=127.0.0.1', '--bind-interfaces', '--pid-file=', '--user=root'],
					},
				];
			},
		},
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: { service: 'dns', product: 'dnsmasq', remark: undefined },
				evidence: /^recursive query for the name servers of the root answered: REFUSED$/,
				tellsVersion: true,
				connections: known,
			},
		],
	},
	knot: {
		recipe: {
			needs: ['/usr/sbin/knotd'],
			ports: ['dns'],
			version: ['/usr/sbin/knotd', ['--version'], /version (\S+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'knot.conf', [
					...['server:', `    listen: 127.0.0.1@${ports.dns}`, `    rundir: "${directory}"`],
					...['database:', `    storage: "${directory}"`],
				]);
				return [{ command: '/usr/sbin/knotd', args: ['-c', file] }];
			},
		},
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: { service: 'dns', product: 'Knot DNS', remark: undefined },
				tellsVersion: true,
				connections: { usual: 1 },
			},
		],
	},
	pdns: {
		recipe: {
			needs: ['/usr/sbin/pdns_server', '/usr/lib/x86_64-linux-gnu/pdns/libbindbackend.so'],
			ports: ['dns'],
			version: ['/usr/sbin/pdns_server', ['--version'], /Authoritative Server (\S+)/],
			async prepare({ directory, ports }) {
				const args = [
					`--config-dir=${directory}`,
					`--socket-dir=${directory}`,
					'--launch=bind',
					'--bind-config=/dev/null',
				];
				return [
					{
						command: '/usr/sbin/pdns_server',
						args: [...args, '--local-address=127.0.0.1', `--local-port=${ports.dns}`, '--guardian=no', '--daemon=no'],
					},
				];
			},
		},
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: { service: 'dns', product: 'PowerDNS Authoritative Server', remark: undefined },
				tellsVersion: true,
				connections: known,
			},
		],
	},
	'pdns-recursor': {
		recipe: {
			needs: ['/usr/sbin/pdns_recursor', '/usr/sbin/named'],
			ports: ['dns', 'root'],
			version: ['/usr/sbin/pdns_recursor', ['--version'], /Recursor (\S+)/],
			async prepare({ directory, ports }) {
				const args = [
					`--config-dir=${directory}`,
					`--socket-dir=${directory}`,
					'--security-poll-suffix=',
					'--daemon=no',
				];
				const listen = ['--local-address=127.0.0.1', `--local-port=${ports.dns}`];
				const root = [`--forward-zones-recurse=.=127.0.0.1:${ports.root}`, '--dont-query=', '--dnssec=off'];
				return [
					await rootServer(directory, ports.root),
					{ command: '/usr/sbin/pdns_recursor', args: [...args, ...listen, ...root] },
				];
			},
		},
		doors: [
			{
				door: 'dns',
				usualPort: 53,
				identity: {
					service: 'dns',
					product: 'PowerDNS Recursor',
					access: 'open',
					remark: 'looks up names for strangers',
				},
				tellsVersion: true,
				connections: known,
			},
		],
	},
} satisfies DaemonCases;

function bindRecipe(settings: string): Recipe {
	return {
		needs: ['/usr/sbin/named'],
		ports: ['dns'],
		version: ['/usr/sbin/named', ['-v'], /BIND (\d[\d.]*)/],
		async prepare({ directory, ports }) {
			await write(directory, 'root.zone', [
				'. 3600 IN SOA a. b. 1 3600 3600 3600 3600',
				'. 3600 IN NS a.',
				'a. 3600 IN A 127.0.0.1',
			]);
			const file = await write(directory, 'named.conf', [
				`options { directory "${directory}"; listen-on port ${ports.dns} { 127.0.0.1; }; listen-on-v6 { none; };`,
				`pid-file none; session-keyfile "${directory}/session.key"; dnssec-validation no; ${settings} };`,
				...['controls { };', 'zone "." { type primary; file "root.zone"; };'],
			]);
			return [{ command: '/usr/sbin/named', args: ['-g', '-n', '1', '-c', file] }];
		},
	};
}

function unboundRecipe(access: 'allow' | 'refuse'): Recipe {
	return {
		needs: ['/usr/sbin/unbound', '/usr/sbin/named', '/usr/bin/openssl'],
		ports: ['dns', 'tls', 'root'],
		version: ['/usr/sbin/unbound', ['-V'], /Version (\S+)/],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			const file = await write(directory, 'unbound.conf', [
				...['server:', `directory: "${directory}"`, 'chroot: ""', 'username: ""', 'pidfile: ""', 'use-syslog: no'],
				...['do-daemonize: no', `interface: 127.0.0.1@${ports.dns}`, `interface: 127.0.0.1@${ports.tls}`],
				...[`tls-port: ${ports.tls}`, `tls-service-key: "${directory}/key.pem"`],
				...[`tls-service-pem: "${directory}/certificate.pem"`, `access-control: 127.0.0.0/8 ${access}`],
				// No validation, as this root is not the real one.
				...['do-not-query-localhost: no', 'module-config: "iterator"'],
				...['forward-zone:', 'name: "."', `forward-addr: 127.0.0.1@${ports.root}`],
				...['remote-control:', 'control-enable: no'],
			]);
			return [await rootServer(directory, ports.root), { command: '/usr/sbin/unbound', args: ['-d', '-c', file] }];
		},
	};
}
