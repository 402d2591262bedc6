import type { Identity } from '../../../model.ts';
import { type ProductPattern, productIn } from '../../product.ts';
import { headersOf } from '../headers.ts';
import type { UdpProbe } from '../probe.ts';

/** What it can do, and what it is called; nobody is registered or called. */
export const sip: UdpProbe = {
	id: 'sip',
	spec: 'RFC 3261, sections 7.2, 11 and 20.35',
	ports: [5060],
	recognise,
};

const products: readonly ProductPattern[] = [
	[/^Asterisk PBX (?:certified\/)?(\d[\d.]*)/i, 'Asterisk'],
	[/^Asterisk/i, 'Asterisk'],
	[/^FPBX-\d[\d.]*\((\d[\d.]*)\)/, 'Asterisk'],
	[/^kamailio \((\d[\d.]*)/i, 'Kamailio'],
	[/^OpenSIPS \((\d[\d.]*)/i, 'OpenSIPS'],
	[/^FreeSWITCH[^/]*\/(\d[\d.]*)/i, 'FreeSWITCH'],
	[/^3CXPhoneSystem (\d[\d.]*)/, '3CX Phone System'],
	[/^Cisco-SIPGateway\/IOS-(\S+)/, 'Cisco IOS'],
	[/^FRITZ!OS/i, 'FRITZ!OS'],
];

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const { first, fields } = headersOf(reply);
	const code = /^SIP\/2\.0 ([1-6]\d\d)\b/.exec(first)?.[1];
	const ours = headersOf(Buffer.from(request)).fields.get('call-id');
	if (code === undefined || ours === undefined || (fields.get('call-id') ?? fields.get('i')) !== ours) return undefined;
	const name = fields.get('server') ?? fields.get('user-agent');
	const asksForPassword = code === '401' || code === '407';
	return {
		service: 'sip',
		...productIn(name ?? '', products),
		access: asksForPassword ? 'protected' : 'unknown',
		evidence: [`OPTIONS answered: ${first}`, ...(name ? [`Server: ${name}`] : [])],
		...(asksForPassword ? { remark: 'asks for a password' } : {}),
	};
}
