import { onLinux, type ServiceEntry } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { minioImage } from '../packages/files.ts';

const minio: ServiceEntry = {
	id: 'minio',
	name: 'MinIO',
	category: 'file-sharing',
	doors: [],
	alsoAt: [
		{ port: 9000, protocol: 'tcp', severity: 'medium', why: 'All stored files, behind one login' },
		{ port: 9001, protocol: 'tcp', severity: 'medium', why: 'All stored files, behind one login' },
	],
	what: 'A store for files that speaks the protocol of Amazon S3; people use its console, programs its API.',
	risk: 'It has a login, and buckets may still be open to everybody. Unless they are set, name and password are minioadmin, and a flaw of 2023 (CVE-2023-28432) gave away the login of clusters; it was used in attacks.',
	need: 'Programs that store files there; people from known addresses.',
	instructions: {
		bind: {
			...onLinux([
				{ kind: 'say', text: 'Keep other options that the line already has:' },
				{
					kind: 'edit',
					file: '/etc/default/minio',
					lines: ['MINIO_OPTS="--console-address 127.0.0.1:9001 --address 127.0.0.1:9000"'],
				},
				{ kind: 'run', command: 'systemctl restart minio' },
			]),
			...minioImage.bind,
		},
		harden: minioImage.harden,
	},
	sources: [
		'https://github.com/minio/minio-service/blob/master/linux-systemd/minio.service',
		'https://nvd.nist.gov/vuln/detail/CVE-2023-28432',
		...minioImage.sources,
	],
};

const transmission: ServiceEntry = {
	id: 'transmission',
	name: 'Transmission',
	category: 'file-sharing',
	doors: [],
	alsoAt: [
		{ port: 9091, protocol: 'tcp', severity: 'medium', why: 'Strangers steer your downloads, and fill your disk' },
	],
	what: 'The web page of Transmission, which shares files with BitTorrent.',
	risk: 'Without a password, or with the one of the package, strangers see and steer what you download and share, and may fill your disk. What is shared then carries your address.',
	need: 'You, from known addresses or through a tunnel.',
	instructions: {
		stop: onLinux([{ kind: 'run', command: 'systemctl disable --now transmission-daemon' }]),
		bind: {
			debian: [
				{ kind: 'say', text: 'It overwrites its settings when it stops, so stop it before you change them:' },
				{ kind: 'run', command: 'systemctl stop transmission-daemon' },
				{
					kind: 'edit',
					file: '/etc/transmission-daemon/settings.json',
					lines: ['"rpc-bind-address": "127.0.0.1",'],
				},
				{ kind: 'run', command: 'systemctl start transmission-daemon' },
			],
		},
		pitfalls: [
			'Since Transmission 4.1 the names in its file are written with underscores (rpc_bind_address): change the line that is there.',
			'The Debian package of Transmission starts with the name and password transmission; change them.',
		],
	},
	sources: [
		'https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md',
		fedoraPackage('transmission'),
	],
};

/** Stores of files with a web page of their own. */
export const fileSharingWeb: readonly ServiceEntry[] = [minio, transmission];
