import type { Recipe } from '../recipe.ts';
import { tcp } from '../recipe.ts';

const dovecot = ['dovecot-imapd', 'dovecot-pop3d'];

const postfix = {
	package: 'postfix',
	packages: ['postfix'],
	answers: ['postfix postfix/main_mailer_type select Internet Site', 'postfix postfix/mailname string machine.example'],
} as const;

/** Sending mail and reading it. */
export const mail: readonly Recipe[] = [
	{ service: 'smtp', ...postfix, doors: [tcp(25)] },
	{
		service: 'smtp',
		package: 'exim4-base',
		packages: ['exim4-daemon-light'],
		setUp: [
			'sed -i "s/^dc_local_interfaces=.*/dc_local_interfaces=\'\'/" /etc/exim4/update-exim4.conf.conf',
			'update-exim4.conf',
		].join('\n'),
		doors: [tcp(25)],
	},
	{
		service: 'submission',
		...postfix,
		setUp: "postconf -M submission/inet='submission inet n - y - - smtpd'",
		doors: [tcp(587)],
	},
	{
		service: 'smtps',
		...postfix,
		packages: ['postfix', 'ssl-cert'],
		setUp: [
			"postconf -M submissions/inet='submissions inet n - y - - smtpd'",
			'postconf -P submissions/inet/smtpd_tls_wrappermode=yes',
		].join('\n'),
		doors: [tcp(465)],
	},
	{ service: 'imap', package: 'dovecot-core', packages: dovecot, doors: [tcp(143)] },
	{ service: 'imaps', package: 'dovecot-core', packages: dovecot, doors: [tcp(993)] },
	{ service: 'pop3', package: 'dovecot-core', packages: dovecot, doors: [tcp(110)] },
	{ service: 'pop3s', package: 'dovecot-core', packages: dovecot, doors: [tcp(995)] },
	{
		service: 'managesieve',
		package: 'dovecot-core',
		packages: ['dovecot-managesieved'],
		doors: [tcp(4190)],
	},
	{
		service: 'lmtp',
		package: 'dovecot-core',
		packages: ['dovecot-lmtpd'],
		setUp: [
			"sed -i 's/^service lmtp {/&\\n  inet_listener lmtp {\\n    port = 24\\n  }/' /etc/dovecot/conf.d/10-master.conf",
		].join('\n'),
		doors: [tcp(24)],
	},
	{
		service: 'clamav',
		package: 'clamav-daemon',
		packages: ['clamav-daemon'],
		answers: ['clamav-daemon clamav-daemon/TcpOrLocal select TCP', 'clamav-daemon clamav-daemon/TCPAddr string any'],
		// The database comes from the internet, which is not there; systemd waits for it.
		setUp: [
			"echo 'd41d8cd98f00b204e9800998ecf8427e:1:Nothing' > /var/lib/clamav/local.hdb",
			'cd /etc/systemd/system && mkdir -p clamav-daemon.service.d clamav-daemon.socket.d',
			"printf '%s\\n' '[Unit]' 'ConditionPathExistsGlob=' > clamav-daemon.service.d/database.conf",
			"printf '%s\\n' '[Unit]' 'ConditionPathExistsGlob=' '[Socket]' 'ListenStream=3310' > clamav-daemon.socket.d/open.conf",
			'systemctl enable clamav-daemon.socket clamav-daemon.service',
		].join('\n'),
		doors: [tcp(3310)],
	},
];
