import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { readDnsMessage, responseCodeName } from '../dns-message.ts';
import { dnsServer, rootQuery, versionQuery, withRecursion } from '../dns-server.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { clientReset } from './openvpn.ts';

/** Asks for the server's version; then for the root's name servers, to see whether it looks up names for strangers. */
export const dns: ProtocolProbe = {
	id: 'dns',
	spec: 'RFC 1035, sections 4.1 and 4.2.2; RFC 4892, section 2; RFC 7858 for TLS',
	speaksFirst: 'client',
	ports: [53, 5353],
	tlsPorts: [853],
	recognise,
	converse,
};

/** The answer to the first packet of an OpenVPN client, which is a query to this server. */
function recognise(bytes: Buffer): Identity | undefined {
	if (!isWhole(bytes) || !messageIn(bytes).subarray(0, 2).equals(clientReset.subarray(0, 2))) return undefined;
	const message = readDnsMessage(messageIn(bytes));
	if (!message?.isResponse || message.opcode !== 0) return undefined;
	const { responseCode } = message;
	return { service: 'dns', access: 'unknown', evidence: [`answered: ${responseCodeName(responseCode)}`] };
}

const unnamed: Identity = { service: 'dns', access: 'unknown', evidence: [] };

/** Some hang up on a question of a class that they don't know, or after each answer. */
async function converse(conversation: Conversation, { again }: Context): Promise<Identity | undefined> {
	const named = dnsServer(await ask(conversation, versionQuery), versionQuery);
	if (!named && !conversation.ended) return undefined;
	const next = conversation.ended ? await again() : conversation;
	const reply = next ? await ask(next, rootQuery) : Buffer.alloc(0);
	const identity = withRecursion(named ?? unnamed, reply, 'looks up names for strangers');
	return identity.evidence.length > 0 ? identity : undefined;
}

/** Over TCP each message comes behind its length in two bytes (RFC 1035, section 4.2.2). */
async function ask(conversation: Conversation, query: Uint8Array): Promise<Buffer> {
	const answer = await conversation.exchange(Buffer.concat([Buffer.of(0, query.length), query]), isWhole);
	return isWhole(answer) ? messageIn(answer) : Buffer.alloc(0);
}

function isWhole(bytes: Buffer): boolean {
	return bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0);
}

function messageIn(bytes: Buffer): Buffer {
	return bytes.subarray(2, 2 + bytes.readUInt16BE(0));
}
