import type { Identity } from '../../model.ts';
import { udpRequest } from '../../scan/udp-requests.ts';
import type { Conversation } from '../conversation.ts';
import { type KerberosError, kerberosServer, readKerberosError } from '../kerberos-error.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

const port = 88;

/** Over TCP a length of four bytes goes before each message (RFC 4120, section 7.2.2). */
const lengthBytes = 4;

/** The request that is sent over UDP too: it names nobody and proves nothing, so no account can be locked. */
const ticketRequest = framed(udpRequest(port));

/** A length with the reserved bit set, to be refused with KRB_ERR_FIELD_TOOLONG (RFC 4120, section 7.2.2). */
const impossibleLength = Buffer.from('80000000', 'hex');

/** Bytes. */
const longestError = 16_384;

/**
 * Asks for a ticket that nobody can get. MIT's KDC hangs up after that, and has only repeated the realm of the request:
 * it is asked once more, for its own.
 */
export const kerberos: ProtocolProbe = {
	id: 'kerberos',
	spec: 'RFC 4120, sections 5.4.1, 5.9.1 and 7.2.2',
	speaksFirst: 'client',
	ports: [port],
	recognise,
	converse,
};

/** MIT's KDC takes the beginning of any other request for a length that is too long. */
function recognise(bytes: Buffer): Identity | undefined {
	const error = errorIn(bytes);
	return error && { service: 'kerberos', access: 'unknown', evidence: [`answered: ${error.inWords}`] };
}

async function converse(conversation: Conversation, { again }: Context): Promise<Identity | undefined> {
	const error = errorIn(await conversation.exchange(ticketRequest, isWhole));
	if (!error) return undefined;
	const second = error.product === 'MIT Kerberos' ? await again() : undefined;
	const own = second && errorIn(await second.exchange(impossibleLength, isWhole));
	return kerberosServer(error, ticketRequest, own);
}

function errorIn(bytes: Buffer): KerberosError | undefined {
	if (!isWhole(bytes)) return undefined;
	const length = Math.min(bytes.readUInt32BE(0), longestError);
	return readKerberosError(bytes.subarray(lengthBytes, lengthBytes + length));
}

function framed(message: Uint8Array): Buffer {
	const length = Buffer.alloc(lengthBytes);
	length.writeUInt32BE(message.length);
	return Buffer.concat([length, message]);
}

/** The answer is there, or is longer than any error. */
function isWhole(bytes: Buffer): boolean {
	const length = bytes.length < lengthBytes ? undefined : bytes.readUInt32BE(0);
	return length !== undefined && (length > longestError || bytes.length >= lengthBytes + length);
}
