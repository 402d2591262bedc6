import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** Little-endian, version 11.0, no authorisation. */
const setup = Buffer.from('6c000b000000000000000000', 'hex');

/** What the first byte of the answer says. */
const failed = 0;
const success = 1;
const authenticate = 2;

/** How servers say that they want an authorisation, in newer words and in older ones. */
const wantsAuthorisation = /authoriz|no protocol specified/i;

/** Sets a connection up without an authorisation, and does nothing with it. */
export const x11: ProtocolProbe = {
	id: 'x11',
	spec: 'X Window System Protocol, X11, section 8',
	speaksFirst: 'client',
	ports: [6000, 6001, 6002, 6003, 6004, 6005, 6006, 6007, 6008, 6009],
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(setup, (bytes) => bytes.length >= endOfWords(bytes));
	if (answer.length < 8 || answer.length < endOfWords(answer)) return undefined;
	const kind = answer.readUInt8(0);
	if (kind !== authenticate && answer.readUInt16LE(2) !== 11) return undefined;
	const words = answer.toString('latin1', kind === success ? 40 : 8, endOfWords(answer)).replace(/[\s\0]+$/, '');
	if (!/^[\x20-\x7e]+$/.test(words)) return undefined;
	if (kind === success) return accepted(words, answer.readUInt32LE(8));
	return kind === failed || kind === authenticate ? turnedAway(kind, words) : undefined;
}

/** Where the text in an answer ends: the vendor, after 40 bytes, or the reason, after 8. */
function endOfWords(bytes: Buffer): number {
	if (bytes.length < 8) return 8;
	const kind = bytes.readUInt8(0);
	if (kind === failed) return 8 + bytes.readUInt8(1);
	if (kind === authenticate) return 8 + 4 * Math.min(bytes.readUInt16LE(6), 64);
	return kind === success ? 40 + (bytes.length < 26 ? 0 : Math.min(bytes.readUInt16LE(24), 256)) : 8;
}

function accepted(vendor: string, release: number): Identity {
	const isXorg = vendor === 'The X.Org Foundation';
	return {
		service: 'x11',
		product: isXorg ? 'X.Org' : vendor.replace(/^The | Project$/g, ''),
		...(isXorg ? { version: versionOf(release) } : {}),
		access: 'open',
		evidence: [`connection setup answered: success (${vendor}, release ${release})`],
		remark: 'answers without a password',
	};
}

/** 12101007 is 21.1.7, 12013000 is 1.20.13: since 21 the leading 1 isn't said. */
function versionOf(release: number): string {
	const [minor, patch, last] = [Math.floor(release / 1e5) % 100, Math.floor(release / 1e3) % 100, release % 1e3];
	return minor > 20 ? `${minor}.${patch}.${last}` : `1.${minor}.${patch}`;
}

function turnedAway(kind: number, reason: string): Identity {
	const shut = kind === authenticate || wantsAuthorisation.test(reason);
	return {
		service: 'x11',
		access: shut ? 'protected' : 'unknown',
		evidence: [`connection setup answered: ${reason}`],
		...(shut ? { remark: 'asks for an authorisation' } : {}),
	};
}
