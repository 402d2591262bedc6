import { type ByPlatform, onLinux, type ServiceEntry, type Step, stopScript, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { ftpPackages, proftpdLines, rsyncPackages, vsftpdLines } from '../packages/files.ts';
import { journal, lastOf, lastWith, looked, onSystemd } from '../usage.ts';

function stopEachFtp(proftpd: string): readonly Step[] {
	return [
		...when('vsftpd', [
			{ kind: 'say', text: 'If it is vsftpd:' },
			{ kind: 'run', command: 'systemctl disable --now vsftpd' },
		]),
		...when(proftpd, [
			{ kind: 'say', text: 'If it is ProFTPD:' },
			{ kind: 'run', command: 'systemctl disable --now proftpd' },
		]),
		...when('pure-ftpd', [{ kind: 'say', text: 'If it is Pure-FTPd:' }, stopScript('pure-ftpd')]),
	];
}

const stopFtp: ByPlatform = {
	debian: stopEachFtp('proftpd-core'),
	rhel: stopEachFtp('proftpd'),
	windows: [
		{ kind: 'say', text: 'The FTP server of IIS:' },
		{ kind: 'run', command: 'Stop-Service FTPSVC\nSet-Service FTPSVC -StartupType Disabled' },
	],
};

const encryptLogins = [
	'anonymous_enable=NO',
	'ssl_enable=YES',
	'force_local_logins_ssl=YES',
	'force_local_data_ssl=YES',
] as const;

const rsyncForFew: readonly Step[] = [
	{
		kind: 'say',
		text: 'Under each [folder]; backup and 203.0.113.10 stand for your user and the address that may connect. Say read only = no only where it must write.',
	},
	{
		kind: 'edit',
		file: '/etc/rsyncd.conf',
		lines: [
			'list = no',
			'read only = yes',
			'auth users = backup',
			'secrets file = /etc/rsyncd.secrets',
			'hosts allow = 203.0.113.10',
		],
		byHand: 'It goes under each folder, and the users and addresses are your own',
	},
	{
		kind: 'say',
		text: 'The secrets file has a line user:password for each user and must be readable by root only:',
	},
	{ kind: 'run', command: 'chown root:root /etc/rsyncd.secrets\nchmod 600 /etc/rsyncd.secrets' },
];

/** Copying files: FTP, rsync and TFTP. */
export const fileSharingTransfer: readonly ServiceEntry[] = [
	{
		id: 'ftp',
		name: 'FTP',
		category: 'file-sharing',
		doors: [
			{
				port: 21,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Passwords in the open unless TLS is forced; often open to anonymous',
			},
			{
				port: 2121,
				protocol: 'tcp',
				name: 'FTP on another port',
				severity: 'medium',
				why: 'FTP moved to another port; the passwords travel just as readable',
			},
		],
		what: 'The old way to copy files to and from a server.',
		risk: "Plain FTP sends your password and files readable by anyone on the way, and bots guess passwords here. Servers that let anonymous visitors in often show more than their owners think, and writable ones become a store for other people's files.",
		need: 'People or devices that still upload by FTP; SFTP, which comes with SSH, does the same encrypted.',
		instructions: {
			usage: looked(
				{
					debian: lastOf('/var/log/vsftpd.log', '/var/log/proftpd/proftpd.log'),
					rhel: lastOf('/var/log/xferlog', '/var/log/proftpd/proftpd.log'),
					alpine: lastOf('/var/log/vsftpd.log', '/var/log/proftpd/proftpd.log'),
					freebsd: lastOf('/var/log/vsftpd.log', '/var/log/xferlog'),
				},
				'Sign-ins and transfers, each with the address it came from.',
			),
			stop: { ...stopFtp, ...ftpPackages.stop },
			bind: {
				debian: [
					...when('vsftpd', [
						{ kind: 'say', text: 'If it is vsftpd:' },
						{ kind: 'edit', file: '/etc/vsftpd.conf', lines: vsftpdLines },
						{ kind: 'run', command: 'systemctl restart vsftpd' },
					]),
					...when('proftpd-core', [
						{ kind: 'say', text: 'If it is ProFTPD:' },
						{ kind: 'edit', file: '/etc/proftpd/proftpd.conf', lines: proftpdLines, above: '<' },
						{ kind: 'run', command: 'systemctl restart proftpd' },
					]),
					...when('pure-ftpd', [
						{ kind: 'say', text: 'If it is Pure-FTPd, which has a file for each setting:' },
						{ kind: 'write', file: '/etc/pure-ftpd/conf/Bind', lines: ['127.0.0.1,21'] },
						{ kind: 'run', command: 'systemctl restart pure-ftpd' },
					]),
				],
				rhel: [
					{ kind: 'edit', file: '/etc/vsftpd/vsftpd.conf', lines: vsftpdLines },
					{ kind: 'run', command: 'systemctl restart vsftpd' },
				],
				...ftpPackages.bind,
			},
			harden: {
				debian: [
					{
						kind: 'say',
						text: 'No anonymous visitors, and TLS for every sign-in; rsa_cert_file and rsa_private_key_file must name your certificate.',
					},
					{ kind: 'edit', file: '/etc/vsftpd.conf', lines: encryptLogins },
					{ kind: 'run', command: 'systemctl restart vsftpd' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'No anonymous visitors, and TLS for every sign-in; rsa_cert_file and rsa_private_key_file must name your certificate.',
					},
					{ kind: 'edit', file: '/etc/vsftpd/vsftpd.conf', lines: encryptLogins },
					{ kind: 'run', command: 'systemctl restart vsftpd' },
				],
			},
			pitfalls: [
				'vsftpd does not start with both listen=YES and listen_ipv6=YES.',
				'FTP opens further ports for the files themselves; a rule for port 21 alone does not cover them.',
				'Through an SSH tunnel the file transfers fail, because they use those further ports: use SFTP instead.',
				'anonymous_enable is YES when the line is missing.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/vsftpd/vsftpd.conf.5.en.html',
			'https://github.com/proftpd/proftpd/blob/master/doc/modules/mod_core.html',
			'https://manpages.debian.org/bookworm/pure-ftpd-common/pure-ftpd-wrapper.8.en.html',
			...ftpPackages.sources,
			fedoraPackage('vsftpd'),
			fedoraPackage('proftpd'),
			fedoraPackage('pure-ftpd'),
		],
	},
	{
		id: 'ftps',
		name: 'FTPS',
		category: 'file-sharing',
		doors: [
			{
				port: 990,
				protocol: 'tcp',
				severity: 'low',
				why: 'Encrypted FTP; its passwords are guessed all the same',
			},
		],
		what: 'FTP that is encrypted from the first byte (implicit TLS).',
		risk: 'Passwords and files are encrypted on the way, which is the point of it. What remains are guessed passwords and flaws in the FTP server, so let in only the addresses that need it.',
		need: 'Partners and devices that deliver files by FTPS.',
		instructions: {
			stop: stopFtp,
			pitfalls: [
				'With vsftpd a second instance with implicit_ssl=YES serves this port; look for a second configuration file.',
			],
		},
		sources: ['https://manpages.debian.org/bookworm/vsftpd/vsftpd.conf.5.en.html', fedoraPackage('vsftpd')],
	},
	{
		id: 'rsync',
		name: 'rsync',
		category: 'file-sharing',
		doors: [
			{
				port: 873,
				protocol: 'tcp',
				severity: 'high',
				why: 'Folders often listable and readable without a password',
			},
		],
		what: 'The rsync daemon, which copies and mirrors folders over the network.',
		risk: 'Without a password set for each folder, anyone may list and copy what is there, and backups hold everything. Nothing is encrypted on the way. Versions 3.2.7 and 3.3.0, unless your distribution repaired them, can let strangers run programs (CVE-2024-12084).',
		need: 'Public mirrors; everyone else runs rsync over SSH, which needs no port of its own.',
		instructions: {
			usage: looked(
				{
					...onSystemd(journal('rsyncd')),
					alpine: lastWith('rsyncd', '/var/log/messages'),
					freebsd: lastWith('rsyncd', '/var/log/messages'),
				},
				'connect from, with the name and address of each machine that copied something.',
			),
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now rsync' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now rsyncd.socket rsyncd.service' }],
				...rsyncPackages.stop,
			},
			bind: {
				debian: [
					{ kind: 'edit', file: '/etc/rsyncd.conf', lines: ['address = 127.0.0.1'], above: '[' },
					{ kind: 'run', command: 'systemctl restart rsync' },
				],
				rhel: [
					{ kind: 'edit', file: '/etc/rsyncd.conf', lines: ['address = 127.0.0.1'], above: '[' },
					{ kind: 'say', text: 'The socket unit ignores that line, so switch it off and start the service instead:' },
					{
						kind: 'run',
						command:
							'systemctl disable --now rsyncd.socket\nsystemctl enable rsyncd.service\nsystemctl restart rsyncd.service',
					},
				],
				...rsyncPackages.bind,
			},
			harden: onLinux(rsyncForFew),
			pitfalls: [
				'Stopping the daemon does not stop rsync over SSH, which needs neither the daemon nor this port.',
				'Started by inetd or xinetd, rsync ignores the line address: remove its entry there.',
				"list = no only hides a folder's name; whoever knows the name still gets in without auth users.",
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/rsync/rsyncd.conf.5.en.html',
			...rsyncPackages.sources,
			fedoraPackage('rsync'),
			'https://nvd.nist.gov/vuln/detail/CVE-2024-12084',
		],
	},
	{
		id: 'tftp',
		name: 'TFTP',
		category: 'file-sharing',
		doors: [
			{
				port: 69,
				protocol: 'udp',
				severity: 'medium',
				why: 'Files without any password; also amplifies attacks on others',
			},
		],
		what: 'A very simple file service by which devices fetch their start-up files and settings.',
		risk: 'It knows no passwords: whoever guesses a file name gets the file, and settings of phones and switches contain passwords. Some servers also take files. Its answers are larger than the questions, so forged ones turn it against others.',
		need: 'Machines that boot from the network, in that network only.',
		instructions: {
			stop: {
				debian: [
					...when('tftpd-hpa', [{ kind: 'say', text: 'If it is tftpd-hpa:' }, stopScript('tftpd-hpa')]),
					...when('atftpd', [
						{ kind: 'say', text: 'If it is atftpd:' },
						{ kind: 'run', command: 'systemctl disable --now atftpd.socket atftpd.service' },
					]),
				],
				rhel: [{ kind: 'run', command: 'systemctl disable --now tftp.socket tftp.service' }],
			},
			bind: {
				debian: [
					...when('tftpd-hpa', [
						{ kind: 'say', text: 'If it is tftpd-hpa:' },
						{ kind: 'edit', file: '/etc/default/tftpd-hpa', lines: ['TFTP_ADDRESS="127.0.0.1:69"'] },
						{ kind: 'run', command: 'systemctl restart tftpd-hpa' },
					]),
					...when('atftpd', [
						{ kind: 'say', text: 'If it is atftpd; the first, empty line takes back the default address:' },
						{
							kind: 'write',
							file: '/etc/systemd/system/atftpd.socket.d/listen.conf',
							lines: ['[Socket]', 'ListenDatagram=', 'ListenDatagram=127.0.0.1:69'],
						},
						{
							kind: 'run',
							command: 'systemctl daemon-reload\nsystemctl stop atftpd.service\nsystemctl restart atftpd.socket',
						},
					]),
				],
				rhel: [
					{
						kind: 'write',
						file: '/etc/systemd/system/tftp.socket.d/listen.conf',
						lines: ['[Socket]', 'ListenDatagram=', 'ListenDatagram=127.0.0.1:69'],
					},
					{
						kind: 'run',
						command: 'systemctl daemon-reload\nsystemctl stop tftp.service tftp.socket\nsystemctl start tftp.socket',
					},
				],
			},
			harden: {
				debian: [
					{ kind: 'say', text: 'Keep it inside one folder and without --create, so that nobody adds files:' },
					{ kind: 'edit', file: '/etc/default/tftpd-hpa', lines: ['TFTP_OPTIONS="--secure"'] },
					{ kind: 'run', command: 'systemctl restart tftpd-hpa' },
				],
			},
			pitfalls: [
				'Put the address of the boot network in place of 127.0.0.1 when machines boot from it.',
				'dnsmasq can serve TFTP as well: look for enable-tftp in its configuration.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/tftpd-hpa/tftpd.8.en.html',
			'https://manpages.debian.org/bookworm/systemd/systemd.socket.5.en.html',
			fedoraPackage('tftp'),
		],
	},
];
