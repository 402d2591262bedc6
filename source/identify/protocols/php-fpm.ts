import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

const version = 1;
const getValues = 9;
const getValuesResult = 10;
const headerLength = 8;

/** The settings a server may be asked for: how much it takes at once. */
const names = ['FCGI_MAX_CONNS', 'FCGI_MAX_REQS', 'FCGI_MPXS_CONNS'];
const question = Buffer.concat(names.map((name) => Buffer.concat([Buffer.of(name.length, 0), Buffer.from(name)])));
const request = Buffer.concat([Buffer.of(version, getValues, 0, 0, 0, question.length, 0, 0), question]);

/**
 * Asks for settings, which runs nothing. FastCGI knows no passwords, and PHP-FPM hangs up at once on whom it doesn't
 * serve: who is answered may send requests.
 */
export const phpFpm: ProtocolProbe = {
	id: 'php-fpm',
	spec: 'FastCGI Specification 1.0, sections 3.3 and 4.1',
	speaksFirst: 'client',
	ports: [9000, 9001],
	guessed: true,
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(request, isWhole);
	if (!isResult(answer) || answer.length < lengthOf(answer)) return undefined;
	const values = pairsIn(answer.subarray(headerLength, headerLength + answer.readUInt16BE(4)));
	if (!values || values.some(([name]) => !names.includes(name))) return undefined;
	const list = values.map(([name, value]) => `${name}=${value}`).join(', ');
	return {
		service: 'php-fpm',
		product: 'FastCGI',
		access: 'open',
		evidence: [`FCGI_GET_VALUES answered: ${list || 'no values'}`],
		remark: 'answers without a password',
	};
}

/** A record's header: version, type, request (0, none), length of the content, of the padding, reserved. */
function isResult(bytes: Buffer): boolean {
	return bytes.length >= headerLength && bytes.readUInt32BE(0) === version * 0x1000000 + getValuesResult * 0x10000;
}

function lengthOf(bytes: Buffer): number {
	return headerLength + bytes.readUInt16BE(4) + bytes.readUInt8(6);
}

function isWhole(bytes: Buffer): boolean {
	if (bytes.length < headerLength) return (bytes[0] ?? version) !== version;
	return !isResult(bytes) || bytes.length >= lengthOf(bytes);
}

/** Names and values behind their lengths, which take one byte each below 128: more than any of these has. */
function pairsIn(content: Buffer): readonly (readonly [string, string])[] | undefined {
	const pairs: (readonly [string, string])[] = [];
	for (let at = 0; at < content.length; ) {
		const [name = 0xff, value = 0xff] = content.subarray(at, at + 2);
		const middle = at + 2 + name;
		const end = middle + value;
		if (name > 0x7f || value > 0x7f || end > content.length) return undefined;
		pairs.push([content.toString('latin1', at + 2, middle), content.toString('latin1', middle, end)]);
		at = end;
	}
	return pairs;
}
