import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	'nfs-ganesha': {
		recipe: {
			needs: ['/usr/bin/ganesha.nfsd', '/usr/lib/x86_64-linux-gnu/ganesha/libfsalmem.so'],
			needsRoot: true,
			ports: ['nfs'],
			async prepare({ directory, ports }) {
				await mkdir(join(directory, 'recovery'));
				const file = await write(directory, 'ganesha.conf', [
					'NFS_CORE_PARAM {',
					// Version 3 would want a portmapper to register with.
					`NFS_Port = ${ports.nfs}; Bind_addr = 127.0.0.1; Protocols = 4;`,
					'Enable_NLM = false; Enable_RQUOTA = false; Enable_UDP = false;',
					'}',
					`NFSV4 { Graceless = true; RecoveryBackend = fs; RecoveryRoot = "${directory}/recovery"; }`,
					'EXPORT { Export_Id = 1; Path = /shared; Pseudo = /shared; Access_Type = RO; FSAL { Name = MEM; } }',
				]);
				const args = ['-F', '-f', file, '-p', join(directory, 'pid'), '-L', join(directory, 'log')];
				return [{ command: '/usr/bin/ganesha.nfsd', args }];
			},
		},
		doors: [
			{
				door: 'nfs',
				usualPort: 2049,
				identity: { service: 'nfs', access: 'unknown' },
				evidence: /^NULL of nfs answered: version 4$/,
				connections: { usual: 1, elsewhere: 8 },
			},
		],
	},
} satisfies DaemonCases;
