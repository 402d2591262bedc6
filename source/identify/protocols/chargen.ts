import type { Identity } from '../../model.ts';
import { followEachOther } from '../character-ring.ts';
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

/** Two lines of the ring, the second one character further on. */
function recognise(bytes: Buffer): Identity | undefined {
	const [first = '', second = '', ...rest] = bytes.toString('latin1', 0, 4 * lineLength).split('\r\n');
	if (first.length !== lineLength || second.length !== lineLength || rest.length === 0) return undefined;
	if (!followEachOther(first + second.slice(-1)) || !second.startsWith(first.slice(1))) return undefined;
	return { service: 'chargen', access: 'unknown', evidence: [`sends ${first.slice(0, 24)}… without end`] };
}
