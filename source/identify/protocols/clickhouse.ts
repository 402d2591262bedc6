import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * The native protocol begins with a Hello that carries a user name and password, so nothing of it is sent: a request
 * of a web browser is enough for the server to say which port this is.
 */
export const clickhouse: ProtocolProbe = {
	id: 'clickhouse',
	spec: 'ClickHouse native protocol: server packet Exception; answer to an HTTP request',
	speaksFirst: 'client',
	ports: [],
	tlsPorts: [9440],
	recognise,
	converse,
};

/** The text that stands for a status page. */
const pageForBrowsers = /^HTTP\/1\.\d 400 Bad Request\r\n\r\n(Port \d{1,5} is for clickhouse-client program)/;

/** Exception: type (1), number (4), length (1, a varint of one byte) and text of its name. */
const exception = /^\x02.{4}[\x01-\x7f](DB::(?:Net)?Exception)/s;

function recognise(bytes: Buffer): Identity | undefined {
	const text = bytes.toString('latin1', 0, 120);
	const said = pageForBrowsers.exec(text)?.[1] ?? exception.exec(text)?.[1];
	if (said === undefined) return undefined;
	return { service: 'clickhouse', product: 'ClickHouse', access: 'unknown', evidence: [`answered: ${said}`] };
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	return recognise(await conversation.exchange('GET / HTTP/1.0\r\n\r\n', (bytes) => recognise(bytes) !== undefined));
}
