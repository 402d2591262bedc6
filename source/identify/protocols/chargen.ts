import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** It sends characters without end as soon as somebody connects; two lines will do. */
export const chargen: ProtocolProbe = {
	id: 'chargen',
	spec: 'RFC 864',
	speaksFirst: 'server',
	ports: [19],
	recognise,
};

const lineLength = 72;
const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('');
/** The printable characters in a ring, with the blank, and without it as some have it. */
const rings: readonly string[] = [printable, printable.slice(1)].map((ring) => ring + ring);

/** Two lines of the ring, the second one character further on. */
function recognise(bytes: Buffer): Identity | undefined {
	const [first = '', second = '', ...rest] = bytes.toString('latin1', 0, 4 * lineLength).split('\r\n');
	if (first.length !== lineLength || second.length !== lineLength || rest.length === 0) return undefined;
	if (!rings.some((ring) => ring.includes(first + second.slice(-1)) && second.startsWith(first.slice(1)))) {
		return undefined;
	}
	return { service: 'chargen', access: 'unknown', evidence: [`sends ${first.slice(0, 24)}… without end`] };
}
