import { join } from 'node:path';
import type { DaemonCases, Expectation, Recipe } from '../daemon-case.ts';

export default {
	coturn: {
		recipe: coturnRecipe('--lt-cred-mech', '--user=doorcheck:secret'),
		doors: [door({ access: 'protected', remark: 'relays only with a password' }, /^Refresh answered: error 401$/)],
	},
	'coturn-open': {
		recipe: coturnRecipe('--no-auth'),
		doors: [door({ access: 'open', remark: 'relays for anyone without a password' }, /^Refresh answered: error 437$/)],
	},
	'coturn-stun': {
		recipe: coturnRecipe('--stun-only'),
		doors: [door({ access: 'unknown' }, /^Binding answered: success$/)],
	},
} satisfies DaemonCases;

function door(identity: Expectation['identity'], evidence: RegExp): Expectation {
	return {
		door: 'stun',
		usualPort: 3478,
		identity: { service: 'stun', product: 'coturn', ...identity },
		evidence,
		tellsVersion: true,
		connections: { usual: 1 },
	};
}

function coturnRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/turnserver'],
		ports: ['stun'],
		version: ['/usr/bin/turnserver', ['--version'], /(\d+\.\d+\.\d+)/],
		async prepare({ directory, ports }) {
			const addresses = ['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${ports.stun}`];
			const files = [
				`--userdb=${join(directory, 'database')}`,
				`--pidfile=${join(directory, 'pid')}`,
				'--log-file=stdout',
			];
			const args = ['-n', '--no-tls', '--no-dtls', '--no-cli', '--realm=doorcheck.test', ...addresses, ...files];
			return [{ command: '/usr/bin/turnserver', args: [...args, ...settings] }];
		},
	};
}
