import type { Identity } from '../../model.ts';
import { boolean, enumerated, integer, octets, sequence, tagged } from '../../scan/udp-requests/ber.ts';
import { ascii } from '../../scan/udp-requests/bytes.ts';
import { berInside, berTag } from '../ber.ts';
import type { Conversation } from '../conversation.ts';
import {
	type LdapAttribute,
	type LdapResult,
	ldapAttributes,
	ldapMessages,
	ldapResult,
	ldapTag,
} from '../ldap-message.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemIn } from '../system.ts';

/** LDAP's operations, and what is in them (RFC 4511, appendix B). */
const tag = {
	unbindRequest: 0x42,
	searchRequest: 0x63,
	...ldapTag,
	searchResultReference: 0x73,
	extendedResponse: 0x78,
	present: 0x87,
	responseName: 0x8a,
} as const;

/** What the root DSE says about the server (RFC 4512, section 5.1; RFC 3045; [MS-ADTS], section 3.1.1.3.2). */
const attributes = [
	'objectClass',
	'vendorName',
	'vendorVersion',
	'namingContexts',
	'defaultNamingContext',
	'supportedExtension',
	'domainControllerFunctionality',
];

/** SearchRequest (RFC 4511, section 4.5.1) for the entry without a name, and that alone; at most 1 entry, 3 s. */
const [root, baseObject, neverDereference, entries, seconds] = ['', 0, 0, 1, 3] as const;
const search = tagged(
	tag.searchRequest,
	octets(root),
	enumerated(baseObject),
	enumerated(neverDereference),
	integer(entries),
	integer(seconds),
	boolean(false),
	tagged(tag.present, ascii('objectClass')),
	sequence(...attributes.map(octets)),
);
const searchId = 1;
const rootDse = Buffer.from(sequence(integer(searchId), search));
const unbind = Buffer.from(sequence(integer(searchId + 1), tagged(tag.unbindRequest)));

const noticeOfDisconnection = '1.3.6.1.4.1.1466.20036';
const startTls = '1.3.6.1.4.1.1466.20037';

/** `vendorName vendorVersion`. */
const products: readonly ProductPattern[] = [
	[/^389 Project 389-Directory\/(\d[\w.]*)/, '389 Directory Server'],
	[/^Samba Team\b.*? (\d[\d.]*)/, 'Samba'],
	[/^Apache Software Foundation (\d[\w.-]*)/, 'ApacheDS'],
	[/\bOpenDJ\b(?: Server)?(?: (\d[\d.]*))?/, 'OpenDJ'],
	[/\beDirectory\b(?: (\d[\d.]*))?/, 'eDirectory'],
	[/^LLDAP lldap_(\d[\d.]*)/, 'LLDAP'],
];

/** Functional levels of a domain controller by the first Windows that has them ([MS-ADTS], section 6.1.4.2). */
const levels: Readonly<Record<string, string>> = {
	0: '2000',
	2: '2003',
	3: '2008',
	4: '2008 R2',
	5: '2012',
	6: '2012 R2',
	7: '2016',
	10: '2025',
};

/** The ports of the global catalog, which answers like any other directory. */
const globalCatalogPorts = [3268, 3269];

/**
 * Reads the root DSE without a bind. Everybody may read it by design, so an answer says nothing about who may read the
 * directory itself.
 */
export const ldap: ProtocolProbe = {
	id: 'ldap',
	spec: 'RFC 4511, sections 4.1.1, 4.4.1 and 4.5; RFC 4512, section 5.1',
	speaksFirst: 'client',
	ports: [389, 3268],
	tlsPorts: [636, 3269],
	secureId: 'ldaps',
	guessed: true,
	recognise,
	converse,
};

