import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Exchanges server attributes (EXCSAT), the first thing that a client does; no database is named and nobody logs in. */
export const db2: ProtocolProbe = {
	id: 'db2',
	spec: 'DRDA 5, volume 3 (DDM): DSS, EXCSAT, EXCSATRD',
	speaksFirst: 'client',
	ports: [446, 1527, 50_000],
	recognise,
	converse,
};

/** Code points. */
const excsat = 0x1041;
const excsatReply = 0x1443;
const syntaxError = 0x124c;
const serverClass = 0x1147;
const serverRelease = 0x115a;

const magic = 0xd0;
const headerLength = 6;

/** `doorcheck` in EBCDIC, which all texts here are in. */
const ourName = Buffer.from('849696998388858392', 'hex');

/** External name, server name, server class, and the levels of the managers AGENT, SQLAM, CMNTCPIP and RDB. */
const request = dss(
	object(
		excsat,
		Buffer.concat([
			object(0x115e, ourName),
			object(0x116d, ourName),
			object(serverClass, ourName),
			object(0x1404, Buffer.from('140300072407000714740005240f0007', 'hex')),
		]),
	),
);

/** A request: length (2), magic (1), kind (1), correlation (2), object. */
function dss(object: Buffer): Buffer {
	const length = headerLength + object.length;
	return Buffer.concat([Buffer.of(length >> 8, length & 0xff, magic, 0x01, 0, 1), object]);
}

/** Length (2), code point (2), contents. */
function object(codePoint: number, contents: Buffer): Buffer {
	const length = 4 + contents.length;
	return Buffer.concat([Buffer.of(length >> 8, length & 0xff, codePoint >> 8, codePoint & 0xff), contents]);
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	return recognise(await conversation.exchange(request, isEnough));
}

function isEnough(bytes: Buffer): boolean {
	if (bytes.length < headerLength) return bytes.length > 2 && bytes[2] !== magic;
	return bytes[2] !== magic || bytes.length >= bytes.readUInt16BE(0);
}

/** Who states which class of server: Db2 on each system (`QDB2/LINUXX8664`), on IBM i (`QAS`), and Derby. */
const classes: readonly (readonly [pattern: RegExp, service: string, product: string])[] = [
	[/^QDB2(?:$|[/ ])/, 'db2', 'IBM Db2'],
	[/^QAS$/, 'db2', 'IBM Db2 for i'],
	[/^Apache Derby$/, 'derby', 'Apache Derby'],
];

function recognise(bytes: Buffer): Identity | undefined {
	if (codePointIn(bytes) === syntaxError) {
		return { service: 'db2', access: 'unknown', evidence: ['answered in DRDA: syntax error'] };
	}
	const texts = attributesIn(bytes);
	const stated = texts?.get(serverClass);
	const [, service, product] = classes.find(([pattern]) => stated !== undefined && pattern.test(stated)) ?? [];
	if (!texts || !stated || !service || !product) return undefined;
	const release = texts.get(serverRelease);
	const version = release && versionIn(release);
	return {
		service,
		product,
		...(version ? { version } : {}),
		access: 'unknown',
		evidence: [`EXCSAT answered: ${[stated, release].filter(Boolean).join(', ')}`],
		...(/^QDB2\/NT/.test(stated) ? { os: 'Windows' } : {}),
	};
}

/** `SQL11055` is 11.5.5: two digits, two and one. Derby puts its version after a slash. */
function versionIn(release: string): string | undefined {
	const [, version, major, minor, modification] = /^(?:\w+\/(\d+(?:\.\d+)+)|SQL(\d\d)(\d\d)(\d)$)/.exec(release) ?? [];
	if (version !== undefined) return version;
	return major === undefined ? undefined : [major, minor, modification].map(Number).join('.');
}

/** The code point of a reply that is one whole object. */
function codePointIn(bytes: Buffer): number | undefined {
	if (bytes.length < headerLength + 4 || bytes[2] !== magic) return undefined;
	const isWhole =
		bytes.length >= bytes.readUInt16BE(0) && bytes.readUInt16BE(0) === headerLength + bytes.readUInt16BE(headerLength);
	return isWhole ? bytes.readUInt16BE(headerLength + 2) : undefined;
}

/** The texts of an EXCSATRD by code point; undefined when it isn't one, or a length in it lies. */
function attributesIn(bytes: Buffer): ReadonlyMap<number, string> | undefined {
	if (codePointIn(bytes) !== excsatReply) return undefined;
	const end = bytes.readUInt16BE(0);
	const texts = new Map<number, string>();
	let at = headerLength + 4;
	while (at < end) {
		const length = at + 4 <= end ? bytes.readUInt16BE(at) : 0;
		if (length < 4 || at + length > end) return undefined;
		texts.set(bytes.readUInt16BE(at + 2), fromEbcdic(bytes.subarray(at + 4, at + length)));
		at += length;
	}
	return texts;
}

/** The letters, digits and signs of CCSID 500 that are met in names and versions, by their first code. */
const ebcdic: readonly (readonly [first: number, characters: string])[] = [
	[0x40, ' '],
	[0x4b, '.'],
	[0x4d, '('],
	[0x5d, ')'],
	[0x60, '-/'],
	[0x6d, '_'],
	[0x81, 'abcdefghi'],
	[0x91, 'jklmnopqr'],
	[0xa2, 'stuvwxyz'],
	[0xc1, 'ABCDEFGHI'],
	[0xd1, 'JKLMNOPQR'],
	[0xe2, 'STUVWXYZ'],
	[0xf0, '0123456789'],
];
const characters = new Map(
	ebcdic.flatMap(([first, text]) => [...text].map((character, index) => [first + index, character])),
);

function fromEbcdic(bytes: Buffer): string {
	return [...bytes.subarray(0, 100)]
		.map((byte) => characters.get(byte) ?? '?')
		.join('')
		.trim();
}
