import { boolean, enumerated, integer, octets, sequence, tagged } from './ber.ts';
import { ascii, type Bytes, join, uint32 } from './bytes.ts';
import type { UdpRequest } from './request.ts';

/** What administers machines and finds things in directories. */
export const management: readonly UdpRequest[] = [
	{
		port: 88,
		name: 'a Kerberos request for a ticket without a name',
		spec: 'RFC 4120, sections 5.2.2, 5.4.1 and 5.10',
		// Nobody is named and nothing is proven, so no account is touched, and the answer is an error.
		bytes: ticketRequest('DOORCHECK.INVALID'),
	},
	{
		port: 161,
		name: 'an SNMPv3 discovery without user or password',
		spec: 'RFC 3414, section 4; RFC 3412, section 6',
		// No community is guessed, so an agent that speaks only versions 1 and 2c stays silent.
		bytes: snmpDiscovery(0x0d0c),
	},
	{
		port: 389,
		name: 'an LDAP search for the supported versions',
		spec: '[MS-ADTS], section 7; RFC 4511, section 4.5.1; RFC 4512, section 5.1',
		// One short attribute of the rootDSE: all of them would be a long answer.
		bytes: rootDseSearch(1, 'supportedLDAPVersion'),
	},
	{
		port: 623,
		name: 'an IPMI request for the supported ways to sign in',
		spec: 'IPMI 2.0, sections 13.6 and 22.13',
		bytes: channelAuthenticationCapabilities(),
	},
];

function ticketRequest(realm: string): Bytes {
	const [version5, asRequest, serviceInstance] = [5, 10, 2];
	const ticketGranter = sequence(
		field(0, integer(serviceInstance)),
		field(1, sequence(generalString('krbtgt'), generalString(realm))),
	);
	const [noOptions, nonce, aes256, aes128] = [[0, 0, 0, 0, 0], 0x0d0c, 18, 17];
	const body = sequence(
		field(0, tagged(0x03, noOptions)),
		field(2, generalString(realm)),
		field(3, ticketGranter),
		field(5, tagged(0x18, ascii('20370101000000Z'))),
		field(7, integer(nonce)),
		field(8, sequence(integer(aes256), integer(aes128))),
	);
	return tagged(0x6a, sequence(field(1, integer(version5)), field(2, integer(asRequest)), field(4, body)));
}

/** `[number]`, around what it holds (X.690, section 8.14). */
function field(number: number, content: Bytes): Bytes {
	return tagged(0xa0 + number, content);
}

function generalString(text: string): Bytes {
	return tagged(0x1b, ascii(text));
}

function snmpDiscovery(id: number): Bytes {
	const reportable = 0x04;
	const userSecurityModel = 3;
	const largestMessage = 1472;
	const nobody = '';
	const header = sequence(integer(id), integer(largestMessage), octets([reportable]), integer(userSecurityModel));
	const engine = [octets(nobody), integer(0), integer(0)];
	const security = sequence(...engine, octets(nobody), octets(''), octets(''));
	const getRequest = tagged(0xa0, integer(id), integer(0), integer(0), sequence());
	return sequence(integer(3), header, octets(security), sequence(octets(nobody), octets(''), getRequest));
}

function rootDseSearch(id: number, attribute: string): Bytes {
	const [root, baseObject, neverDereference, noLimit] = ['', 0, 0, 0] as const;
	const search = tagged(
		0x63,
		octets(root),
		enumerated(baseObject),
		enumerated(neverDereference),
		integer(noLimit),
		integer(noLimit),
		boolean(false),
		tagged(0x87, ascii('objectClass')),
		sequence(octets(attribute)),
	);
	return sequence(integer(id), search);
}

/** Get Channel Authentication Capabilities: the first command of every session, and answered outside of any. */
function channelAuthenticationCapabilities(): Bytes {
	const controller = 0x20;
	const console = 0x81;
	const application = 0x06 << 2;
	const [sequenceNumber, command] = [0x00, 0x38];
	const [thisChannelInVersion2, asUser] = [0x8e, 0x02];
	const message = join(
		checked([controller, application]),
		checked([console, sequenceNumber, command, thisChannelInVersion2, asUser]),
	);
	const rmcp = [0x06, 0x00, 0xff, 0x07];
	const noAuthentication = 0x00;
	return join(rmcp, [noAuthentication], uint32(0), uint32(0), [message.length], message);
}

/** Followed by the byte that makes their sum 0 modulo 256 (IPMI 2.0, section 13.8). */
function checked(bytes: Bytes): Bytes {
	return join(bytes, [-bytes.reduce((sum, byte) => sum + byte, 0) & 0xff]);
}
