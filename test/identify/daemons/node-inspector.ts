import type { DaemonCases } from '../daemon-case.ts';

export default {
	'node-inspector': {
		recipe: {
			needs: [process.execPath],
			ports: ['inspector'],
			version: [process.execPath, ['--version'], /v(\S+)/],
			async prepare({ ports }) {
				const args = [`--inspect=127.0.0.1:${ports.inspector}`, '--eval', 'setInterval(() => {}, 1e9)'];
				return [{ command: process.execPath, args }];
			},
		},
		doors: [
			{
				door: 'inspector',
				usualPort: 9229,
				identity: { service: 'node-inspector', product: 'Node.js', access: 'open' },
				evidence: /^GET \/json\/version answered: node\.js\/v\d/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
