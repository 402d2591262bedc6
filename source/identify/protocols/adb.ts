import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

const headerLength = 24;

/** Banners are at most a few hundred bytes long. */
const longestAnswer = 8192;

/**
 * CONNECT, as a host that has no name. A device that asks for keys answers with a token to sign and shows nothing: only
 * a key that is sent to it makes it ask its owner, and none is sent.
 */
const connect = message('CNXN', 0x01000000, 4096, 'host::\0');

/** Asks for a connection, and opens no stream on it. */
export const adb: ProtocolProbe = {
	id: 'adb',
	spec: 'Android Debug Bridge protocol (protocol.txt): CONNECT, AUTH, STLS',
	speaksFirst: 'client',
	ports: [5555],
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(connect, isWhole);
	const command = commandOf(answer);
	if (!command || answer.length < headerLength + answer.readUInt32LE(12)) return undefined;
	const found = { service: 'adb', product: 'adbd', os: 'Android' } as const;
	if (command === 'AUTH' || command === 'STLS') {
		const what = command === 'AUTH' ? 'AUTH (a token to sign)' : 'STLS (only over TLS)';
		return { ...found, access: 'protected', evidence: [`CNXN answered: ${what}`], remark: 'asks for a known key' };
	}
	const banner = answer.toString('latin1', headerLength, headerLength + answer.readUInt32LE(12));
	if (command !== 'CNXN' || !/^(?:device|recovery|sideload|rescue|bootloader)::/.test(banner)) return undefined;
	const model = /ro\.product\.model=([^;]*)/.exec(banner)?.[1];
	return {
		...found,
		access: 'open',
		evidence: [`CNXN answered: CNXN (${model ? `model ${model}` : banner.split('::')[0]})`],
		remark: 'answers without a password',
	};
}

/** The command of a well-formed header, which ends with the same bits, flipped. */
function commandOf(bytes: Buffer): string | undefined {
	if (bytes.length < headerLength) return undefined;
	const command = bytes.toString('latin1', 0, 4);
	return (bytes.readUInt32LE(0) ^ bytes.readUInt32LE(20)) >>> 0 === 0xffffffff ? command : undefined;
}

function isWhole(bytes: Buffer): boolean {
	if (bytes.length < headerLength) {
		const beginning = bytes.toString('latin1', 0, 4);
		return !['CNXN', 'AUTH', 'STLS'].some((command) => command.startsWith(beginning));
	}
	const length = bytes.readUInt32LE(12);
	return commandOf(bytes) === undefined || length > longestAnswer || bytes.length >= headerLength + length;
}

function message(command: string, version: number, longest: number, text: string): Buffer {
	const payload = Buffer.from(text, 'latin1');
	const header = Buffer.alloc(headerLength);
	header.write(command, 'latin1');
	header.writeUInt32LE(version, 4);
	header.writeUInt32LE(longest, 8);
	header.writeUInt32LE(payload.length, 12);
	// The checksum is a plain sum.
	header.writeUInt32LE(
		payload.reduce((sum, byte) => sum + byte, 0),
		16,
	);
	header.writeUInt32LE((header.readUInt32LE(0) ^ 0xffffffff) >>> 0, 20);
	return Buffer.concat([header, payload]);
}
