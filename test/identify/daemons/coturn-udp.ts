import type { DaemonCases, Expectation, Recipe } from '../daemon-case.ts';

export default {
	'coturn-udp': {
		recipe: coturn('--stun-only'),
		doors: [stunDoor({ access: 'unknown' })],
	},
	'coturn-udp-password': {
		recipe: coturn('--lt-cred-mech', '--realm', 'doorcheck.test', '--user', 'somebody:secret'),
		doors: [stunDoor({ access: 'protected', remark: 'relays only with a password' })],
	},
	'coturn-udp-open': {
		recipe: coturn('--no-auth'),
		doors: [stunDoor({ access: 'open', remark: 'relays for anyone without a password' })],
	},
} satisfies DaemonCases;

function stunDoor(access: Expectation['identity']): Expectation {
	return {
		door: 'stun',
		protocol: 'udp',
		usualPort: 3478,
		identity: { service: 'stun', product: 'coturn', ...access },
		evidence: /^SOFTWARE: Coturn-/,
		tellsVersion: true,
		requests: 2,
	};
}

function coturn(...options: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/turnserver'],
		ports: ['stun'],
		udpPorts: ['stun'],
		version: ['/usr/bin/turnserver', ['--version'], /(\d+\.\d+\.\d+)/],
		prepare: async ({ directory, ports }) => [
			{
				command: '/usr/bin/turnserver',
				args: [
					...['-n', '-L', '127.0.0.1', '-p', String(ports.stun), '--no-cli', '--log-file=stdout'],
					...['--pidfile', `${directory}/pid`, '--userdb', `${directory}/users`, ...options],
				],
			},
		],
	};
}
