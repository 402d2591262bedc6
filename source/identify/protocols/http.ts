import { doorAt } from '../../knowledge/catalogue.ts';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { parseResponse } from '../http-message.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';
import { wantsCertificateRemark } from '../tls.ts';
import { applicationBehind, isRecognised } from '../web/applications.ts';
import { type Page, pageOf } from '../web/page.ts';
import { Pages } from '../web/pages.ts';
import { phpBehind, webServer } from '../web/web-server.ts';

export const http: ProtocolProbe = {
	id: 'http',
	spec: 'RFC 9112; RFC 9110, sections 7.2 (Host) and 10.2.4 (Server); RFC 9113, section 3.4',
	speaksFirst: 'client',
	ports: [
		...[
			80, 81, 591, 631, 1880, 1936, 2082, 2086, 2095, 2375, 2379, 3000, 3128, 4001, 4040, 4243, 4444, 4646, 5000, 5601,
		],
		...[
			5984, 5985, 6080, 6333, 7001, 7474, 7860, 8000, 8001, 8008, 8010, 8020, 8042, 8069, 8080, 8081, 8082, 8083, 8085,
		],
		...[
			8086, 8088, 8089, 8090, 8091, 8118, 8123, 8161, 8188, 8200, 8222, 8265, 8404, 8500, 8529, 8880, 8888, 8983, 9000,
		],
		...[
			9001, 9090, 9091, 9093, 9200, 9870, 9990, 10_000, 10_255, 11_434, 15_672, 15_692, 16_992, 32_400, 47_001, 50_070,
		],
	],
	tlsPorts: [
		...[443, 2083, 2087, 2096, 2376, 4443, 5001, 5986, 6443, 7443, 8006, 8007, 8443, 8501, 8834, 9443, 10_250, 10_257],
		...[10_259],
	],
	alpn: 'http/1.1',
	secureId: 'https',
	recognise,
	converse,
};

function recognise(bytes: Buffer): Identity | undefined {
	if (beginsHttp2(bytes)) return http2Only;
	const response = parseResponse(bytes);
	return response && identityOf(pageOf('/', response, 'http://localhost'));
}

/**
 * A server of HTTP/2 alone begins with its settings whatever it hears, and then hangs up. It has no pages: who speaks so
 * is mostly a program's own interface (gRPC), and which one isn't known.
 */
const http2Only: Identity = {
	service: 'unknown',
	access: 'unknown',
	evidence: ['sent an HTTP/2 SETTINGS frame'],
	remark: 'speaks HTTP/2 only',
};

const settingBytes = 6;
const mostSettings = 20;

/** A whole SETTINGS frame that acknowledges nothing, of no stream (RFC 9113, sections 4.1 and 6.5). */
function beginsHttp2(bytes: Buffer): boolean {
	if (bytes.length < 9 || bytes.toString('hex', 3, 9) !== '040000000000') return false;
	const length = bytes.readUIntBE(0, 3);
	return length % settingBytes === 0 && length <= mostSettings * settingBytes && bytes.length >= 9 + length;
}

/** One GET of the front page, and of what tells more where that page hints at an application that is known. */
async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const pages = new Pages(conversation, context);
	const front = await pages.front();
	if (!front) return undefined;
	const application = await applicationBehind(front, pages, context.port);
	return application ?? { ...identityOf(front), ...contradicted(front, context.port) };
}

/** What the port suggests and the page is not: a demand for a password, an error or a redirect may hide anything. */
function contradicted({ status }: Page, port: number): Pick<Identity, 'isNot'> {
	const usual = doorAt(port, 'tcp')?.service.id;
	const isShown = status === 200 || status === 404;
	return isShown && usual !== undefined && isRecognised(usual) ? { isNot: usual } : {};
}

function identityOf(page: Page): Identity {
	const { headers, status, statusLine, title, server } = page;
	const poweredBy = headers.get('x-powered-by');
	const location = headers.get('location');
	const wantsPassword = status === 401 || status === 407;
	const isRedirect = location !== undefined && status >= 300 && status < 400;
	// As nginx puts it.
	const wantsCertificate = status === 400 && title === '400 No required SSL certificate was sent';
	const asked = wantsPassword ? 'asks for a password' : wantsCertificate ? wantsCertificateRemark : undefined;
	const remark = asked ?? (isRedirect ? `redirects to ${location}` : title);
	const os = systemInGreeting(server);
	const php = phpBehind(page);
	return {
		service: 'http',
		...webServer(server),
		...(php ? { alongside: [php] } : {}),
		access: asked ? 'protected' : 'unknown',
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
