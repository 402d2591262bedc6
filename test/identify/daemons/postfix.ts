import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, type Launch, makeCertificate, once, type Place, run, write } from '../daemon-case.ts';

export default {
	postfix: {
		recipe: {
			needs: ['/usr/sbin/postconf', '/usr/lib/postfix/sbin/master'],
			needsRoot: true,
			ports: ['smtp', 'submission'],
			version: ['postconf', ['-d', 'mail_version'], /= (\S+)/],
			prepare: preparePostfix,
		},
		doors: [
			{
				door: 'smtp',
				usualPort: 25,
				identity: { service: 'smtp', product: 'Postfix', os: 'Debian', access: 'unknown' },
				evidence: /offers STARTTLS/,
				connections: once,
			},
			{
				door: 'submission',
				usualPort: 587,
				identity: { service: 'submission', product: 'Postfix', os: 'Debian', remark: undefined },
				evidence: /offers STARTTLS/,
				// Elsewhere it is mail like any other.
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;

async function preparePostfix({ directory, ports }: Place): Promise<readonly Launch[]> {
	const queue = join(directory, 'queue');
	const data = join(directory, 'data');
	const config = join(directory, 'conf');
	for (const folder of [queue, data, config]) await mkdir(folder);
	for (const folder of ['pid', 'private', 'public', 'incoming', 'active', 'deferred', 'hold', 'maildrop']) {
		await mkdir(join(queue, folder));
		if (folder !== 'pid') run('chown', 'postfix', join(queue, folder));
	}
	run('chown', 'postfix', data);
	makeCertificate(directory);
	await write(config, 'main.cf', [
		...['compatibility_level = 3.6', `queue_directory = ${queue}`, `data_directory = ${data}`],
		...['command_directory = /usr/sbin', 'daemon_directory = /usr/lib/postfix/sbin', 'mail_owner = postfix'],
		...['setgid_group = postdrop', 'myhostname = mail.example.com', 'mydestination =', 'local_recipient_maps ='],
		...['inet_interfaces = 127.0.0.1', 'inet_protocols = ipv4', 'alias_maps =', 'alias_database ='],
		...['smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)', `maillog_file = ${directory}/log`],
		...[`maillog_file_prefixes = ${directory}`, 'smtpd_tls_security_level = may'],
		...[`smtpd_tls_cert_file = ${directory}/certificate.pem`, `smtpd_tls_key_file = ${directory}/key.pem`],
	]);
	await write(config, 'master.cf', [
		`127.0.0.1:${ports.smtp} inet n - n - - smtpd`,
		`127.0.0.1:${ports.submission} inet n - n - - smtpd`,
		...['cleanup unix n - n - 0 cleanup', 'rewrite unix - - n - - trivial-rewrite', 'anvil unix - - n - 1 anvil'],
		...['tlsmgr unix - - n 1000? 1 tlsmgr', 'postlog unix-dgram n - n - 1 postlogd'],
	]);
	// It changes its effective user, after which the kernel no longer ends it with its parent: a shell does.
	const guard = `setsid "$@" & trap "kill $!; wait" TERM; wait`;
	return [{ command: '/bin/sh', args: ['-c', guard, 'sh', '/usr/lib/postfix/sbin/master', '-c', config, '-d'] }];
}
