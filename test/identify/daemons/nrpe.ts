import { join } from 'node:path';
import { type DaemonCases, type Recipe, write } from '../daemon-case.ts';

const identity = { service: 'nrpe', product: 'NRPE', access: 'open', remark: 'answers without a password' } as const;

export default {
	nrpe: {
		recipe: nrpeRecipe(),
		doors: [
			{
				door: 'nrpe',
				usualPort: 5666,
				identity,
				evidence: /^TLS without a certificate$/,
				tellsVersion: true,
				connections: { usual: 1 },
			},
		],
	},
	'nrpe-plain': {
		recipe: nrpeRecipe('-n'),
		doors: [
			{
				door: 'nrpe',
				usualPort: 5666,
				identity,
				evidence: /^no encryption$/,
				tellsVersion: true,
				connections: { usual: 2 },
			},
		],
	},
} satisfies DaemonCases;

function nrpeRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/nrpe'],
		needsRoot: true,
		ports: ['nrpe'],
		version: ['dpkg-query', ['--show', 'nagios-nrpe-server'], /\t(\d[\d.]*)/],
		async prepare({ directory, ports }) {
			const file = await write(directory, 'nrpe.cfg', [
				...['server_address=127.0.0.1', `server_port=${ports.nrpe}`, 'allowed_hosts=127.0.0.1'],
				...['nrpe_user=nagios', 'nrpe_group=nagios', `pid_file=${join(directory, 'pid')}`],
			]);
			return [{ command: '/usr/sbin/nrpe', args: ['-f', '-c', file, ...settings] }];
		},
	};
}
