import { type DaemonCases, once } from '../daemon-case.ts';

export default {
	'git-daemon': {
		recipe: {
			needs: ['/usr/lib/git-core/git-daemon'],
			ports: ['git'],
			async prepare({ directory, ports }) {
				const args = ['daemon', '--listen=127.0.0.1', `--port=${ports.git}`, `--base-path=${directory}`];
				return [{ command: '/usr/bin/git', args }];
			},
		},
		doors: [
			{
				door: 'git',
				usualPort: 9418,
				identity: { service: 'git-daemon', product: 'Git', access: 'unknown' },
				evidence: /^git-upload-pack answered: ERR access denied or repository not exported/,
				connections: { usual: 1 },
			},
		],
	},
	svnserve: {
		recipe: {
			needs: ['/usr/bin/svnserve'],
			ports: ['svn'],
			async prepare({ directory, ports }) {
				const args = ['--daemon', '--foreground', '--listen-host', '127.0.0.1', '--listen-port', String(ports.svn)];
				return [{ command: '/usr/bin/svnserve', args: [...args, '--root', directory] }];
			},
		},
		doors: [
			{
				door: 'svn',
				usualPort: 3690,
				identity: { service: 'svn', product: 'Subversion', access: 'unknown' },
				evidence: /^greeted with \( success \( 2 2 /,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;
