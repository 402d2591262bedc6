import { enumerated, integer, octets, sequence, tagged } from '../../../source/scan/udp-requests/ber.ts';
import { type Bytes, repeat } from '../../../source/scan/udp-requests/bytes.ts';
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
		name: 'a directory that is asked without a connection',
		source: '[MS-ADTS], section 7; RFC 4511, sections 4.5.2 and 5.1',
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
