import { enumerated, integer, octets, sequence, tagged } from '../../../source/scan/udp-requests/ber.ts';
import { ascii } from '../../../source/scan/udp-requests/bytes.ts';
import type { Transcript } from '../transcript.ts';

const search = /objectClass/;

/** SearchResultEntry for the root DSE (RFC 4511, section 4.5.2), and SearchResultDone. */
function rootDse(attributes: Readonly<Record<string, readonly string[]>>): Buffer {
	const list = Object.entries(attributes).map(([name, values]) =>
		sequence(octets(name), tagged(0x31, ...values.map(octets))),
	);
	return Buffer.concat([message(1, tagged(0x64, octets(''), sequence(...list))), done(0, '')]);
}

/** SearchResultDone with a code and a message. */
function done(code: number, text: string): Buffer {
	return message(1, tagged(0x65, enumerated(code), octets(''), octets(text)));
}

function message(id: number, operation: readonly number[]): Buffer {
	return Buffer.from(sequence(integer(id), operation));
}

/** An ExtendedResponse that nobody asked for (RFC 4511, section 4.4.1). */
const disconnection = ascii('1.3.6.1.4.1.1466.20036');
const noticeOfDisconnection = message(
	0,
	tagged(0x78, enumerated(2), octets(''), octets('protocol error'), tagged(0x8a, disconnection)),
);

/** Only the attributes that are asked for and that it has ([MS-ADTS], section 3.1.1.3.2). */
const activeDirectory = rootDse({
	defaultNamingContext: ['DC=corp,DC=example'],
	namingContexts: ['DC=corp,DC=example', 'CN=Configuration,DC=corp,DC=example'],
	supportedExtension: ['1.3.6.1.4.1.1466.20037', '1.3.6.1.4.1.1466.101.119.1'],
	domainControllerFunctionality: ['7'],
});

export default [
	{
		name: 'an OpenLDAP without TLS',
		source: 'slapd 2.5.13, recorded',
		port: 389,
		answers: [
			[
				search,
				// SearchResultEntry with objectClass, namingContexts and supportedExtension; SearchResultDone.
				Buffer.from(
					[
						'3081d00201016481ca04003081c53025040b6f626a656374436c61737331160403746f70040f4f70656e4c444150726f',
						'6f744453453025040e6e616d696e67436f6e74657874733113041164633d6578616d706c652c64633d6f726730750412',
						'737570706f72746564457874656e73696f6e315f0417312e332e362e312e342e312e343230332e312e31312e31041731',
						'2e332e362e312e342e312e343230332e312e31312e33040b312e332e362e312e312e38040e312e332e362e312e312e32',
						'312e33040e312e332e362e312e312e32312e31300c02010165070a010004000400',
					].join(''),
					'hex',
				),
			],
		],
		identity: { service: 'ldap', product: 'OpenLDAP', access: 'unknown', remark: 'no encryption offered' },
		evidence: /^names end in dc=example,dc=org$/m,
		connections: { usual: 1, elsewhere: 11 },
	},
	{
		name: 'an OpenLDAP that wants a bind first',
		source: 'slapd 2.5.13 with "require authc", recorded',
		port: 389,
		answers: [
			[search, Buffer.from('3023020101651e0a01350400041761757468656e7469636174696f6e207265717569726564', 'hex')],
		],
		identity: { service: 'ldap', access: 'protected', remark: 'asks for a password' },
		evidence: /result 53 \(authentication required\)/,
		connections: { usual: 1, elsewhere: 11 },
	},
	{
		name: 'a 389 Directory Server',
		source: '389-ds-base 2.3.1, its values, with StartTLS added',
		port: 389,
		answers: [
			[
				search,
				rootDse({
					objectClass: ['top'],
					vendorName: ['389 Project'],
					vendorVersion: ['389-Directory/2.3.1 B2025.016.1616'],
					supportedExtension: ['2.16.840.1.113730.3.5.7', '1.3.6.1.4.1.1466.20037'],
				}),
			],
		],
		identity: { service: 'ldap', product: '389 Directory Server', version: '2.3.1', access: 'unknown' },
		evidence: /^offers StartTLS$/m,
		connections: { usual: 1, elsewhere: 11 },
	},
	{
		name: "Samba's global catalog",
		source: 'samba 4.17.12 as a domain controller, recorded',
		port: 3268,
		answers: [
			[
				search,
				// defaultNamingContext, vendorName, namingContexts, vendorVersion, domainControllerFunctionality.
				Buffer.from(
					[
						'308201560201016482014f0400308201493034041464656661756c744e616d696e67436f6e74657874311c041a44433d',
						'61642c44433d646f6f72636865636b2c44433d746573743032040a76656e646f724e616d653124042253616d62612054',
						'65616d202868747470733a2f2f7777772e73616d62612e6f726729308193040e6e616d696e67436f6e74657874733181',
						'80041a44433d61642c44433d646f6f72636865636b2c44433d74657374042b434e3d436f6e66696775726174696f6e2c',
						'44433d61642c44433d646f6f72636865636b2c44433d746573740435434e3d536368656d612c434e3d436f6e66696775',
						'726174696f6e2c44433d61642c44433d646f6f72636865636b2c44433d746573743021040d76656e646f725665727369',
						'6f6e3110040e342e31372e31322d44656269616e3024041d646f6d61696e436f6e74726f6c6c657246756e6374696f6e',
						'616c6974793103040134300c02010165070a010004000400',
					].join(''),
					'hex',
				),
			],
		],
		identity: { service: 'global-catalog', product: 'Samba', version: '4.17.12', os: 'Debian', access: 'unknown' },
		evidence: /functional level 4 \(Windows Server 2008 R2\)/,
		connections: { usual: 1 },
	},
	{
		name: 'an Active Directory',
		source: '[MS-ADTS], section 3.1.1.3.2',
		port: 389,
		answers: [
			[search, activeDirectory],
			[/^GET /, noticeOfDisconnection, 'hangs up'],
		],
		identity: { service: 'ldap', product: 'Active Directory', os: 'Windows', access: 'unknown' },
		evidence: /functional level 7 \(Windows Server 2016\)/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a directory that is busy',
		source: 'RFC 4511, section 4.1.9',
		port: 389,
		answers: [[search, done(51, 'busy, come back later')]],
		identity: { service: 'ldap', access: 'unknown' },
		evidence: /result 51 \(busy, come back later\)/,
		connections: { usual: 1, elsewhere: 11 },
	},
] satisfies readonly Transcript[];
