import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	/** An RMI registry, under a debugger. */
	java: {
		recipe: {
			needs: ['/usr/bin/java', '/usr/bin/javac'],
			ports: ['rmi', 'jdwp'],
			version: ['java', ['-version'], /version "([^"]+)"/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'Registry.java', [
					'import java.net.*;',
					'import java.rmi.registry.LocateRegistry;',
					'class Registry {',
					'	public static void main(String[] args) throws Exception {',
					`		LocateRegistry.createRegistry(${ports.rmi}, Socket::new,`,
					'			port -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));',
					'		Thread.sleep(Long.MAX_VALUE);',
					'	}',
					'}',
				]);
				const debugger_ = `-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:${ports.jdwp}`;
				return [{ command: '/usr/bin/java', args: [debugger_, file] }];
			},
		},
		doors: [
			{
				door: 'rmi',
				usualPort: 1099,
				identity: { service: 'rmi', access: 'unknown' },
				evidence: /^JRMI answered: ProtocolAck$/,
				connections: { usual: 1, elsewhere: 12 },
			},
			{
				door: 'jdwp',
				usualPort: 5005,
				ask: ['jdwp'],
				identity: { service: 'jdwp', access: 'open', remark: 'answers without a password' },
				evidence: /^JDWP-Handshake answered: JDWP-Handshake$/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 5 },
			},
		],
	},
} satisfies DaemonCases;
