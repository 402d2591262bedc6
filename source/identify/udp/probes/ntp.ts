import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** The time as clients ask for it; nothing that administers (modes 6 and 7, monlist among them) is ever asked. */
export const ntp: UdpProbe = {
	id: 'ntp',
	spec: 'RFC 5905, sections 7.3 and 7.4',
	ports: [123],
	recognise,
};

const packetLength = 48;
const server = 4;
const unsynchronised = 3;

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < packetLength) return undefined;
	const first = reply.readUInt8(0);
	const [leap, version, mode] = [first >> 6, (first >> 3) & 7, first & 7];
	// A server gives back the time that the client says it sent at.
	const asked = Buffer.from(request).subarray(40, packetLength);
	if (mode !== server || version < 1 || version > 4 || !reply.subarray(24, 32).equals(asked)) return undefined;
	return {
		service: 'ntp',
		access: 'unknown',
		evidence: [`time request answered: version ${version}, ${sourceOf(reply, leap)}`],
	};
}

/** Why there is no time, by the code of a "kiss", which stands where the source of the time would (section 7.4). */
const refusals: Readonly<Record<string, string>> = {
	DENY: 'access denied',
	RATE: 'asked too often',
	RSTR: 'access denied',
};

function sourceOf(reply: Buffer, leap: number): string {
	const stratum = reply.readUInt8(1);
	const reference = reply.toString('latin1', 12, 16).replace(/\0+$/, '');
	const refusal = stratum === 0 ? refusals[reference] : undefined;
	if (refusal !== undefined) return `no time (${refusal})`;
	if (stratum === 0 || stratum > 15 || leap === unsynchronised) return 'its clock is not synchronised';
	return stratum === 1 ? `stratum 1 (${reference})` : `stratum ${stratum}`;
}
