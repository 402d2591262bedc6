import type { DaemonCases } from '../daemon-case.ts';

const jars = ['derby', 'derbynet'].map((name) => `/usr/share/java/${name}.jar`);

export default {
	derby: {
		recipe: {
			needs: ['/usr/bin/java', ...jars],
			ports: ['derby'],
			async prepare({ directory, ports }) {
				const args = [`-Dderby.system.home=${directory}`, '-cp', jars.join(':')];
				const server = ['org.apache.derby.drda.NetworkServerControl', 'start'];
				return [
					{
						command: '/usr/bin/java',
						args: [...args, ...server, '-h', '127.0.0.1', '-p', String(ports.derby)],
					},
				];
			},
		},
		doors: [
			{
				door: 'derby',
				usualPort: 1527,
				identity: { service: 'derby', product: 'Apache Derby', access: 'unknown' },
				evidence: /^EXCSAT answered: Apache Derby, CSS10/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
