import { isIPv6 } from 'node:net';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { hasHead, textResponse } from '../text-response.ts';

const products: readonly ProductPattern[] = [
	[/^Asterisk PBX (?:certified\/)?(\d[\w.]*)/, 'Asterisk'],
	[/^Asterisk\b/, 'Asterisk'],
	[/^FPBX-(\d[\d.]*)/, 'FreePBX'],
	[/^FreeSWITCH(?:-mod_sofia\/(\d[\d.]*))?/, 'FreeSWITCH'],
	[/^kamailio \((\d[\w.]*)/i, 'Kamailio'],
	[/^OpenSIPS \((\d[\w.]*)/, 'OpenSIPS'],
	[/^3CXPhoneSystem (\d[\d.]*)/, '3CX Phone System'],
	[/^Cisco-SIPGateway\/IOS-(\d[\w.]*)/, 'Cisco SIP gateway'],
	[/^AVM FRITZ!Box/, 'FRITZ!Box'],
];

/** Asks what the server can do; nobody's telephone rings for that. */
export const sip: ProtocolProbe = {
	id: 'sip',
	spec: 'RFC 3261, sections 8.1.1, 11 and 18.2; RFC 3581',
	speaksFirst: 'client',
	ports: [5060, 5062, 5080],
	tlsPorts: [5061],
	recognise: (bytes) => identityOf(bytes, 'answered'),
	converse,
};

/** Max-Forwards 0: a proxy answers itself and passes nothing on (RFC 3261, section 16.3). */
async function converse(conversation: Conversation, { address, secure }: Context): Promise<Identity | undefined> {
	const plain = address.replace(/%.*$/, '');
	const host = isIPv6(plain) ? `[${plain}]` : plain;
	const request = [
		`OPTIONS sip:${host} SIP/2.0`,
		`Via: SIP/2.0/${secure ? 'TLS' : 'TCP'} doorcheck.invalid;branch=z9hG4bKdoorcheck;rport`,
		'Max-Forwards: 0',
		'From: <sip:doorcheck@doorcheck.invalid>;tag=doorcheck',
		`To: <sip:${host}>`,
		'Call-ID: doorcheck@doorcheck.invalid',
		'CSeq: 1 OPTIONS',
		'Contact: <sip:doorcheck@doorcheck.invalid>',
		'Accept: application/sdp',
		'Content-Length: 0',
		'\r\n',
	].join('\r\n');
	return identityOf(await conversation.exchange(request, hasHead), 'OPTIONS answered:');
}

function identityOf(bytes: Buffer, verb: string): Identity | undefined {
	const response = textResponse(bytes, 'SIP/2.0');
	if (!response) return undefined;
	const { statusLine, status, fields } = response;
	const product = fields.get('server') ?? fields.get('user-agent');
	const asks = status === 401 || status === 407;
	return {
		service: 'sip',
		...productIn(product ?? '', products),
		access: asks ? 'protected' : 'unknown',
		evidence: [`${verb} ${statusLine}`, ...(product ? [`Server: ${product}`] : [])],
		...(asks ? { remark: 'asks for a password' } : {}),
	};
}
