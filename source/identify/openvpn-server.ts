import type { Identity } from '../model.ts';

const hardResetServerV2 = 8;
const shortest = 26;

/**
 * What the packet tells that answers a client's first one: that strangers may begin a connection. With a shared key
 * (tls-auth, tls-crypt) the server would keep silent.
 *
 * Opcode and key id, its session (8), acknowledged packets (one of 4 bytes, and whose session), its packet's number (4).
 *
 * @param request the client's packet, P_CONTROL_HARD_RESET_CLIENT_V2.
 */
export function openvpnServer(packet: Buffer, request: Uint8Array): Identity | undefined {
	if (packet.length < shortest || packet.readUInt8(0) !== hardResetServerV2 << 3 || packet.readUInt8(9) !== 1) {
		return undefined;
	}
	const ourSession = request.subarray(1, 9);
	if (!packet.subarray(14, 22).equals(ourSession)) return undefined;
	return {
		service: 'openvpn',
		product: 'OpenVPN',
		access: 'unknown',
		evidence: ['client reset answered: server reset'],
		remark: 'answers strangers: no tls-auth or tls-crypt key',
	};
}
