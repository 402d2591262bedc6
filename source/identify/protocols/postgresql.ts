import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { takeLeave, tlsEvidence } from '../tls.ts';

/** SSLRequest: length 8, code 80877103. */
const sslRequest = Buffer.from('0000000804d2162f', 'hex');

/** CockroachDB speaks the same protocol, so its port has to tell. */
const cockroachPort = 26257;

/**
 * Asks whether TLS is offered, and looks at the certificate if it is: a server that said yes would log an error
 * if the handshake didn't follow. Version and access would need a login attempt.
 */
export const postgresql: ProtocolProbe = {
	id: 'postgresql',
	spec: 'PostgreSQL frontend/backend protocol 3.0: SSL session encryption, SSLRequest, ErrorResponse',
	speaksFirst: 'client',
	ports: [5432, 5433, 6432, cockroachPort],
	alpn: 'postgresql',
	guessed: true,
	recognise,
	converse,
};

const longestError = 1024;

/** ErrorResponse: E, length (4, with itself), fields of a letter and a text up to a NUL, a NUL. */
function recognise(bytes: Buffer, port: number): Identity | undefined {
	if (bytes[0] !== 0x45 || bytes.length < 6) return undefined;
	const length = bytes.readUInt32BE(1);
	if (length > longestError || bytes.length !== 1 + length || bytes.at(-1) !== 0) return undefined;
	const fields = new Map(
		bytes
			.toString('utf8', 5, length)
			.split('\0')
			.map((field) => [field.charAt(0), field.slice(1)]),
	);
	const [severity, code, message] = ['S', 'C', 'M'].map((letter) => fields.get(letter));
	// SQLSTATE; the severity may be translated.
	if (!severity || !message || !code || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
	return {
		service: serviceOn(port),
		...(message.startsWith('client sent partial pkt') ? { product: 'PgBouncer' } : {}),
		access: 'unknown',
		evidence: [`answered ${severity} ${code}: ${message}`],
	};
}

function serviceOn(port: number): string {
	return port === cockroachPort ? 'cockroachdb' : 'postgresql';
}

async function converse(
	conversation: Conversation,
	{ port, serverName, alpn }: Context,
): Promise<Identity | undefined> {
	const found = { service: serviceOn(port), access: 'unknown' } as const;
	// Since 17 TLS may come first, and then what would follow is the login.
	if (alpn === postgresql.alpn) {
		return { ...found, evidence: [`TLS handshake agreed on ${alpn}`] };
	}
	await conversation.exchange(sslRequest, hasBytes(1));
	// Exactly one byte: a text that begins with S or N is somebody else.
	const answer = (await conversation.receive(hasBytes(2), 50)).toString('latin1');
	if (answer === 'N') {
		return { ...found, evidence: ['SSLRequest answered: N (offers no TLS)'], remark: 'no encryption offered' };
	}
	if (answer !== 'S') return undefined;
	const secured = await conversation.startTls(serverName);
	const facts = typeof secured === 'string' ? undefined : secured.facts;
	if (typeof secured !== 'string') await takeLeave(secured);
	return {
		...found,
		evidence: ['SSLRequest answered: S (offers TLS)', ...(facts ? tlsEvidence(facts) : [])],
		...(facts ? { tls: facts } : {}),
	};
}
