import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** The versions of QUIC that it speaks, by its answer to one that nobody does. */
export const quic: UdpProbe = {
	id: 'https',
	spec: 'RFC 8999, section 6; RFC 9000, sections 15 and 17.2.1',
	ports: [443],
	recognise,
};

/** A first byte with its top bit set, the version 0 (4 bytes), and both connection ids, ours as the destination. */
function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const ids = Buffer.from(request).subarray(5);
	const [destination, source] = [idIn(ids, 0), idIn(ids, 1 + (ids[0] ?? 0))];
	if (reply.length < 7 || reply.readUInt8(0) < 0x80 || reply.readUInt32BE(1) !== 0 || !destination || !source) {
		return undefined;
	}
	const repeated = Buffer.concat([source, destination]);
	const versions = reply.subarray(5 + repeated.length);
	if (!reply.subarray(5).subarray(0, repeated.length).equals(repeated)) return undefined;
	if (versions.length === 0 || versions.length % 4 !== 0) return undefined;
	const names = Array.from({ length: versions.length / 4 }, (_, index) => nameOf(versions.readUInt32BE(4 * index)));
	return {
		service: 'https',
		access: 'unknown',
		evidence: [`QUIC packet of an unknown version answered: speaks ${names.filter(Boolean).join(', ') || 'none'}`],
	};
}

/** A connection id with its length before it. */
function idIn(bytes: Buffer, at: number): Buffer | undefined {
	const length = bytes[at];
	return length === undefined ? undefined : bytes.subarray(at, at + 1 + length);
}

/** Versions by IANA's registry; undefined for those that are only there to be ignored (RFC 9000, section 15). */
function nameOf(version: number): string | undefined {
	if (version === 1) return 'version 1';
	if (version === 0x6b3343cf) return 'version 2';
	if ((version & 0x0f0f0f0f) === 0x0a0a0a0a) return undefined;
	if (version >>> 8 === 0xff0000) return `draft ${version & 0xff}`;
	return `0x${version.toString(16).padStart(8, '0')}`;
}
