import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { openvpnServer } from '../openvpn-server.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * The first packet of a client. A server that wants it signed or encrypted with a key shared beforehand (tls-auth,
 * tls-crypt) hangs up instead of an answer. It is guessed, as many servers stand on 443 or any other port.
 */
export const openvpn: ProtocolProbe = {
	id: 'openvpn',
	spec: 'OpenVPN protocol over TCP, P_CONTROL_HARD_RESET_CLIENT_V2 and P_CONTROL_HARD_RESET_SERVER_V2',
	speaksFirst: 'client',
	ports: [1194],
	guessed: true,
	converse,
};

/**
 * Opcode and key id, our session (8), no acknowledgements, the packet's number (4). To a DNS server it is a query without
 * a question, which most answer with an error: the session is chosen so that the guess tells those too.
 */
export const clientReset = Buffer.from([7 << 3, ...[0x64, 0, 0, 0, 0, 0, 0, 0], 0, 0, 0, 0, 0]);

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange(Buffer.from([0, clientReset.length, ...clientReset]), isWhole);
	return isWhole(answer) ? openvpnServer(answer.subarray(2, 2 + answer.readUInt16BE(0)), clientReset) : undefined;
}

/** Over TCP each packet comes behind its length in two bytes. */
function isWhole(bytes: Buffer): boolean {
	return bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0);
}
