import { type DaemonCases, type Recipe, write } from '../daemon-case.ts';

export default {
	'bind-udp': {
		recipe: {
			needs: ['/usr/sbin/named'],
			ports: ['dns'],
			udpPorts: ['dns'],
			version: ['/usr/sbin/named', ['-v'], /^BIND (9\.\d+\.\d+)/],
			prepare: async ({ directory, ports }) => [await rootServer(directory, ports.dns)],
		},
		doors: [
			{
				door: 'dns',
				protocol: 'udp',
				usualPort: 53,
				identity: { service: 'dns', product: 'BIND', access: 'unknown', os: 'Debian' },
				evidence: /^recursive query for the name servers of the root answered: no recursion$/,
				tellsVersion: true,
				requests: 2,
			},
		],
	},
	'unbound-udp': {
		recipe: {
			needs: ['/usr/sbin/unbound', '/usr/sbin/named'],
			ports: ['resolver', 'root'],
			udpPorts: ['resolver', 'root'],
			version: ['/usr/sbin/unbound', ['-V'], /^Version (\S+)/],
			prepare: async ({ directory, ports }) => {
				const configuration = await write(directory, 'unbound.conf', [
					'server:',
					`interface: 127.0.0.1@${ports.resolver}`,
					`directory: ${directory}`,
					...['do-daemonize: no', 'username: ""', 'chroot: ""', 'pidfile: ""', 'use-syslog: no'],
					// No validation, as this root is not the real one.
					...['do-not-query-localhost: no', 'module-config: "iterator"'],
					'forward-zone:',
					...['name: "."', `forward-addr: 127.0.0.1@${ports.root}`],
					'remote-control:',
					'control-enable: no',
				]);
				return [
					await rootServer(directory, ports.root),
					{ command: '/usr/sbin/unbound', args: ['-d', '-c', configuration] },
				];
			},
		},
		doors: [
			{
				door: 'resolver',
				protocol: 'udp',
				usualPort: 53,
				identity: {
					service: 'dns',
					product: 'Unbound',
					access: 'open',
					remark: 'looks up names for strangers; can be abused to flood others',
				},
				evidence: /^recursive query for the name servers of the root answered: 1 of them$/,
				tellsVersion: true,
				requests: 2,
			},
		],
	},
	'dnsmasq-udp': {
		recipe: dnsmasq(),
		doors: [
			{
				door: 'dns',
				protocol: 'udp',
				usualPort: 53,
				identity: { service: 'dns', product: 'dnsmasq', access: 'unknown' },
				evidence: /^recursive query for the name servers of the root answered: REFUSED$/,
				tellsVersion: true,
				requests: 2,
			},
		],
	},
} satisfies DaemonCases;

/** A server that knows one zone, the root, and looks up nothing. */
export async function rootServer(directory: string, port: number | undefined) {
	const zone = await write(directory, 'root.zone', [
		'$TTL 3600',
		'. IN SOA a.root. host.root. 1 3600 3600 3600 3600',
		'. IN NS a.root.',
		'a.root. IN A 127.0.0.1',
	]);
	const configuration = await write(directory, 'named.conf', [
		`options { directory "${directory}"; pid-file none; session-keyfile "${directory}/session.key"; recursion no;`,
		`listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; };`,
		'controls { };',
		`zone "." { type primary; file "${zone}"; };`,
	]);
	// It answers before it has read its zones.
	return { command: '/usr/sbin/named', args: ['-g', '-c', configuration], readyOutput: / all zones loaded$/m };
}

function dnsmasq(): Recipe {
	return {
		needs: ['/usr/sbin/dnsmasq'],
		ports: ['dns'],
		udpPorts: ['dns'],
		version: ['/usr/sbin/dnsmasq', ['--version'], /^Dnsmasq version (\S+)/],
		prepare: async ({ ports }) => [
			{
				command: '/usr/sbin/dnsmasq',
				args: [
					...['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--bind-interfaces'],
					...['--listen-address=127.0.0.1', `--port=${ports.dns}`],
				],
			},
		],
	};
}
