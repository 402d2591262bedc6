import { enumerated, integer, octets, sequence, tagged } from '../../../source/scan/udp-requests/ber.ts';
import { ascii, type Bytes, repeat } from '../../../source/scan/udp-requests/bytes.ts';
import type { UdpTranscript } from '../udp-transcript.ts';

const flooding = 'answers strangers; can be abused to flood others';

export default [
	{
		name: 'an SNMP agent with version 3 only',
		source: 'snmpd 5.9.3, recorded',
		port: 161,
		replies: [
			Buffer.from(
				[
					'306d020103300f02020d0c020300ffe304010002010304',
					// Engine id, boots, seconds.
					'21301f041180001f8880dccec208395a076b000000000201010201010400040004003034041180001f8880dccec208395a076b00000000',
					// usmStatsUnknownEngineIDs 1.
					'0400a81d02020d0c0201000201003011300f060a2b060106030f01010400410101',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'snmp', product: 'Net-SNMP', access: 'unknown' },
		evidence: /^SNMPv3 discovery answered: engine 80001f8880dccec208395a076b00000000 \(Net-SNMP\)\nup for 0 h 0 min$/,
	},
	{
		name: 'a switch that has been up for long',
		source: 'RFC 3411, section 5 (SnmpEngineID with a hardware address); RFC 3414, section 4',
		port: 161,
		replies: [snmpReport([0x80, 0, 0, 9, 3, 2, 0x0d, 0x0c, 0x0d, 0x0c, 1], 5_000_000)],
		identity: { service: 'snmp', product: 'Cisco' },
		evidence: /^SNMPv3 discovery answered: engine 8000000903020d0c0d0c01 \(Cisco\)\nup for 57 days$/,
	},
	{
		name: 'an SNMP agent of an unknown maker',
		source: 'RFC 3411, section 5; RFC 3414, section 4',
		port: 161,
		replies: [snmpReport([0x80, 0, 0xff, 0xff, 5, 1], 60)],
		identity: { service: 'snmp' },
		evidence: /^SNMPv3 discovery answered: engine 8000ffff0501$/m,
	},
	{
		name: 'a Kerberos server',
		source: 'krb5kdc 1.20.1, recorded',
		port: 88,
		replies: [
			Buffer.from(
				[
					'7e773075a003020105a10302011ea411180f32303236313132353232313535325aa505020304454da603020106',
					'a9131b11444f4f52434845434b2e494e56414c4944aa263024a003020102a11d301b1b066b72627467741b11',
					'444f4f52434845434b2e494e56414c4944ab0d1b0b4e554c4c5f434c49454e54',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'kerberos', product: 'MIT Kerberos', access: 'unknown' },
		evidence: /^AS-REQ without a name answered: error 6 \(client not found\)$/,
	},
	{
		name: 'a domain controller',
		source: 'Samba 4.17.12 as a domain controller, recorded',
		port: 88,
		replies: [
			Buffer.from(
				[
					'7e8180307ea003020105a10302011ea411180f32303236313132353232313931385aa5050203066ae3a603020106',
					'a9131b11444f4f52434845434b2e494e56414c4944aa263024a003020102a11d301b1b066b72627467741b11',
					'444f4f52434845434b2e494e56414c4944ab161b144e6f20636c69656e7420696e2072657175657374',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'kerberos', product: 'Heimdal', access: 'unknown' },
	},
	{
		name: 'a Kerberos server of another maker',
		source: 'RFC 4120, section 5.9.1 (KDC_ERR_WRONG_REALM)',
		port: 88,
		replies: [
			Buffer.from(
				tagged(
					0x7e,
					sequence(
						tagged(0xa0, integer(5)),
						tagged(0xa1, integer(30)),
						tagged(0xa4, tagged(0x18, ascii('20261125220000Z'))),
						tagged(0xa5, integer(7)),
						tagged(0xa6, integer(68)),
						tagged(0xa9, tagged(0x1b, ascii('CORP.EXAMPLE'))),
					),
				),
			),
		],
		identity: { service: 'kerberos', access: 'unknown', remark: 'realm CORP.EXAMPLE' },
		evidence: /error 68 \(wrong realm\)\nrealm: CORP\.EXAMPLE$/,
	},
	{
		name: 'a directory that is asked without a connection',
		source: 'Samba 4.17.12 as a domain controller, recorded',
		port: 389,
		replies: [
			Buffer.from(
				[
					// The entry with supportedLDAPVersion 2 and 3, and in a message of its own that this was all.
					'3029020101642404003020301e0414737570706f727465644c44415056657273696f6e3106040132040133',
					'300c02010165070a010004000400',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'ldap', access: 'unknown', remark: flooding },
		evidence: /^search of the root entry over UDP answered: supportedLDAPVersion 2, 3$/,
	},
	{
		name: 'a directory that answers in long form',
		source: 'RFC 4511, sections 4.5.2 and 5.1; X.690, section 8.1.3.5',
		port: 389,
		replies: [
			Buffer.from([
				...ldapMessage(
					tagged(
						0x64,
						octets(''),
						sequence(sequence(octets('supportedLDAPVersion'), tagged(0x31, octets('3'), octets('2')))),
					),
				),
				...ldapMessage(tagged(0x65, enumerated(0), octets(''), octets(''))),
			]),
		],
		identity: { service: 'ldap', access: 'unknown', remark: flooding },
		evidence: /^search of the root entry over UDP answered: supportedLDAPVersion 3, 2$/,
	},
	{
		name: 'a directory that shows its root entry to nobody',
		source: 'RFC 4511, sections 4.1.9 and 4.5.2',
		port: 389,
		replies: [Buffer.from(ldapMessage(tagged(0x65, enumerated(50), octets(''), octets(''))))],
		identity: { service: 'ldap' },
		evidence: /answered: result code 50$/,
	},
	{
		name: 'a management controller that lets anyone in',
		source: 'ipmi_sim 2.0.33 with the kind "none", recorded',
		port: 623,
		// Channel 1, kinds 0x97 (2.0 extensions, password, MD5, MD2, none), users with and without a name, both versions.
		replies: [Buffer.from('0600ff0700000000000000000010811c6320003800019706030000000007', 'hex')],
		identity: { service: 'ipmi', access: 'open', remark: 'lets strangers sign in without a password' },
		evidence: /IPMI 2\.0, none, MD2, MD5, password\nthere are users without a name$/,
	},
	{
		name: 'a management controller with anonymous login',
		source: 'IPMI 2.0, section 22.13',
		port: 623,
		replies: [ipmiReply([0x01, 0x84, 0x05, 0x02, 0, 0, 0, 0])],
		identity: { service: 'ipmi', access: 'open' },
		evidence: /IPMI 2\.0, MD5\nanonymous login is enabled$/,
	},
	{
		name: 'a management controller that wants a password',
		source: 'IPMI 2.0, section 22.13',
		port: 623,
		replies: [ipmiReply([0x01, 0x14, 0x04, 0x00, 0, 0, 0, 0])],
		identity: { service: 'ipmi', access: 'protected', remark: 'asks for a password' },
		evidence: /IPMI 1\.5, MD5, password$/,
	},
	{
		name: 'a management controller that refuses the question',
		source: 'IPMI 2.0, section 5.2 (completion code 0xd4: insufficient privilege)',
		port: 623,
		replies: [ipmiReply([], 0xd4)],
		identity: { service: 'ipmi', access: 'unknown' },
		evidence: /answered: completion code 212$/,
	},
] satisfies readonly UdpTranscript[];

function snmpReport(engine: Bytes, seconds: number): Buffer {
	const header = sequence(integer(0x0d0c), integer(1472), octets([0]), integer(3));
	const security = sequence(octets(engine), integer(7), integer(seconds), octets(''), octets(''), octets(''));
	const unknownEngineIds = [0x06, 10, 0x2b, 6, 1, 6, 3, 15, 1, 1, 4, 0];
	const counter = tagged(0x41, [1]);
	const report = tagged(0xa8, integer(0x0d0c), integer(0), integer(0), sequence(sequence(unknownEngineIds, counter)));
	const scoped = sequence(octets(engine), octets(''), report);
	return Buffer.from(sequence(integer(3), header, octets(security), scoped));
}

function ldapMessage(operation: Bytes): Bytes {
	return sequence(integer(1), operation);
}

function ipmiReply(data: Bytes, completionCode = 0): Buffer {
	const message = [...checked([0x81, 0x1c]), ...checked([0x20, 0x00, 0x38, completionCode, ...data])];
	return Buffer.from([0x06, 0x00, 0xff, 0x07, ...repeat(0, 9), message.length, ...message]);
}

function checked(bytes: Bytes): Bytes {
	return [...bytes, -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff];
}
