import { crc32 } from 'node:zlib';
import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { takeLeave, tlsEvidence } from '../tls.ts';

/**
 * Asks for the version with the command that every NRPE has built in and that runs nothing. As delivered NRPE speaks TLS
 * without a certificate; one that doesn't is asked again without TLS. To an address that it doesn't know it says nothing.
 */
export const nrpe: ProtocolProbe = {
	id: 'nrpe',
	spec: 'NRPE 2 to 4: common.h (packets of version 2), nrpe.c (_NRPE_CHECK)',
	speaksFirst: 'client',
	ports: [5666],
	converse,
};

async function converse(conversation: Conversation, { serverName, again }: Context): Promise<Identity | undefined> {
	const secured = await conversation.startTls(serverName, true);
	if (typeof secured === 'string') {
		const plain = await again();
		return plain && identityOf(await plain.exchange(query, hasBytes(packetLength)), ['no encryption']);
	}
	const answer = await conversation.over(secured.stream).exchange(query, hasBytes(packetLength));
	await takeLeave(secured);
	const { facts } = secured;
	const identity = identityOf(answer, facts ? tlsEvidence(facts) : ['TLS without a certificate']);
	return identity && { ...identity, ...(facts ? { tls: facts } : {}) };
}

function identityOf(answer: Buffer, evidence: readonly string[]): Identity | undefined {
	const text = responseIn(answer);
	if (text === undefined) return undefined;
	const version = /^NRPE v(\d+(?:\.\d+)*)/.exec(text)?.[1];
	return {
		service: 'nrpe',
		...(version ? { product: 'NRPE', version } : {}),
		access: 'open',
		evidence: [`_NRPE_CHECK answered: ${text}`, ...evidence],
		remark: 'answers without a password',
	};
}

/** Packet: version (2), type (2), checksum (4), result (2), text (1024), filled up to four bytes. */
const packetLength = 1036;
const packetVersion = 2;
const [queryType, responseType] = [1, 2];
const [checksumAt, textAt] = [4, 10];

const query = checksummed(packetOf('_NRPE_CHECK'));

function packetOf(text: string): Buffer {
	const packet = Buffer.alloc(packetLength);
	packet.writeInt16BE(packetVersion, 0);
	packet.writeInt16BE(queryType, 2);
	packet.write(text, textAt);
	return packet;
}

/** The checksum is taken while its own field is zero. */
function checksummed(packet: Buffer): Buffer {
	const copy = Buffer.from(packet);
	copy.writeUInt32BE(0, checksumAt);
	copy.writeUInt32BE(crc32(copy), checksumAt);
	return copy;
}

function responseIn(bytes: Buffer): string | undefined {
	const packet = bytes.subarray(0, packetLength);
	if (packet.length < packetLength || !checksummed(packet).equals(packet)) return undefined;
	if (packet.readInt16BE(0) !== packetVersion || packet.readInt16BE(2) !== responseType) return undefined;
	return packet.toString('utf8', textAt).replace(/\0[\s\S]*/, '');
}
