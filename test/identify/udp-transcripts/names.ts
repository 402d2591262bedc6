import type { UdpTranscript } from '../udp-transcript.ts';

const versionBind = '0776657273696f6e0462696e640000100003';
const kindsOfServices = '095f7365727669636573075f646e732d7364045f756470056c6f63616c00000c8001';
const flooding = 'looks up names for strangers; can be abused to flood others';

export default [
	{
		name: 'a name server of its own zones that tells its version',
		source: 'BIND 9.18.49, recorded',
		port: 53,
		replies: [
			Buffer.from(
				// The question again, and the text "9.18.49-1~deb12u3-Debian".
				`0d0c85000001000100000000${versionBind}c00c0010000300000000001918392e31382e34392d317e646562313275332d44656269616e`,
				'hex',
			),
			// One name server of the root, which is its own zone: authoritative, no recursion available.
			Buffer.from('0d0c850000010001000000000000020001000002000100000e100008016104726f6f7400', 'hex'),
		],
		identity: { service: 'dns', product: 'BIND', version: '9.18.49', access: 'unknown', os: 'Debian' },
		evidence: /answered: no recursion$/m,
	},
	{
		name: 'a resolver that looks up names for strangers',
		source: 'dnsmasq 2.90 before BIND 9.18.49 with a root zone of one name server, recorded',
		port: 53,
		replies: [
			Buffer.from(`0d0c85800001000100000000${versionBind}c00c0010000300000000000d0c646e736d6173712d322e3930`, 'hex'),
			Buffer.from('0d0c818000010001000000000000020001000002000100000e100008016104726f6f7400', 'hex'),
		],
		identity: { service: 'dns', product: 'dnsmasq', version: '2.90', access: 'open', remark: flooding },
		evidence: /^recursive query for the name servers of the root answered: 1 of them$/m,
	},
	{
		name: 'a resolver that refuses strangers and tells no version',
		source: 'RFC 1035, section 4.1.1; RFC 8906, section 3.1.4, without the question',
		port: 53,
		replies: [Buffer.from('0d0c81050000000000000000', 'hex'), Buffer.from('0d0c81050000000000000000', 'hex')],
		identity: { service: 'dns', access: 'unknown' },
		evidence: /^version\.bind answered: REFUSED\nrecursive query for the name servers of the root answered: REFUSED$/,
	},
	{
		name: "a resolver on mDNS's port",
		source: 'dnsmasq 2.90 without name servers to ask, recorded',
		port: 5353,
		replies: [
			Buffer.from(`0d0c80850001000000000000${kindsOfServices}`, 'hex'),
			Buffer.from('0d0c818500010000000000000000020001', 'hex'),
		],
		identity: { service: 'dns', access: 'unknown' },
		evidence: /^_services\._dns-sd\._udp\.local answered: REFUSED$/m,
	},
	{
		name: 'an mDNS responder that answers the network',
		source: 'avahi-daemon 0.8, recorded',
		port: 5353,
		replies: [
			// The question again, and the name "_workstation._tcp.local".
			Buffer.from(
				`0d0c84000001000100000000${kindsOfServices}c00c000c00010000000a00140c5f776f726b73746174696f6e045f746370c023`,
				'hex',
			),
		],
		identity: { service: 'mdns', access: 'unknown', remark: 'answers strangers; can be abused to flood others' },
		evidence: /^query for the kinds of services answered: _workstation\._tcp\.local$/,
	},
	{
		name: 'a file server with NetBIOS names',
		source: 'nmbd 4.17.12, recorded',
		port: 137,
		replies: [
			Buffer.from(
				[
					// The answer to CKAAA…, which is "*".
					'0d0c8400000000010000000020434b4141414141414141414141414141414141414141414141414141414141410000210001000000000089',
					// Five names of 15 bytes, a use, and flags.
					'0546494c45534552564552202020202000040046494c45534552564552202020202003040046494c4553455256455220202020202004',
					'00574f524b524f4f4d20202020202020008400574f524b524f4f4d202020202020201e8400',
					// No hardware address, no statistics.
					'00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'netbios', access: 'unknown', remark: 'answers strangers; can be abused to flood others' },
		evidence: /^node status answered: FILESERVER <00>, FILESERVER <03>, FILESERVER <20>, WORKROOM <00> \(group\)/,
	},
	{
		name: 'a Windows machine with a hardware address',
		source: 'RFC 1002, section 4.2.18',
		port: 137,
		replies: [
			Buffer.from(
				[
					'0d0c8400000000010000000020434b414141414141414141414141414141414141414141414141414141414141000021000100000000',
					// One name, an address, and the rest of the statistics.
					`0041014445534b2020202020202020202020200400020d0c0d0c01${'00'.repeat(40)}`,
				].join(''),
				'hex',
			),
		],
		identity: { service: 'netbios' },
		evidence: /^node status answered: DESK <20>\nhardware address 02:0d:0c:0d:0c:01$/,
	},
] satisfies readonly UdpTranscript[];
