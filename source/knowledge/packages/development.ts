import { contained } from '../contained.ts';
import type { Step } from '../entry.ts';
import { homebrew, packaged } from '../packaged.ts';

const fpmIn = (file: string): readonly Step[] => [
	{ kind: 'say', text: 'Look at every file in this directory: each pool has its own listen line.' },
	{ kind: 'edit', file, lines: ['listen = 127.0.0.1:9000'] },
];

const sitesStop = 'Websites that use PHP stop working while it is stopped.';

export const phpFpmPackages = packaged(
	{
		alpine: [
			{
				name: 'PHP-FPM',
				from: 'community/php83',
				services: ['php-fpm83'],
				bind: fpmIn('/etc/php*/php-fpm.d/www.conf'),
				note: '83 stands for the version you have; rc-status shows it.',
			},
		],
		freebsd: [
			{
				name: 'PHP-FPM',
				from: 'lang/php83',
				services: ['php_fpm'],
				bind: fpmIn('/usr/local/etc/php-fpm.d/www.conf'),
			},
		],
		macos: [
			{
				name: 'PHP-FPM',
				from: 'php',
				bind: fpmIn(`${homebrew}/etc/php/*/php-fpm.d/www.conf`),
			},
		],
	},
	sitesStop,
);

export const phpFpmImage = contained({
	image: 'php',
	ports: ['9000'],
	remarks: [
		'A web server in another container needs no published port at all: it reaches PHP-FPM by the name of the service.',
	],
});

export const gitDaemonPackages = packaged({
	alpine: [
		{
			name: 'git daemon',
			from: 'main/git',
			services: ['git-daemon'],
			bind: [
				{ kind: 'say', text: 'Keep other options and the folders that the line already names:' },
				{
					kind: 'edit',
					file: '/etc/conf.d/git-daemon',
					lines: ['GITDAEMON_OPTS="--listen=127.0.0.1 --syslog /var/git"'],
				},
			],
		},
	],
	freebsd: [
		{
			name: 'git daemon',
			from: 'devel/git',
			services: ['git_daemon'],
			bind: [
				{
					kind: 'run',
					command: 'sysrc git_daemon_flags="--syslog --reuseaddr --detach --listen=127.0.0.1"',
				},
			],
		},
	],
});

export const ollamaPackages = packaged({ macos: [{ name: 'Ollama', from: 'ollama' }] });

export const ollamaImage = contained({
	image: 'ollama/ollama',
	ports: ['11434'],
	remarks: ['Nothing in Ollama asks for a password: whoever reaches the published port may use it.'],
});

export const registryImage = contained({
	image: 'registry',
	ports: ['5000'],
	password: {
		about: 'Ask for a password; htpasswd -B makes the file, and the login is safe only behind TLS:',
		lines: [
			'environment:',
			'  REGISTRY_AUTH: htpasswd',
			'  REGISTRY_AUTH_HTPASSWD_REALM: Registry',
			'  REGISTRY_AUTH_HTPASSWD_PATH: /auth/htpasswd',
			'volumes:',
			'  - ./auth:/auth:ro',
		],
	},
});
