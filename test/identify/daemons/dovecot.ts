import { type DaemonCases, type Launch, makeCertificate, once, type Place, write } from '../daemon-case.ts';

/** Said to a client on the same machine only: to Dovecot that is as good as encryption. */
const tooEasy = 'takes passwords without encryption too';

export default {
	dovecot: {
		recipe: {
			needs: ['/usr/sbin/dovecot', '/usr/lib/dovecot/imap-login', '/usr/lib/dovecot/pop3-login'],
			needsRoot: true,
			ports: ['imap', 'pop3', 'imaps', 'pop3s'],
			version: ['dovecot', ['--version'], /(\d[\d.]*)/],
			prepare: prepareDovecot,
		},
		doors: [
			{
				door: 'imap',
				usualPort: 143,
				identity: { service: 'imap', product: 'Dovecot', os: 'Debian', remark: tooEasy },
				evidence: /capabilities: IMAP4rev1.* STARTTLS/,
				connections: once,
			},
			{
				door: 'pop3',
				usualPort: 110,
				identity: { service: 'pop3', product: 'Dovecot', os: 'Debian', remark: tooEasy },
				evidence: /^offers STLS$/,
				connections: once,
			},
			{
				door: 'imaps',
				usualPort: 993,
				identity: { service: 'imaps', product: 'Dovecot', remark: 'self-signed certificate' },
				// One for the old versions.
				connections: { usual: 2, elsewhere: 3 },
			},
			{
				door: 'pop3s',
				usualPort: 995,
				identity: { service: 'pop3s', product: 'Dovecot', remark: 'self-signed certificate' },
				// One for the old versions.
				connections: { usual: 2, elsewhere: 3 },
			},
		],
	},
	'dovecot-sieve': {
		recipe: {
			needs: ['/usr/sbin/dovecot', '/usr/lib/dovecot/managesieve-login', '/usr/lib/dovecot/lmtp'],
			needsRoot: true,
			ports: ['sieve', 'lmtp'],
			async prepare({ directory, ports }) {
				return startWith(directory, 'sieve lmtp', [
					...['service managesieve-login {', `inet_listener sieve {\nport = ${ports.sieve}\n}`, '}'],
					...['service lmtp {', `inet_listener lmtp {\naddress = 127.0.0.1\nport = ${ports.lmtp}\n}`, '}'],
				]);
			},
		},
		doors: [
			{
				door: 'sieve',
				usualPort: 4190,
				identity: { service: 'managesieve', product: 'Dovecot', os: 'Debian', remark: tooEasy },
				evidence: /^greeted with Dovecot \(Debian\) Pigeonhole$/,
				connections: once,
			},
			{
				door: 'lmtp',
				usualPort: 24,
				identity: { service: 'lmtp', product: 'Dovecot', os: 'Debian', remark: 'offers no sign-in' },
				evidence: /^LHLO answered: .*STARTTLS$/,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;

async function prepareDovecot({ directory, ports }: Place): Promise<readonly Launch[]> {
	return startWith(directory, 'imap pop3', [
		...[
			'service imap-login {',
			`inet_listener imap {\nport = ${ports.imap}\n}`,
			`inet_listener imaps {\nport = ${ports.imaps}\nssl = yes\n}`,
			'}',
		],
		...[
			'service pop3-login {',
			`inet_listener pop3 {\nport = ${ports.pop3}\n}`,
			`inet_listener pop3s {\nport = ${ports.pop3s}\nssl = yes\n}`,
			'}',
		],
	]);
}

async function startWith(
	directory: string,
	protocols: string,
	services: readonly string[],
): Promise<readonly Launch[]> {
	makeCertificate(directory);
	const file = await write(directory, 'dovecot.conf', [
		...[`protocols = ${protocols}`, 'listen = 127.0.0.1', `base_dir = ${directory}/run`],
		...[`state_dir = ${directory}/state`, `log_path = ${directory}/log`, 'ssl = yes'],
		...[`ssl_cert = <${directory}/certificate.pem`, `ssl_key = <${directory}/key.pem`],
		...['mail_location = maildir:~/mail', 'login_greeting = Dovecot (Debian) ready.'],
		...['passdb {', 'driver = static', 'args = password=secret', '}'],
		...['userdb {', 'driver = static', 'args = uid=1 gid=1 home=/', '}', ...services],
	]);
	return [{ command: '/usr/sbin/dovecot', args: ['-F', '-c', file] }];
}
