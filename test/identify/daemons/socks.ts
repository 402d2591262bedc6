import { type DaemonCases, type Recipe, write } from '../daemon-case.ts';

export default {
	microsocks: {
		recipe: microsocksRecipe(),
		doors: [
			{
				door: 'socks',
				usualPort: 1080,
				identity: { service: 'socks', access: 'open', remark: 'answers without a password' },
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'microsocks-password': {
		recipe: microsocksRecipe('-u', 'someone', '-P', 'a long secret'),
		doors: [
			{
				door: 'socks',
				usualPort: 1080,
				identity: { service: 'socks', access: 'protected', remark: 'asks for a password' },
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	/** It hangs up on everything else, so that it is only found by asking. */
	dante: {
		recipe: danteRecipe('none'),
		doors: [
			{
				door: 'socks',
				usualPort: 1080,
				identity: { service: 'socks', access: 'open', remark: 'answers without a password' },
				connections: { usual: 1, elsewhere: 4 },
			},
		],
	},
	'dante-password': {
		recipe: danteRecipe('username'),
		doors: [
			{
				door: 'socks',
				usualPort: 1080,
				identity: { service: 'socks', access: 'protected', remark: 'asks for a password' },
				connections: { usual: 1, elsewhere: 4 },
			},
		],
	},
	tor: {
		recipe: torRecipe(),
		doors: [
			{
				door: 'socks',
				usualPort: 9050,
				identity: { service: 'socks', access: 'open', remark: 'answers without a password' },
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'control',
				usualPort: 9051,
				identity: { service: 'tor-control', product: 'Tor', access: 'open', remark: 'answers without a password' },
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'tor-password': {
		recipe: torRecipe(
			...['--CookieAuthentication', '1', '--HashedControlPassword'],
			'16:872860B76453A77D60CA2BB8C1A7042072093276A3D701AD684053EC4C',
		),
		doors: [
			{
				door: 'control',
				usualPort: 9051,
				identity: { service: 'tor-control', access: 'protected', remark: 'asks for a password' },
				evidence: /AUTH METHODS=COOKIE,SAFECOOKIE,HASHEDPASSWORD$/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;

function microsocksRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/microsocks'],
		ports: ['socks'],
		async prepare({ ports }) {
			return [{ command: '/usr/bin/microsocks', args: ['-i', '127.0.0.1', '-p', String(ports.socks), ...settings] }];
		},
	};
}

function danteRecipe(method: 'none' | 'username'): Recipe {
	return {
		needs: ['/usr/sbin/danted'],
		needsRoot: true,
		ports: ['socks'],
		async prepare({ directory, ports }) {
			const everyone = 'from: 127.0.0.0/8 to: 0.0.0.0/0';
			const file = await write(directory, 'danted.conf', [
				...['logoutput: stderr', `internal: 127.0.0.1 port = ${ports.socks}`, 'external: 127.0.0.1'],
				...[`socksmethod: ${method}`, 'clientmethod: none', 'user.privileged: root', 'user.notprivileged: nobody'],
				...[`client pass { ${everyone} }`, `socks pass { ${everyone} }`],
			]);
			return [{ command: '/usr/sbin/danted', args: ['-p', `${directory}/pid`, '-f', file] }];
		},
	};
}

/** It is told to reach its network through a bridge that isn't there. */
function torRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/tor'],
		ports: ['socks', 'control'],
		version: ['/usr/sbin/tor', ['--version'], /Tor version ([\d.]*\d)/],
		async prepare({ directory, ports }) {
			const file = await write(directory, 'torrc', []);
			const args = [
				...['-f', file, '--defaults-torrc', file, '--DataDirectory', `${directory}/data`],
				...['--SocksPort', `127.0.0.1:${ports.socks}`, '--ControlPort', `127.0.0.1:${ports.control}`],
				...['--UseBridges', '1', '--Bridge', '127.0.0.1:9', ...settings],
			];
			return [{ command: '/usr/sbin/tor', args }];
		},
	};
}
