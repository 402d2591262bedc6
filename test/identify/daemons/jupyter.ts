import type { Access } from '../../../source/model.ts';
import type { DaemonCase, DaemonCases } from '../daemon-case.ts';

export default {
	'jupyter-notebook-open': jupyter('jupyter-notebook', ['--NotebookApp.token=', '--NotebookApp.password='], 'open'),
	'jupyter-notebook': jupyter('jupyter-notebook', [], 'protected'),
	'jupyter-server-open': jupyter('jupyter-server', ['--ServerApp.token=', '--ServerApp.password='], 'open'),
	'jupyter-server': jupyter('jupyter-server', [], 'protected'),
} satisfies DaemonCases;

function jupyter(program: string, options: readonly string[], access: Access): DaemonCase {
	return {
		recipe: {
			needs: [`/usr/bin/${program}`],
			ports: ['http'],
			version: [program, ['--version'], /^(\d+(?:\.\d+)+)/m],
			async prepare({ ports }) {
				const args = ['--allow-root', '--no-browser', '--ip=127.0.0.1', `--port=${ports.http}`, ...options];
				// What they allow by themselves when they listen on another address than this machine's own.
				args.push(`--${program === 'jupyter-server' ? 'ServerApp' : 'NotebookApp'}.allow_remote_access=True`);
				return [{ command: `/usr/bin/${program}`, args }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8888,
				identity: { service: 'jupyter', product: 'Jupyter', access },
				evidence: /^GET \/api answered: HTTP\/1\.1 200 OK, "version": "\d/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	};
}
