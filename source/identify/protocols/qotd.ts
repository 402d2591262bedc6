import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { quotationIn } from '../quotation.ts';

const ports = [17];

/** A text and no more, on its own port: there is nothing else to know it by. */
export const qotd: ProtocolProbe = {
	id: 'qotd',
	spec: 'RFC 865',
	speaksFirst: 'server',
	ports,
	recognise,
};

function recognise(bytes: Buffer, port: number, final = false): Identity | undefined {
	const text = final && ports.includes(port) ? quotationIn(bytes) : undefined;
	return text === undefined ? undefined : { service: 'qotd', access: 'unknown', evidence: [`said ${text}`] };
}
