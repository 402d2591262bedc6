import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { hasHead, textResponse } from '../text-response.ts';

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
	return identityOf(await conversation.exchange(request, hasHead), 'OPTIONS answered:');
}

function identityOf(bytes: Buffer, verb: string): Identity | undefined {
	const response = textResponse(bytes, 'RTSP/1.0');
	if (!response) return undefined;
	const { statusLine, status, fields } = response;
	const server = fields.get('server');
	const methods = fields.get('public');
	return {
		service: 'rtsp',
		...(server ? productOf(server) : {}),
		access: status === 401 ? 'protected' : 'unknown',
		evidence: [
			`${verb} ${statusLine}`,
			...(server ? [`Server: ${server}`] : []),
			...(methods ? [`Public: ${methods}`] : []),
		],
		...(status === 401 ? { remark: 'asks for a password' } : {}),
	};
}

/** `Name/1.2.3` or `Name 1.2.3`, and what follows is left out. */
function productOf(server: string): { readonly product?: string; readonly version?: string } {
	const [, product, version] = /^([A-Za-z][\w .+-]*?)(?:[/ ]v?(\d[\w.+-]*))?(?: *[(;,/]|$)/i.exec(server) ?? [];
	return product ? { product, ...(version ? { version } : {}) } : {};
}
