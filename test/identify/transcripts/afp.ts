import type { Transcript } from '../transcript.ts';

const getStatus = /^\0\x03\0\x01/;

const pascal = (text: string) => Buffer.from([text.length, ...Buffer.from(text, 'latin1')]);
const list = (texts: readonly string[]) => Buffer.concat([Buffer.of(texts.length), ...texts.map(pascal)]);

/** Reply to DSIGetStatus: a header, four offsets, flags, the server's name, then what the offsets lead to. */
function status(machine: string, versions: readonly string[], methods: readonly string[]): Buffer {
	const name = pascal('fileserver ');
	const parts = [pascal(machine), list(versions), list(methods)];
	const offsets = Buffer.alloc(10);
	let at = offsets.length + name.length;
	for (const [index, part] of parts.entries()) {
		offsets.writeUInt16BE(at, 2 * index);
		at += part.length;
	}
	const info = Buffer.concat([offsets, name, ...parts]);
	const header = Buffer.from('01030001000000000000000000000000', 'hex');
	header.writeUInt32BE(info.length, 8);
	return Buffer.concat([header, info]);
}

export default [
	{
		name: 'a Netatalk with guests',
		source: 'Apple Filing Protocol Reference, FPGetSrvrInfo; machine type as Netatalk 3 writes it',
		port: 548,
		answers: [[getStatus, status('Netatalk3.1.18', ['AFP3.4', 'AFP3.3', 'AFP2.2'], ['No User Authent', 'DHX2'])]],
		identity: {
			service: 'afp',
			product: 'Netatalk',
			version: '3.1.18',
			access: 'unknown',
			remark: 'offers access for guests',
		},
		evidence: /^ways to sign in: No User Authent, DHX2$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a Mac',
		source: 'Apple Filing Protocol Reference, FPGetSrvrInfo',
		port: 548,
		answers: [[getStatus, status('Macmini7,1', ['AFP3.4', 'AFPX03'], ['DHCAST128', 'Client Krb v2'])]],
		identity: { service: 'afp', product: undefined, access: 'unknown', remark: undefined },
		evidence: /^DSIGetStatus answered: Macmini7,1$/m,
		connections: { usual: 1 },
	},
	{
		name: 'an AFP server that refuses',
		source: 'Apple Filing Protocol Reference, DSI header: error code',
		port: 548,
		answers: [[getStatus, Buffer.from('01030001ffffec5f0000000000000000', 'hex'), 'hangs up']],
		identity: { service: 'afp', access: 'unknown' },
		evidence: /^DSIGetStatus answered: error -5025$/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
