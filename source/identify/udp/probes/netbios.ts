import type { Identity } from '../../../model.ts';
import { dnsType } from '../../../scan/udp-requests/dns-query.ts';
import { readDnsMessage } from '../../dns-message.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** The names of the machine and its groups. */
export const netbios: UdpProbe = {
	id: 'netbios',
	spec: 'RFC 1002, section 4.2.18',
	ports: [137],
	recognise,
};

/** A name of 15 bytes filled up with blanks, a byte for its use, and two of flags, of which the first bit is "group". */
const entryLength = 18;
const group = 0x8000;

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const message = readDnsMessage(reply);
	const [status] = message?.answers ?? [];
	if (!message?.isResponse || message.id !== Buffer.from(request).readUInt16BE(0) || !status) return undefined;
	const { type, data } = status;
	const count = data[0] ?? 0;
	if (type !== dnsType.NBSTAT || data.length < 1 + count * entryLength) return undefined;
	const names = Array.from({ length: count }, (_, index) => nameOf(data.subarray(1 + index * entryLength)));
	return {
		service: 'netbios',
		access: 'unknown',
		evidence: [
			`node status answered: ${names.join(', ') || 'no names'}`,
			...addressOf(data.subarray(1 + count * entryLength)),
		],
		remark: floodsOthers,
	};
}

function nameOf(entry: Buffer): string {
	const use = (entry[15] ?? 0).toString(16).padStart(2, '0');
	return `${entry.toString('latin1', 0, 15).trim()} <${use}>${(entry.readUInt16BE(16) & group) !== 0 ? ' (group)' : ''}`;
}

/** The statistics begin with the adapter's address; Samba leaves it empty. */
function addressOf(statistics: Buffer): readonly string[] {
	const address = statistics.subarray(0, 6);
	return address.length < 6 || address.every((byte) => byte === 0)
		? []
		: [`hardware address ${address.toString('hex').replace(/..(?=.)/g, '$&:')}`];
}
