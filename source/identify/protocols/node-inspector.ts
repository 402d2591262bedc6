import { isIPv6 } from 'node:net';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { parseResponse, responseIsEnough } from '../http-message.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** What it says to everybody who comes without a WebSocket. */
const refusal = 'WebSockets request was expected';

/** Asks for the version, as debuggers do before they open a WebSocket; none is opened. */
export const nodeInspector: ProtocolProbe = {
	id: 'node-inspector',
	spec: 'Node.js: debugging guide; Chrome DevTools Protocol, HTTP endpoints',
	speaksFirst: 'client',
	ports: [9229],
	recognise,
	converse,
};

function recognise(bytes: Buffer): Identity | undefined {
	const response = parseResponse(bytes);
	if (response?.status !== 400 || response.body.toString('latin1', 0, 200).trim() !== refusal) return undefined;
	return {
		service: 'node-inspector',
		product: 'Node.js',
		access: 'unknown',
		evidence: [`answered: ${response.statusLine}, ${refusal}`],
	};
}

async function converse(conversation: Conversation, { address, port }: Context): Promise<Identity | undefined> {
	const plain = address.replace(/%.*$/, '');
	// A name in the Host field is refused, against rebinding of DNS names.
	const host = `${isIPv6(plain) ? `[${plain}]` : plain}:${port}`;
	const request = `GET /json/version HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
	const response = parseResponse(await conversation.exchange(request, isEnough));
	const version = /"Browser" *: *"node\.js\/v([\d.]+)/.exec(response?.body.toString('latin1', 0, 1000) ?? '')?.[1];
	if (response?.status !== 200 || version === undefined) return undefined;
	return {
		service: 'node-inspector',
		product: 'Node.js',
		version,
		access: 'open',
		evidence: [`GET /json/version answered: node.js/v${version}`],
		remark: 'answers without a password',
	};
}

/** The whole of a short answer in JSON, or any other answer. */
function isEnough(bytes: Buffer): boolean {
	const response = parseResponse(bytes);
	return response?.status === 200
		? response.body.includes('}') || response.body.length > 4096
		: responseIsEnough(bytes);
}
