import type { Identity } from '../model.ts';
import { headersOf } from './headers.ts';
import { type ProductPattern, productIn } from './product.ts';

const products: readonly ProductPattern[] = [
	[/^Asterisk PBX (?:certified\/)?(\d[\d.]*)/i, 'Asterisk'],
	[/^Asterisk/i, 'Asterisk'],
	[/^FPBX-\d[\d.]*\((\d[\d.]*)\)/, 'Asterisk'],
	[/^kamailio \((\d[\d.]*)/i, 'Kamailio'],
	[/^OpenSIPS \((\d[\d.]*)/i, 'OpenSIPS'],
	[/^FreeSWITCH[^/]*\/(\d[\d.]*)/i, 'FreeSWITCH'],
	[/^3CXPhoneSystem[ /](\d[\d.]*)/, '3CX Phone System'],
	[/^Cisco-SIPGateway\/IOS-(\S+)/, 'Cisco IOS'],
	[/^FRITZ!OS/i, 'FRITZ!OS'],
];

/**
 * What a response tells about the server: what it is called, and whether it wants a password even for this (RFC 3261,
 * sections 7.2, 20.35 and 22).
 *
 * @param request the OPTIONS request that it must be the response to; without it any response will do.
 */
export function sipServer(response: Buffer, request?: Uint8Array): Identity | undefined {
	const { first, fields } = headersOf(response);
	const code = /^SIP\/2\.0 ([1-6]\d\d)\b/.exec(first)?.[1];
	if (code === undefined) return undefined;
	const callId = request && headersOf(Buffer.from(request)).fields.get('call-id');
	if (request && (callId === undefined || (fields.get('call-id') ?? fields.get('i')) !== callId)) return undefined;
	const name = fields.get('server') ?? fields.get('user-agent');
	const asksForPassword = code === '401' || code === '407';
	return {
		service: 'sip',
		...productIn(name ?? '', products),
		access: asksForPassword ? 'protected' : 'unknown',
		evidence: [request ? `OPTIONS answered: ${first}` : `answered ${first}`, ...(name ? [`Server: ${name}`] : [])],
		...(asksForPassword ? { remark: 'asks for a password' } : {}),
	};
}
