import { contained } from '../contained.ts';
import type { Step } from '../entry.ts';
import { freebsdManual, packaged } from '../packaged.ts';

export const vsftpdLines = ['listen=YES', 'listen_ipv6=NO', 'listen_address=127.0.0.1'] as const;
export const proftpdLines = ['DefaultAddress 127.0.0.1', 'SocketBindTight on'] as const;

export const ftpPackages = packaged({
	alpine: [
		{
			name: 'vsftpd',
			from: 'main/vsftpd',
			bind: [{ kind: 'edit', file: '/etc/vsftpd/vsftpd.conf', lines: vsftpdLines }],
		},
		{
			name: 'ProFTPD',
			from: 'community/proftpd',
			bind: [{ kind: 'edit', file: '/etc/proftpd/proftpd.conf', lines: proftpdLines, above: '<' }],
		},
	],
	freebsd: [
		{
			name: 'vsftpd',
			from: 'ftp/vsftpd',
			bind: [{ kind: 'edit', file: '/usr/local/etc/vsftpd.conf', lines: vsftpdLines }],
		},
		{
			name: 'ProFTPD',
			from: 'ftp/proftpd',
			bind: [{ kind: 'edit', file: '/usr/local/etc/proftpd.conf', lines: proftpdLines, above: '<' }],
		},
		{
			name: 'Pure-FTPd',
			from: 'ftp/pure-ftpd',
			bind: [{ kind: 'edit', file: '/usr/local/etc/pure-ftpd.conf', lines: ['Bind 127.0.0.1,21'] }],
		},
	],
});

const rsyncIn = (file: string): readonly Step[] => [{ kind: 'edit', file, lines: ['address = 127.0.0.1'], above: '[' }];

export const rsyncPackages = packaged({
	alpine: [{ name: 'rsync', from: 'main/rsync', services: ['rsyncd'], bind: rsyncIn('/etc/rsyncd.conf') }],
	freebsd: [
		{ name: 'rsync', from: 'net/rsync', services: ['rsyncd'], bind: rsyncIn('/usr/local/etc/rsync/rsyncd.conf') },
	],
});

/** The one interface that Samba listens on: that of the machine itself, which systems call differently. */
export const sambaIn = (file: string, interfaces: string): Step => ({
	kind: 'edit',
	file,
	section: ['[global]'],
	lines: [`interfaces = ${interfaces}`, 'bind interfaces only = yes'],
	replaces: ['interfaces', 'bind interfaces only'],
});

export const sambaPackages = packaged({
	alpine: [{ name: 'Samba', from: 'main/samba', bind: [sambaIn('/etc/samba/smb.conf', 'lo')] }],
	freebsd: [
		{
			name: 'Samba',
			from: 'net/samba422',
			services: ['samba_server'],
			bind: [sambaIn('/usr/local/etc/smb4.conf', 'lo0')],
		},
	],
});

export const nfsPackages = packaged({
	alpine: [
		{
			name: 'NFS',
			from: 'main/nfs-utils',
			services: ['nfs'],
			bind: [{ kind: 'edit', file: '/etc/conf.d/nfs', lines: ['OPTS_RPC_NFSD="-H 127.0.0.1 8"'] }],
		},
	],
	freebsd: [
		{
			name: 'NFS',
			from: 'nfsd',
			bind: [
				{
					kind: 'run',
					command:
						'sysrc nfs_server_flags="-u -t -h 127.0.0.1"\nsysrc mountd_flags="-r -S -h 127.0.0.1"\nservice mountd stop',
				},
			],
			services: ['mountd', 'nfsd'],
			source: freebsdManual('nfsd'),
		},
	],
});

export const rpcbindPackages = packaged({
	alpine: [{ name: 'rpcbind', from: 'main/rpcbind' }],
	freebsd: [{ name: 'rpcbind', from: 'rpcbind', source: freebsdManual('rpcbind') }],
});

/** The line with the path of a socket file stays: programs of this machine print through it. */
const cupsIn = (file: string): readonly Step[] => [
	{
		kind: 'edit',
		file,
		lines: ['Listen localhost:631'],
		replaces: ['Port', 'Listen *:631', 'Listen 0.0.0.0:631', 'Listen [::]:631', 'Listen localhost:631'],
	},
];

export const cupsPackages = packaged({
	alpine: [{ name: 'CUPS', from: 'main/cups', services: ['cupsd'], bind: cupsIn('/etc/cups/cupsd.conf') }],
	freebsd: [{ name: 'CUPS', from: 'print/cups', services: ['cupsd'], bind: cupsIn('/usr/local/etc/cups/cupsd.conf') }],
});

/** Files over S3; the console beside it has an address of its own. */
export const minioPackages = packaged({
	alpine: [
		{
			name: 'MinIO',
			from: 'community/minio',
			note: 'If it is MinIO:',
			bind: [
				{
					kind: 'edit',
					file: '/etc/conf.d/minio',
					lines: ['MINIO_ADDRESS="localhost:9000"', 'MINIO_CONSOLE_ADDRESS="localhost:9001"'],
				},
			],
		},
	],
	freebsd: [{ name: 'MinIO', from: 'www/minio', note: 'If it is MinIO:' }],
});

export const minioImage = contained({
	image: 'minio/minio',
	ports: ['9000', '9001'],
	first: ['If it is MinIO, 9000 is for programs and 9001 for people:'],
	password: {
		about: 'Without these lines MinIO has the public account minioadmin with the password minioadmin:',
		lines: ['environment:', '  MINIO_ROOT_USER: admin', '  MINIO_ROOT_PASSWORD: YOUR LONG PASSWORD'],
	},
});
