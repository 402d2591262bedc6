import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { parseResponse, responseIsEnough } from '../http-message.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** How passwords may be sent, and the name that the service gives itself there. */
const schemes = /\b(Negotiate|Kerberos|CredSSP|Basic)\b/g;

/** A GET of the service's path, without credentials: it serves POST only, and only after a login. */
export const winrm: ProtocolProbe = {
	id: 'winrm',
	spec: '[MS-WSMV], sections 2.1 and 3.1; RFC 9110, sections 11.6.1 and 15.5.6',
	speaksFirst: 'client',
	ports: [5985],
	tlsPorts: [5986],
	converse,
};

async function converse(
	conversation: Conversation,
	{ address, port, serverName }: Context,
): Promise<Identity | undefined> {
	const plain = address.replace(/%.*$/, '');
	const host = serverName ?? (plain.includes(':') ? `[${plain}]` : plain);
	const request = `GET /wsman HTTP/1.1\r\nHost: ${host}:${port}\r\nUser-Agent: doorcheck\r\nConnection: close\r\n\r\n`;
	const response = parseResponse(await conversation.exchange(request, responseIsEnough));
	if (!response?.headers.get('server')?.startsWith('Microsoft-HTTPAPI/')) return undefined;
	const found = { service: 'winrm', product: 'WinRM', os: 'Windows' } as const;
	const answer = `GET /wsman answered: ${response.statusLine}`;
	if (response.status === 401) {
		const ways = response.headers.get('www-authenticate')?.match(schemes) ?? [];
		return {
			...found,
			access: 'protected',
			evidence: [answer, `asks for ${ways.join(', ') || 'a login'}`],
			remark: 'asks for a password',
		};
	}
	// Nothing else is there on a Windows without the service: the path then doesn't exist.
	if (response.status !== 405 || response.headers.get('allow') !== 'POST') return undefined;
	return { ...found, access: 'unknown', evidence: [answer] };
}
