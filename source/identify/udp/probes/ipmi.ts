import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** How one may sign in, which the controller tells everyone before a session. */
export const ipmi: UdpProbe = {
	id: 'ipmi',
	spec: 'IPMI 2.0, sections 13.6, 13.8 and 22.13',
	ports: [623],
	recognise,
};

const rmcpHeader = Buffer.from('0600ff07', 'hex');
/** RMCP header, then the kind of authentication, two numbers of four bytes, and the message's length. */
const messageAt = 14;
const [applicationResponse, getCapabilities] = [0x07 << 2, 0x38];
/** Of a whole answer: seven bytes before the data, eight of data and the checksum. */
const wholeMessage = 16;

/** Bits of the kinds of authentication that are allowed. */
const kinds = ['none', 'MD2', 'MD5', undefined, 'password', 'OEM'];

function recognise(reply: Buffer): Identity | undefined {
	const message = reply.subarray(messageAt, messageAt + (reply[messageAt - 1] ?? 0));
	if (!reply.subarray(0, 4).equals(rmcpHeader) || message.length < 8) return undefined;
	if (!isChecked(message.subarray(0, 3)) || !isChecked(message.subarray(3))) return undefined;
	if (message[1] !== applicationResponse || message[5] !== getCapabilities) return undefined;
	const completion = message.readUInt8(6);
	const found = { service: 'ipmi', access: 'unknown' } as const;
	if (completion !== 0 || message.length < wholeMessage) {
		return { ...found, evidence: [`request for the ways to sign in answered: completion code ${completion}`] };
	}
	const [support, status, extended] = [message.readUInt8(8), message.readUInt8(9), message.readUInt8(10)];
	const allowed = kinds.filter((kind, bit) => kind !== undefined && (support & (1 << bit)) !== 0);
	const anonymous = (status & 0x01) !== 0;
	const withoutPassword = anonymous || allowed.includes('none');
	const version2 = (support & 0x80) !== 0 && (extended & 0x02) !== 0;
	return {
		...found,
		access: withoutPassword ? 'open' : 'protected',
		evidence: [
			`request for the ways to sign in answered: IPMI ${version2 ? '2.0' : '1.5'}, ${allowed.join(', ') || 'RMCP+ only'}`,
			...(anonymous ? ['anonymous login is enabled'] : []),
			...((status & 0x02) !== 0 ? ['there are users without a name'] : []),
		],
		remark: withoutPassword ? 'lets strangers sign in without a password' : 'asks for a password',
	};
}

/** The bytes and the checksum at their end add up to 0 modulo 256. */
function isChecked(bytes: Buffer): boolean {
	return bytes.reduce((sum, byte) => sum + byte, 0) % 256 === 0;
}
