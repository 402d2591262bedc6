import type { Recipe } from '../recipe.ts';
import { tcp, udp } from '../recipe.ts';

/** Files and printers that others use. */
export const fileSharing: readonly Recipe[] = [
	{
		service: 'ftp',
		package: 'vsftpd',
		packages: ['vsftpd'],
		doors: [tcp(21)],
	},
	{
		service: 'ftp',
		package: 'proftpd-core',
		packages: ['proftpd-core'],
		doors: [tcp(21)],
	},
	{
		service: 'ftp',
		package: 'pure-ftpd',
		packages: ['pure-ftpd'],
		doors: [tcp(21)],
	},
	{
		service: 'ftps',
		package: 'vsftpd',
		packages: ['vsftpd', 'ssl-cert'],
		setUp: [
			"sed -i 's/^ssl_enable=.*/ssl_enable=YES/' /etc/vsftpd.conf",
			"printf '%s\\n' 'implicit_ssl=YES' 'listen_port=990' >> /etc/vsftpd.conf",
		].join('\n'),
		doors: [tcp(990)],
	},
	{
		service: 'rsync',
		package: 'rsync',
		packages: ['rsync'],
		setUp: [
			"printf '%s\\n' 'uid = nobody' '' '[share]' '  path = /srv' '  comment = Files' > /etc/rsyncd.conf",
			'systemctl enable rsync',
		].join('\n'),
		doors: [tcp(873)],
	},
	{
		service: 'tftp',
		package: 'tftpd-hpa',
		packages: ['tftpd-hpa'],
		doors: [udp(69)],
	},
	{
		service: 'tftp',
		package: 'atftpd',
		packages: ['atftpd'],
		doors: [udp(69)],
	},
	{
		service: 'iscsi',
		package: 'tgt',
		packages: ['tgt'],
		doors: [tcp(3260)],
	},
	{
		service: 'smb',
		package: 'samba',
		packages: ['samba'],
		doors: [tcp(445), tcp(139)],
	},
	{
		service: 'netbios',
		package: 'samba',
		packages: ['samba'],
		doors: [udp(137, { ipv4Only: true })],
	},
	{
		service: 'cups',
		package: 'cups-daemon',
		packages: ['cups-daemon', 'cups-client', 'cups'],
		setUp: "sed -i 's/^Listen localhost:631/Port 631/' /etc/cups/cupsd.conf",
		doors: [tcp(631)],
	},
];
