import { isIPv6 } from 'node:net';
import type { Identity, Software } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { parseResponse, type Response, responseIsEnough, titleOf } from '../http-message.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';

const products: readonly ProductPattern[] = [
	[/^Apache(?:\/(\d[\w.]*))?(?: |$)/, 'Apache'],
	[/^Apache-Coyote\//, 'Apache Tomcat'],
	[/^Microsoft-IIS(?:\/(\d[\w.]*))?/, 'Microsoft IIS'],
	[/^Microsoft-HTTPAPI(?:\/(\d[\w.]*))?/, 'Microsoft HTTPAPI'],
	[/^Jetty\(?\/?(\d[\w.]*)?/i, 'Jetty'],
	[/^Werkzeug(?:\/(\d[\w.]*))?/, 'Werkzeug'],
	[/^SimpleHTTP\/\S+ Python\/(\d[\w.]*)/, 'Python http.server'],
	[/^CPython\/(\d[\w.]*)/, 'Python'],
];

/** Any other `Name/1.2.3`, and the name alone. */
const anyProduct = /^([A-Za-z][\w .+-]*?)(?:\/v?(\d[\w.+-]*))?(?: *[(;,]| [A-Za-z]|$)/;

export const http: ProtocolProbe = {
	id: 'http',
	spec: 'RFC 9112; RFC 9110, sections 7.2 (Host) and 10.2.4 (Server)',
	speaksFirst: 'client',
	ports: [
		80, 81, 591, 2082, 2086, 2095, 2375, 2379, 3000, 3128, 4243, 5000, 5601, 5984, 5985, 7474, 8000, 8001, 8008, 8010,
		8042, 8069, 8080, 8081, 8082, 8083, 8085, 8086, 8088, 8089, 8090, 8123, 8161, 8500, 8888, 9090, 9091, 9200, 10255,
		15672,
	],
	tlsPorts: [443, 2083, 2087, 2096, 2376, 4443, 5986, 6443, 7443, 8006, 8443, 8834, 9443, 10250],
	alpn: 'http/1.1',
	secureId: 'https',
	recognise: (bytes) => identityOf(parseResponse(bytes)),
	converse,
};

/** One GET of the front page. A redirect is told, never followed: it may lead to another host. */
async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const request = [
		'GET / HTTP/1.1',
		`Host: ${hostField(context)}`,
		'User-Agent: doorcheck',
		'Accept: text/html,*/*;q=0.8',
		'Connection: close',
		'\r\n',
	].join('\r\n');
	return identityOf(parseResponse(await conversation.exchange(request, responseIsEnough)));
}

function hostField({ address, port, serverName, secure }: Context): string {
	const plain = address.replace(/%.*$/, '');
	const host = serverName ?? (isIPv6(plain) ? `[${plain}]` : plain);
	return port === (secure ? 443 : 80) ? host : `${host}:${port}`;
}

function identityOf(response: Response | undefined): Identity | undefined {
	if (!response) return undefined;
	const { headers, status, statusLine, body } = response;
	const server = headers.get('server');
	const poweredBy = headers.get('x-powered-by');
	const location = headers.get('location');
	const title = titleOf(body);
	const remark = location ? `redirects to ${location}` : status === 401 ? 'asks for a password' : title;
	const os = server && systemInGreeting(server);
	const php = phpIn(server) ?? phpIn(poweredBy);
	return {
		service: 'http',
		...(server ? productOf(server) : {}),
		...(php ? { alongside: [php] } : {}),
		access: status === 401 ? 'protected' : 'unknown',
		evidence: [
			`GET / answered: ${statusLine}`,
			...(server ? [`Server: ${server}`] : []),
			...(poweredBy ? [`X-Powered-By: ${poweredBy}`] : []),
			...(location ? [`Location: ${location}`] : []),
			...(title ? [`title: ${title}`] : []),
		],
		...(remark ? { remark } : {}),
		...(os ? { os } : {}),
	};
}

function productOf(server: string): { readonly product?: string; readonly version?: string } {
	const known = productIn(server, products);
	if (known.product) return known;
	const [, product, version] = anyProduct.exec(server) ?? [];
	return product ? { product, ...(version ? { version } : {}) } : {};
}

/** PHP names itself in both fields, `PHP/8.1.2-1ubuntu2.14` where a distribution's package does. */
function phpIn(field = ''): Software | undefined {
	const [, version, revision] = /\bPHP\/(\d+\.\d+\.\d+)(?:-(\d[\w.+~]*))?/.exec(field) ?? [];
	return version === undefined
		? undefined
		: { product: 'PHP', version, ...(revision ? { packageVersion: `${version}-${revision}` } : {}) };
}
