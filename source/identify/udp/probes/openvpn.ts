import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** Whether a stranger may begin a connection: with a shared key (tls-auth, tls-crypt) the server would keep silent. */
export const openvpn: UdpProbe = {
	id: 'openvpn',
	spec: 'OpenVPN protocol, P_CONTROL_HARD_RESET_SERVER_V2',
	ports: [1194],
	recognise,
};

const hardResetServerV2 = 8;
const replyLength = 26;

/** Opcode and key id, its session (8), acknowledged packets (one of 4 bytes, and whose session), its packet's number (4). */
function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < replyLength || reply.readUInt8(0) !== hardResetServerV2 << 3 || reply.readUInt8(9) !== 1) {
		return undefined;
	}
	const ourSession = request.subarray(1, 9);
	if (!reply.subarray(14, 22).equals(ourSession)) return undefined;
	return {
		service: 'openvpn',
		product: 'OpenVPN',
		access: 'unknown',
		evidence: ['client reset answered: server reset'],
		remark: 'answers strangers: no tls-auth or tls-crypt key',
	};
}
