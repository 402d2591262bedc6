import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { hasHeaders, headersOf } from '../headers.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks what the server can do. No stream is asked for, so whether one can be watched without a password isn't known. */
export const rtsp: ProtocolProbe = {
	id: 'rtsp',
	spec: 'RFC 2326, sections 7.1 and 10.1',
	speaksFirst: 'client',
	ports: [554, 5554, 8554, 10554],
	tlsPorts: [322],
	recognise: (bytes) => identityOf(bytes, 'answered'),
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const request = 'OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: doorcheck\r\n\r\n';
	return identityOf(await conversation.exchange(request, hasHeaders), 'OPTIONS answered:');
}

function identityOf(bytes: Buffer, verb: string): Identity | undefined {
	const { first, fields } = headersOf(bytes);
	const code = /^RTSP\/1\.0 ([1-5]\d\d)\b/.exec(first)?.[1];
	if (code === undefined || !hasHeaders(bytes)) return undefined;
	const server = fields.get('server');
	const methods = fields.get('public');
	return {
		service: 'rtsp',
		...(server ? productOf(server) : {}),
		access: code === '401' ? 'protected' : 'unknown',
		evidence: [
			`${verb} ${first}`,
			...(server ? [`Server: ${server}`] : []),
			...(methods ? [`Public: ${methods}`] : []),
		],
		...(code === '401' ? { remark: 'asks for a password' } : {}),
	};
}

/** `Name/1.2.3` or `Name 1.2.3`, and what follows is left out. */
function productOf(server: string): { readonly product?: string; readonly version?: string } {
	const [, product, version] = /^([A-Za-z][\w .+-]*?)(?:[/ ]v?(\d[\w.+-]*))?(?: *[(;,/]|$)/i.exec(server) ?? [];
	return product ? { product, ...(version ? { version } : {}) } : {};
}
