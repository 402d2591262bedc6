import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, type Recipe, write } from '../daemon-case.ts';

export default {
	samba: {
		recipe: smbd('map to guest = bad user'),
		doors: [
			{
				door: 'smb',
				usualPort: 445,
				identity: { service: 'smb', product: 'Samba', access: 'unknown', remark: 'SMB 3.1.1, signing not required' },
				connections: { usual: 2 },
			},
			{
				door: 'netbios',
				usualPort: 139,
				identity: { service: 'smb', product: 'Samba', remark: 'SMB 3.1.1, signing not required' },
				connections: { usual: 2 },
			},
		],
	},
	'samba-signing': {
		recipe: smbd('server signing = mandatory', 'server max protocol = SMB2_10'),
		doors: [
			{
				door: 'smb',
				usualPort: 445,
				identity: { service: 'smb', product: 'Samba', access: 'unknown', remark: 'SMB 2.1, signing required' },
				connections: { usual: 2 },
			},
		],
	},
	'samba-all': {
		recipe: smbd('server min protocol = NT1'),
		doors: [
			{
				door: 'smb',
				usualPort: 445,
				identity: { service: 'smb', product: 'Samba', remark: 'SMB 3.1.1, signing not required, SMB 1 too' },
				evidence: /^NEGOTIATE for SMB 1 alone answered: accepted$/,
				connections: { usual: 2 },
			},
		],
	},
	'samba-1': {
		recipe: smbd('server min protocol = LANMAN1', 'server max protocol = NT1'),
		doors: [
			{
				door: 'smb',
				usualPort: 445,
				identity: { service: 'smb', access: 'unknown', remark: 'SMB 1 only' },
				connections: { usual: 2 },
			},
		],
	},
} satisfies DaemonCases;

function smbd(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/smbd'],
		needsRoot: true,
		ports: ['smb', 'netbios'],
		async prepare({ directory, ports }) {
			const places = ['lock', 'state', 'cache', 'private', 'pid', 'ncalrpc'];
			await Promise.all([...places, 'share'].map((name) => mkdir(join(directory, name))));
			const file = await write(directory, 'smb.conf', [
				'[global]',
				`smb ports = ${ports.smb} ${ports.netbios}`,
				'interfaces = 127.0.0.1',
				'bind interfaces only = yes',
				...['lock', 'state', 'cache', 'pid'].map((name) => `${name} directory = ${directory}/${name}`),
				`private dir = ${directory}/private`,
				`ncalrpc dir = ${directory}/ncalrpc`,
				'load printers = no',
				'disable spoolss = yes',
				...settings,
				'[share]',
				`path = ${directory}/share`,
				'guest ok = yes',
			]);
			return [
				{ command: '/usr/sbin/smbd', args: ['--foreground', '--no-process-group', '--debug-stdout', '-s', file] },
			];
		},
	};
}
