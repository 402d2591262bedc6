import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

const version5 = 5;
const noPassword = 0x00;
const noneAcceptable = 0xff;

/**
 * Offers to come in without a password, and nothing else, and hangs up before a connection could be asked for. A
 * password isn't offered: some servers prefer it though they need none (Tor tells its users apart by it). SOCKS 4 has no
 * such negotiation: its first message is a connection already.
 */
export const socks: ProtocolProbe = {
	id: 'socks',
	spec: 'RFC 1928, section 3',
	speaksFirst: 'client',
	ports: [1080, 1081, 9050, 9150],
	guessed: true,
	recognise,
	converse,
};

/** What servers say to a GET: Tor in HTTP, others as to a client that offers nothing acceptable. */
function recognise(bytes: Buffer): Identity | undefined {
	const tor = /^HTTP\/1\.\d 501 Tor is not an HTTP Proxy\b/.exec(bytes.toString('latin1', 0, 60));
	if (!tor && !(bytes.length === 2 && bytes[0] === version5 && bytes[1] === noneAcceptable)) return undefined;
	return {
		service: 'socks',
		...(tor ? { product: 'Tor' } : {}),
		access: 'unknown',
		evidence: [tor ? `answered ${tor[0]}` : 'answered that it speaks SOCKS 5'],
	};
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange(Buffer.of(version5, 1, noPassword), hasBytes(2));
	if (answer.length !== 2 || answer[0] !== version5) return undefined;
	if (answer[1] === noPassword) {
		return {
			service: 'socks',
			access: 'open',
			evidence: ['SOCKS 5 without a password answered: accepted'],
			remark: 'answers without a password',
		};
	}
	if (answer[1] !== noneAcceptable) return undefined;
	return {
		service: 'socks',
		access: 'protected',
		evidence: ['SOCKS 5 without a password answered: not acceptable'],
		remark: 'asks for a password',
	};
}
