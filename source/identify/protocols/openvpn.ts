import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

const [hardResetClientV2, hardResetServerV2] = [7, 8];
const session = Buffer.from('doorchck');

/**
 * The first packet of a client. A server that wants it signed or encrypted with a key shared beforehand (tls-auth,
 * tls-crypt) hangs up, and so do others to whom it says nothing.
 */
export const openvpn: ProtocolProbe = {
	id: 'openvpn',
	spec: 'OpenVPN wire protocol: TCP framing, P_CONTROL_HARD_RESET_CLIENT_V2 and P_CONTROL_HARD_RESET_SERVER_V2',
	speaksFirst: 'client',
	ports: [1194],
	guessed: true,
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const [noAcknowledgements, packetId] = [Buffer.of(0), Buffer.alloc(4)];
	const packet = Buffer.concat([Buffer.of(hardResetClientV2 << 3), session, noAcknowledgements, packetId]);
	const answer = await conversation.exchange(Buffer.concat([Buffer.of(0, packet.length), packet]), isWhole);
	if (!isWhole(answer) || !acknowledges(answer.subarray(2, 2 + answer.readUInt16BE(0)))) return undefined;
	return {
		service: 'openvpn',
		product: 'OpenVPN',
		access: 'unknown',
		evidence: ['client reset answered: server reset'],
		remark: 'answers strangers: no tls-crypt key',
	};
}

/** Over TCP each packet comes behind its length in two bytes. */
function isWhole(bytes: Buffer): boolean {
	return bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0);
}

/** A server's reset that names our session behind the packets it has received. */
function acknowledges(packet: Buffer): boolean {
	const [kind = 0, count = 0] = [packet[0], packet[9]];
	const ours = 10 + 4 * count;
	return kind >>> 3 === hardResetServerV2 && count > 0 && packet.subarray(ours, ours + session.length).equals(session);
}
