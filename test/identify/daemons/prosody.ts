import { type DaemonCases, makeCertificate, type Recipe, write } from '../daemon-case.ts';

export default {
	/** As packaged: nothing but encryption is offered in the clear. */
	prosody: {
		recipe: prosodyRecipe('c2s_require_encryption = true'),
		doors: [
			{
				door: 'c2s',
				usualPort: 5222,
				identity: { service: 'xmpp', access: 'protected', remark: 'asks for a password' },
				evidence: /^mechanisms: .*SCRAM-SHA-1/,
				secure: true,
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'c2sTls',
				usualPort: 5223,
				identity: { service: 'xmpp', access: 'protected', remark: 'self-signed certificate' },
				evidence: /^mechanisms: .*PLAIN/,
				secure: true,
				connections: { usual: 2 },
			},
			{
				door: 's2s',
				usualPort: 5269,
				identity: { service: 'xmpp', access: 'unknown' },
				evidence: /^opened a stream between servers$/,
				secure: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'prosody-registration': {
		recipe: prosodyRecipe('c2s_require_encryption = false', 'allow_registration = true'),
		doors: [
			{
				door: 'c2s',
				usualPort: 5222,
				identity: { service: 'xmpp', access: 'unknown', remark: 'anyone may register an account' },
				evidence: /^STARTTLS offered$/,
				secure: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'prosody-guests': {
		recipe: prosodyRecipe('authentication = "anonymous"'),
		doors: [
			{
				door: 'c2s',
				usualPort: 5222,
				identity: { service: 'xmpp', access: 'unknown', remark: 'lets guests in without an account' },
				evidence: /^mechanisms: ANONYMOUS$/,
				secure: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;

function prosodyRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/prosody'],
		needsRoot: true,
		ports: ['c2s', 'c2sTls', 's2s'],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			const file = await write(directory, 'prosody.cfg.lua', [
				...['run_as_root = true', `data_path = "${directory}"`, 'interfaces = { "127.0.0.1" }'],
				...[
					`c2s_ports = { ${ports.c2s} }`,
					`c2s_direct_tls_ports = { ${ports.c2sTls} }`,
					`s2s_ports = { ${ports.s2s} }`,
				],
				'modules_enabled = { "tls", "saslauth", "register" }',
				`ssl = { key = "${directory}/key.pem", certificate = "${directory}/certificate.pem" }`,
				...settings,
				'VirtualHost "doorcheck.test"',
			]);
			return [{ command: '/usr/bin/prosody', args: ['-F', '--config', file] }];
		},
	};
}
