import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

const ports = [17];
/** A quotation should be shorter than this. */
const longest = 512;

/** A text and no more, on its own port: there is nothing else to know it by. */
export const qotd: ProtocolProbe = {
	id: 'qotd',
	spec: 'RFC 865',
	speaksFirst: 'server',
	ports,
	recognise,
};

function recognise(bytes: Buffer, port: number, final = false): Identity | undefined {
	if (!final || !ports.includes(port) || bytes.length > longest) return undefined;
	const text = bytes.toString('utf8').trim();
	if (text.length < 10 || !/^[\t\r\n\x20-\x7e\xa0-\uffff]+$/.test(text) || !text.includes(' ')) return undefined;
	return { service: 'qotd', access: 'unknown', evidence: [`said ${text}`] };
}
