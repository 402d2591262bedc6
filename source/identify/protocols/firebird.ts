import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Begins a connection (op_connect) that names no user and no database, and ends it. It declines encryption: where that
 * is wanted the server says so, elsewhere it says which version of the protocol it chose.
 */
export const firebird: ProtocolProbe = {
	id: 'firebird',
	spec: 'Firebird wire protocol: op_connect, op_accept, op_response, op_disconnect',
	speaksFirst: 'client',
	ports: [3050, 3051],
	recognise,
	converse,
};

/** Operations, and what is said in them. Everything is an integer of four bytes, or a length, bytes and padding. */
const opConnect = 1;
const opAccept = 3;
const opDisconnect = 6;
const opResponse = 9;
const opAttach = 19;
const connectVersion = 3;
const genericArchitecture = 1;
const fewestTypes = 0;
const mostTypes = 5;

/** A block of the user's identification that says no more than "without encryption": type 11, length 4, level 0. */
const withoutEncryption = [11, 4, 0, 0, 0, 0];

/** Versions have the high bits set since Firebird and InterBase went apart. A release speaks the earlier ones too. */
const lastInCommon = 10;
const releases: ReadonlyMap<number, string> = new Map([
	[lastInCommon, '2.0 or InterBase'],
	[0xffff800b, '2.1'],
	[0xffff800c, '2.5'],
	[0xffff800d, '3.0'],
	[0xffff800e, '3.0'],
	[0xffff800f, '3.0'],
	[0xffff8010, '4.0'],
	[0xffff8011, '4.0'],
	[0xffff8012, '5.0'],
	[0xffff8013, '5.0'],
]);

/** The versions are offered with a weight each, the newest with the greatest. */
const request = Buffer.concat([
	integers(opConnect, opAttach, connectVersion, genericArchitecture),
	// No file name.
	integers(0, releases.size),
	integers(withoutEncryption.length),
	Buffer.from([...withoutEncryption, 0, 0]),
	...[...releases.keys()].map((version, index) =>
		integers(version, genericArchitecture, fewestTypes, mostTypes, index + 1),
	),
]);

function integers(...values: readonly number[]): Buffer {
	const bytes = Buffer.alloc(4 * values.length);
	for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
	return bytes;
}

const acceptLength = 16;
const responseLength = 32;

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange(request, (bytes) => bytes.length >= lengthOf(bytes));
	const identity = recognise(answer);
	if (identity) conversation.send(integers(opDisconnect));
	return identity;
}

function lengthOf(bytes: Buffer): number {
	if (bytes.length < 4) return 4;
	const operation = bytes.readUInt32BE(0);
	return operation === opAccept ? acceptLength : operation === opResponse ? responseLength : 4;
}

/** The error that says that one side wants encryption and the other doesn't. */
const encryptionRequired = 335_545_064;

function recognise(bytes: Buffer): Identity | undefined {
	if (bytes.length === acceptLength && bytes.readUInt32BE(0) === opAccept) {
		const version = bytes.readUInt32BE(4);
		const release = releases.get(version);
		const type = bytes.readUInt32BE(12);
		if (!release || bytes.readUInt32BE(8) !== genericArchitecture || type > mostTypes) return undefined;
		return {
			service: 'firebird',
			...(version === lastInCommon ? {} : { product: 'Firebird' }),
			access: 'unknown',
			evidence: [`op_connect answered: protocol ${version & 0xff}, that of Firebird ${release}`],
		};
	}
	// Object (4), blob (8), length of the data (4), then a list: 1 and an error, ended by 0.
	const refused =
		bytes.length === responseLength &&
		bytes.subarray(0, 20).equals(integers(opResponse, 0, 0, 0, 0)) &&
		bytes.subarray(20).equals(integers(1, encryptionRequired, 0));
	if (!refused) return undefined;
	return {
		service: 'firebird',
		product: 'Firebird',
		access: 'unknown',
		evidence: ['op_connect answered: encryption is required'],
	};
}
