import type { Transcript } from '../transcript.ts';

const connect = /^CNXN/;

/** A message: command, two arguments, length, checksum, and the command with all bits flipped. */
function message(command: string, first: number, second: number, text: string): Buffer {
	const payload = Buffer.from(text, 'latin1');
	const header = Buffer.alloc(24);
	header.write(command, 'latin1');
	header.writeUInt32LE(first, 4);
	header.writeUInt32LE(second, 8);
	header.writeUInt32LE(payload.length, 12);
	header.writeUInt32LE((header.readUInt32LE(0) ^ 0xffffffff) >>> 0, 20);
	return Buffer.concat([header, payload]);
}

const banner = 'device::ro.product.name=box;ro.product.model=TV Box;ro.product.device=box;features=cmd,shell_v2';

export default [
	{
		name: 'an Android device that lets everybody in',
		source: 'Android Debug Bridge protocol: CONNECT',
		port: 5555,
		answers: [[connect, message('CNXN', 0x01000000, 4096, banner)]],
		identity: { service: 'adb', os: 'Android', access: 'open', remark: 'answers without a password' },
		evidence: /^CNXN answered: CNXN \(model TV Box\)$/,
		connections: { usual: 1 },
	},
	{
		name: 'an Android device that wants a key',
		source: 'Android Debug Bridge protocol: AUTH',
		port: 5555,
		answers: [[connect, message('AUTH', 1, 0, 'twenty random bytes.')]],
		identity: { service: 'adb', os: 'Android', access: 'protected', remark: 'asks for a known key' },
		evidence: /^CNXN answered: AUTH/,
		connections: { usual: 1 },
	},
	{
		name: 'an Android device that wants TLS',
		source: 'Android Debug Bridge protocol: STLS',
		port: 5555,
		answers: [[connect, message('STLS', 0x01000000, 0, '')]],
		identity: { service: 'adb', os: 'Android', access: 'protected' },
		evidence: /^CNXN answered: STLS/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