/** What a server may say before it hangs up on somebody who speaks no LDAP. */
function recognise(bytes: Buffer): Identity | undefined {
	const [first] = bytes[0] === berTag.sequence ? ldapMessages(bytes) : [];
	if (first?.id !== 0) return undefined;
	const name = berInside(first.operation, tag.extendedResponse)?.find((part) => part.tag === tag.responseName);
	if (name?.content.toString('latin1') !== noticeOfDisconnection) return undefined;
	return { service: 'ldap', access: 'unknown', evidence: ['answered with a notice of disconnection'] };
}

async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	// Entries and references go before the end, anything else is the end.
	const goOn: readonly number[] = [tag.searchResultEntry, tag.searchResultReference];
	const isWhole = (bytes: Buffer) =>
		bytes[0] !== berTag.sequence || ldapMessages(bytes).some(({ operation }) => !goOn.includes(operation.tag));
	const answer = ldapMessages(await conversation.exchange(rootDse, isWhole)).filter(({ id }) => id === searchId);
	const operations = answer.map(({ operation }) => operation);
	const result = ldapResult(operations.find((operation) => operation.tag === tag.searchResultDone));
	if (!result) return undefined;
	conversation.send(unbind);
	const entry = operations.find((operation) => operation.tag === tag.searchResultEntry);
	return entry ? described(attributesOf(ldapAttributes(entry)), context) : withoutEntry(result);
}

/** By their names in lower case. */
function attributesOf(list: readonly LdapAttribute[]): ReadonlyMap<string, readonly string[]> {
	return new Map(list.map(({ name, values }) => [name.toLowerCase(), values]));
}

function described(found: ReadonlyMap<string, readonly string[]>, { port, secure }: Context): Identity {
	const first = (name: string) => found.get(name.toLowerCase())?.[0];
	const vendor = [first('vendorName'), first('vendorVersion')].filter((text) => text !== undefined).join(' ');
	const level = first('domainControllerFunctionality');
	const isWindows = level !== undefined && vendor === '';
	const os = isWindows ? 'Windows' : systemIn(first('vendorVersion') ?? '');
	const base = first('defaultNamingContext') ?? first('namingContexts');
	// Samba encrypts too, but has no such list.
	const extensions = secure ? undefined : found.get('supportedextension');
	const encrypts = extensions?.includes(startTls);
	return {
		service: level !== undefined && globalCatalogPorts.includes(port) ? 'global-catalog' : 'ldap',
		...(isWindows ? { product: 'Active Directory' } : productOf(found, vendor)),
		access: 'unknown',
		evidence: [
			`root DSE answered: ${vendor || found.get('objectclass')?.join(', ') || 'an entry'}`,
			...(level === undefined ? [] : [`domain controller of functional level ${level}${named(levels[level])}`]),
			...(base ? [`names end in ${base}`] : []),
			...(encrypts === undefined ? [] : [encrypts ? 'offers StartTLS' : 'offers no StartTLS']),
		],
		...(encrypts === false ? { remark: 'no encryption offered' } : {}),
		...(os ? { os } : {}),
	};
}

function named(windows: string | undefined): string {
	return windows === undefined ? '' : ` (Windows Server ${windows})`;
}

function productOf(
	found: ReadonlyMap<string, readonly string[]>,
	vendor: string,
): { readonly product?: string; readonly version?: string } {
	if (found.get('objectclass')?.includes('OpenLDAProotDSE')) return { product: 'OpenLDAP' };
	const known = productIn(vendor, products);
	const name = found.get('vendorname')?.[0];
	return known.product || !name ? known : { product: name };
}

/** Codes that ask for a bind first (RFC 4511, appendix A.2): stronger, appropriate, sufficient rights are missing. */
const wantsBind: ReadonlySet<number> = new Set([8, 48, 50]);

function withoutEntry({ code, text }: LdapResult): Identity {
	const shut = wantsBind.has(code) || (code !== 0 && /authenticat|bind/i.test(text));
	return {
		service: 'ldap',
		access: shut ? 'protected' : 'unknown',
		evidence: [`root DSE answered: result ${code}${text ? ` (${text})` : ''}`],
		...(shut ? { remark: 'asks for a password' } : {}),
	};
}
