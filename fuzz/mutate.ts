/** What hostile servers put into what they say: whatever a terminal, a parser or a reader may stumble over. */
const nasty: readonly Buffer[] = [
	Buffer.from('\x1b[2J\x1b]0;owned\x07\x1b[31m'),
	Buffer.from('\u202eevil\u2066\u200b\ufeff\u0085\u2028\u00ad', 'utf8'),
	Buffer.from('9b324a9d30813b9c', 'hex'),
	Buffer.from('c0afeda080f4908080ff', 'hex'),
	Buffer.alloc(64),
	Buffer.alloc(6000, 'A'),
	Buffer.alloc(3000, '{"a":['),
	Buffer.alloc(3000, '<a '),
	Buffer.alloc(2000, '\r\n'),
	Buffer.alloc(2000, ' \t'),
	Buffer.from('99999999999999999999999999'),
	Buffer.from('-1'),
	Buffer.from('%n%s\\x00'),
];

/** What patterns look for the end of. */
const separators: readonly string[] = [
	' ',
	'\t',
	'\n',
	'(',
	'<',
	'{',
	'[',
	'"',
	"'",
	'\\',
	'.',
	',',
	':',
	'=',
	'-',
	'/',
	'0',
	'a',
];

/** Numbers that lengths and counts should not be. */
const lies = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

/** Gives a number from 0 to below 1. */
export type Random = () => number;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const mutations: readonly Mutation[] = [
	(bytes, random) => bytes.subarray(0, below(bytes.length + 1, random)),
	(bytes, random) => bytes.subarray(below(bytes.length + 1, random)),
	(bytes, random) => changed(bytes, random, (copy, at) => copy.writeUInt8(below(256, random), at)),
	(bytes, random) =>
		changed(bytes, random, (copy, at) => copy.writeUInt8((copy[at] ?? 0) ^ (1 << below(8, random)), at)),
	(bytes, random) => lie(bytes, random),
	(bytes, random) => inserted(bytes, random, pick(nasty, random)),
	(bytes, random) => inserted(bytes, random, noise(1 + below(40, random), random)),
	(bytes, random) => inserted(bytes, random, part(bytes, random)),
	// Long runs, over which a careless pattern takes the square of their length.
	(bytes, random) => inserted(bytes, random, run(Buffer.from(pick(separators, random)), random)),
	(bytes, random) => inserted(bytes, random, run(part(bytes, random), random)),
	(bytes, random) => {
		const at = below(bytes.length + 1, random);
		return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(16, random))]);
	},
	(bytes, random) => Buffer.concat(Array.from({ length: 2 + below(30, random) }, () => bytes)).subarray(0, longest),
	(bytes, random) => noise(below(Math.max(4, 2 * bytes.length), random), random),
	(bytes) => Buffer.from(bytes.toString('latin1').replaceAll(/\d+/g, '4294967297'), 'latin1'),
];

/** More than a port may send. */
const longest = 70_000;

/** The bytes, changed in one to four ways. */
export function mutated(bytes: Buffer, random: Random): Buffer {
	let result = bytes;
	for (let left = 1 + below(4, random); left > 0; left--) {
		result = pick(mutations, random)(result, random).subarray(0, longest);
	}
	return result;
}

/** A whole number from 0 to below `bound`. */
export function below(bound: number, random: Random): number {
	return Math.floor(random() * bound);
}

/** One of them; there must be one. */
export function pick<T>(things: readonly T[], random: Random): T {
	const thing = things[below(things.length, random)];
	if (thing === undefined) throw new Error('there is nothing to pick from');
	return thing;
}

function noise(length: number, random: Random): Buffer {
	return Buffer.from(Array.from({ length }, () => below(256, random)));
}

function part(bytes: Buffer, random: Random): Buffer {
	const at = below(bytes.length + 1, random);
	return bytes.subarray(at, at + below(64, random));
}

/** The same over and over, up to half of what a port may send. */
function run(unit: Buffer, random: Random): Buffer {
	return unit.length === 0 ? unit : Buffer.alloc(below(longest / 2, random), unit);
}

function inserted(bytes: Buffer, random: Random, more: Buffer): Buffer {
	const at = below(bytes.length + 1, random);
	return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}

function changed(bytes: Buffer, random: Random, change: (copy: Buffer, at: number) => void): Buffer {
	if (bytes.length === 0) return bytes;
	const copy = Buffer.from(bytes);
	change(copy, below(copy.length, random));
	return copy;
}

/** Writes a false length over one to four bytes, in either order. */
function lie(bytes: Buffer, random: Random): Buffer {
	const width = pick([1, 2, 4], random);
	if (bytes.length < width) return bytes;
	const copy = Buffer.from(bytes);
	const at = below(copy.length - width + 1, random);
	const value = pick(lies, random) % 2 ** (8 * width);
	if (random() < 0.5) copy.writeUIntBE(value, at, width);
	else copy.writeUIntLE(value, at, width);
	return copy;
}
