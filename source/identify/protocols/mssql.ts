import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Sends PRELOGIN, which every client sends before it logs in, and names no instance. Ends there: what follows is the
 * login.
 */
export const mssql: ProtocolProbe = {
	id: 'mssql',
	spec: '[MS-TDS], sections 2.2.3.1 (packet header) and 2.2.6.5 (PRELOGIN)',
	speaksFirst: 'client',
	ports: [1433, 2433],
	alpn: 'tds/8.0',
	guessed: true,
	recognise,
	converse,
};

const headerLength = 8;
const tabularResult = 0x04;

/** Tokens of PRELOGIN. */
const versionToken = 0;
const encryptionToken = 1;
const terminator = 0xff;

/**
 * VERSION (6), ENCRYPTION (1), INSTOPT (1), THREADID (4) and MARS (1): token (1), offset (2) and length (2) of each, then
 * their values. Encryption is off (0), so that the answer tells whether the server insists on it; the instance is empty.
 */
const prelogin = Buffer.from(
	'1201002f00000100' +
		['00001a0006', '0100200001', '0200210001', '0300220004', '0400260001', 'ff'].join('') +
		['000000000000', '00', '00', '00000000', '00'].join(''),
	'hex',
);

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	return recognise(await conversation.exchange(prelogin, (bytes) => isForeign(bytes) || packetIn(bytes) !== undefined));
}

/** What the server says about encryption, by the value of its ENCRYPTION token. */
const encryptions = ['logins only, unless asked for more', 'on', 'not supported', 'required'] as const;
const notSupported = 2;

function recognise(bytes: Buffer): Identity | undefined {
	const packet = packetIn(bytes);
	const options = packet && optionsIn(packet);
	const version = options?.get(versionToken);
	const encryption = options?.get(encryptionToken);
	if (version?.length !== 6 || encryption?.length !== 1) return undefined;
	const [major = 0, minor = 0] = version;
	const text = `${major}.${minor}.${version.readUInt16BE(2)}`;
	const said = encryptions[encryption.readUInt8(0)];
	if (major < 8 || said === undefined) return undefined;
	const release = releases[`${major}.${minor}`];
	return {
		service: 'mssql',
		product: release ? `Microsoft SQL Server ${release}` : 'Microsoft SQL Server',
		version: text,
		access: 'unknown',
		evidence: [`PRELOGIN answered: version ${text}`, `encryption: ${said}`],
		...(encryption.readUInt8(0) === notSupported ? { remark: 'no encryption offered' } : {}),
	};
}

/** Names of releases; 12.0 is left out, which Azure SQL Database states too. */
const releases: Readonly<Record<string, string>> = {
	'8.0': '2000',
	'9.0': '2005',
	'10.0': '2008',
	'10.50': '2008 R2',
	'11.0': '2012',
	'13.0': '2016',
	'14.0': '2017',
	'15.0': '2019',
	'16.0': '2022',
	'17.0': '2025',
};

function isForeign(bytes: Buffer): boolean {
	return bytes.length > 0 && bytes[0] !== tabularResult;
}

/** The data of one whole packet that is the last of its message: type (1), status (1), length (2, with the header), … */
function packetIn(bytes: Buffer): Buffer | undefined {
	if (bytes.length < headerLength || isForeign(bytes) || bytes[1] !== 1) return undefined;
	const length = bytes.readUInt16BE(2);
	return length > headerLength && length <= 512 && bytes.length === length
		? bytes.subarray(headerLength, length)
		: undefined;
}

/** The values by token; undefined where one lies outside the packet, or the list doesn't begin with the version. */
function optionsIn(packet: Buffer): ReadonlyMap<number, Buffer> | undefined {
	if (packet[0] !== versionToken) return undefined;
	const options = new Map<number, Buffer>();
	for (let at = 0; packet[at] !== terminator; at += 5) {
		if (at + 5 > packet.length) return undefined;
		const from = packet.readUInt16BE(at + 1);
		const to = from + packet.readUInt16BE(at + 3);
		if (to > packet.length) return undefined;
		options.set(packet.readUInt8(at), packet.subarray(from, to));
	}
	return options;
}
