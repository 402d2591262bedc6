import { type DaemonCases, makeCertificate, run, write } from '../daemon-case.ts';

/** Without its control script, and so without a node name and the port mapper. */
const start = `
	exec erl -noinput -pa /usr/lib/*/ejabberd-*/ebin -mnesia dir '"data"' -s ejabberd \\
		-ejabberd config '"ejabberd.yml"' log_path '"log"'
`;

export default {
	ejabberd: {
		recipe: {
			needs: ['/usr/sbin/ejabberdctl', '/usr/bin/erl'],
			needsRoot: true,
			ports: ['c2s', 'c2sTls', 's2s', 'mqtt'],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				const listener = (name: string, module: string, ...settings: readonly string[]) => [
					...['  -', `    port: ${ports[name]}`, '    ip: "127.0.0.1"', `    module: ${module}`],
					...settings.map((setting) => `    ${setting}`),
				];
				await write(directory, 'ejabberd.yml', [
					...['hosts: [ "doorcheck.test" ]', `certfiles: [ "${directory}/certificate.pem", "${directory}/key.pem" ]`],
					...['listen:', ...listener('c2s', 'ejabberd_c2s', 'starttls: true')],
					...listener('c2sTls', 'ejabberd_c2s', 'tls: true'),
					...[...listener('s2s', 'ejabberd_s2s_in'), ...listener('mqtt', 'mod_mqtt')],
					...['modules:', '  mod_mqtt: {}'],
				]);
				run('chown', '-R', 'ejabberd', directory);
				return [{ command: '/bin/sh', args: ['-c', start], user: 'ejabberd' }];
			},
		},
		doors: [
			{
				door: 'c2s',
				usualPort: 5222,
				identity: { service: 'xmpp', access: 'protected', remark: 'takes passwords without encryption' },
				evidence: /^STARTTLS offered$/,
				secure: true,
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'c2sTls',
				usualPort: 5223,
				identity: { service: 'xmpp', access: 'protected', remark: 'self-signed certificate' },
				evidence: /^mechanisms: .*SCRAM-SHA-512-PLUS/,
				secure: true,
				connections: { usual: 2 },
			},
			{
				door: 's2s',
				usualPort: 5269,
				identity: { service: 'xmpp', access: 'unknown' },
				evidence: /^opened a stream between servers$/,
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'mqtt',
				usualPort: 1883,
				identity: { service: 'mqtt', access: 'protected', remark: 'asks for a password' },
				evidence: /^CONNECT answered: not authorized$/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;
