import { ascii, type Bytes, counted16, join, uint16, uint24, uint32 } from '../../../source/scan/udp-requests/bytes.ts';
import { recordedId } from '../recorded-id.ts';
import type { UdpTranscript } from '../udp-transcript.ts';

const flooding = 'answers strangers; can be abused to flood others';

export default [
	{
		name: 'a time server',
		source: 'chronyd 4.3 with a local clock, recorded',
		port: 123,
		replies: [
			Buffer.from(
				[
					'240800e600000000000000007f7f0101eeb1d8c4b4a38929',
					// The time that the request says it was sent at.
					'0d0c0d0c00000000',
					'eeb1d8c6700a8c11eeb1d8c6700e5456',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'ntp', access: 'unknown' },
		evidence: /^time request answered: version 4, stratum 8$/,
	},
	{
		name: 'a time server with a clock of its own',
		source: 'RFC 5905, section 7.3',
		port: 123,
		replies: [ntpReply(0x24, 1, 'GPS\0')],
		identity: { service: 'ntp' },
		evidence: /version 4, stratum 1 \(GPS\)$/,
	},
	{
		name: 'a time server that has no time yet',
		source: 'RFC 5905, section 7.3',
		port: 123,
		replies: [ntpReply(0xdc, 16, 'INIT')],
		identity: { service: 'ntp' },
		evidence: /version 3, its clock is not synchronised$/,
	},
	{
		name: 'a time server that was asked too often',
		source: 'RFC 5905, section 7.4',
		port: 123,
		replies: [ntpReply(0xe4, 0, 'RATE')],
		identity: { service: 'ntp' },
		evidence: /version 4, no time \(asked too often\)$/,
	},
	{
		name: 'a time server that serves others',
		source: 'RFC 5905, section 7.4',
		port: 123,
		replies: [ntpReply(0xe4, 0, 'DENY')],
		identity: { service: 'ntp' },
		evidence: /version 4, no time \(access denied\)$/,
	},
	{
		name: 'a router that tells its routes',
		source: 'ripd (FRR 8.4.4), recorded',
		port: 520,
		replies: [Buffer.from('0202000000020000c0000200ffffff000000000000000010', 'hex')],
		identity: { service: 'rip', access: 'unknown', remark: 'tells strangers its routes' },
		evidence: /^request for the route to 192\.0\.2\.0 answered: none$/,
	},
	{
		name: 'an IKE responder that accepts no such offer',
		source: 'pluto (Libreswan 4.10), recorded',
		port: 500,
		replies: [Buffer.from('646f6f726368636b0000000000000000292022200000000000000024000000080000000e', 'hex')],
		identity: { service: 'ipsec', access: 'unknown' },
		evidence: /^IKE_SA_INIT answered: IKEv2, NO_PROPOSAL_CHOSEN$/,
	},
	{
		name: 'an IKE responder behind address translation',
		source: 'pluto (Libreswan 4.10), recorded',
		port: 4500,
		replies: [Buffer.from('00000000646f6f726368636b0000000000000000292022200000000000000024000000080000000e', 'hex')],
		identity: { service: 'ipsec' },
		evidence: /^IKE_SA_INIT answered: IKEv2, NO_PROPOSAL_CHOSEN$/,
	},
	{
		name: 'an IKE responder of version 1 only',
		source: 'RFC 2408, sections 3.1 and 3.14 (INVALID-MAJOR-VERSION)',
		port: 500,
		replies: [
			Buffer.from(`646f6f726368636b${'11'.repeat(8)}0b100500000000000000002800${'00'}000c0000000101000005`, 'hex'),
		],
		identity: { service: 'ipsec' },
		evidence: /^IKE_SA_INIT answered: IKEv1, INVALID-MAJOR-VERSION$/,
	},
	{
		name: 'an OpenVPN server without a shared key',
		source: 'OpenVPN 2.6.14, recorded',
		port: 1194,
		replies: [Buffer.from('4065a3f52099bb99920100000000646f6f726368636b00000000', 'hex')],
		identity: {
			service: 'openvpn',
			access: 'unknown',
			remark: 'answers strangers: no tls-auth or tls-crypt key',
		},
	},
	{
		name: 'a router that tells its external address',
		source: 'miniupnpd 2.3.1, recorded',
		port: 5351,
		replies: [Buffer.from('008000000000000208080404', 'hex')],
		identity: { service: 'nat-pmp', access: 'unknown' },
		evidence: /^request for the external address answered: 8\.8\.4\.4$/,
	},
	{
		name: 'a router with PCP only',
		source: 'RFC 6887, sections 7.2 and 9 (UNSUPP_VERSION)',
		port: 5351,
		replies: [Buffer.from(`028000010000${'00'.repeat(18)}`, 'hex')],
		identity: { service: 'nat-pmp' },
		evidence: /answered: PCP, result code 1$/,
	},
	{
		name: 'a router with UPnP',
		source: 'miniupnpd 2.3.1, recorded',
		port: 1900,
		replies: [
			[
				...['HTTP/1.1 200 OK', 'CACHE-CONTROL: max-age=120', 'ST: upnp:rootdevice'],
				'USN: uuid:0d0c0d0c-0d0c-4d0c-8d0c-0d0c0d0c0d0c::upnp:rootdevice',
				...['EXT:', 'SERVER: Debian/6.18.44 UPnP/1.1 MiniUPnPd/2.3.1'],
				...['LOCATION: http://10.9.9.1:35019/rootDesc.xml', 'OPT: "http://schemas.upnp.org/upnp/1/0/"; ns=01'],
				...['01-NLS: 1795644160', 'BOOTID.UPNP.ORG: 1795644160', 'CONFIGID.UPNP.ORG: 1337', '', ''],
			].join('\r\n'),
		],
		identity: {
			service: 'ssdp',
			product: 'MiniUPnPd',
			version: '2.3.1',
			access: 'unknown',
			os: 'Debian',
			remark: flooding,
		},
		evidence: /^describes itself at http:\/\/10\.9\.9\.1:35019\/rootDesc\.xml$/m,
	},
	{
		name: 'a device with commas in its name that answers from another port',
		source: 'UPnP Device Architecture 1.1, section 1.3.3',
		port: 1900,
		replies: [
			'HTTP/1.1 200 OK\r\nST:upnp:rootdevice\r\nUSN:uuid:1::upnp:rootdevice\r\nServer: OS 1.0, UPnP/1.0, Realtek/V1.3\r\n\r\n',
		],
		fromAnotherPort: true,
		identity: { service: 'ssdp', product: 'Realtek', version: 'V1.3' },
	},
	{
		name: 'a file server that WS-Discovery finds',
		source: 'wsdd2 1.8.7, recorded, without some namespaces',
		port: 3702,
		replies: [
			[
				'<?xml version="1.0" encoding="utf-8"?>',
				'<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" ',
				'xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" ',
				'xmlns:wsd="http://schemas.xmlsoap.org/ws/2005/04/discovery"><soap:Header>',
				'<wsa:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:To>',
				'<wsa:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</wsa:Action>',
				'<wsa:MessageID>urn:uuid:f65f27df-f338-cd21-585d-d4bfd1c55138</wsa:MessageID>',
				'<wsd:AppSequence InstanceId="1795645462" MessageNumber="2" />',
				`<wsa:RelatesTo>urn:uuid:${recordedId}</wsa:RelatesTo></soap:Header><soap:Body>`,
				'<wsd:ProbeMatches><wsd:ProbeMatch><wsa:EndpointReference>',
				'<wsa:Address>urn:uuid:3d1219c7-c4c5-404a-aa1f-6d2a48adfda4</wsa:Address></wsa:EndpointReference>',
				'<wsd:Types>wsdp:Device pub:Computer</wsd:Types>',
				'<wsd:XAddrs>http://10.9.9.1:3702/3d1219c7-c4c5-404a-aa1f-6d2a48adfda4</wsd:XAddrs>',
				'<wsd:MetadataVersion>2</wsd:MetadataVersion></wsd:ProbeMatch></wsd:ProbeMatches>',
				'</soap:Body></soap:Envelope>',
			].join(''),
		],
		identity: { service: 'ws-discovery', access: 'unknown', remark: flooding },
		evidence: /^probe answered: wsdp:Device pub:Computer\ntalked to at http:\/\/10\.9\.9\.1:3702\//,
	},
	{
		name: 'a camera that WS-Discovery finds',
		source: 'WS-Discovery (April 2005), section 5.3',
		port: 3702,
		replies: [
			[
				'<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" ',
				'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" ',
				'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Header>',
				`<a:RelatesTo>urn:uuid:${recordedId}</a:RelatesTo></s:Header><s:Body>`,
				'<d:ProbeMatches><d:ProbeMatch><d:Types>dn:NetworkVideoTransmitter</d:Types>',
				'<d:XAddrs>http://192.0.2.7/onvif/device_service</d:XAddrs></d:ProbeMatch></d:ProbeMatches>',
				'</s:Body></s:Envelope>',
			].join(''),
		],
		fromAnotherPort: true,
		identity: { service: 'ws-discovery', access: 'unknown', remark: flooding },
		evidence: /^probe answered: dn:NetworkVideoTransmitter\ntalked to at http:\/\/192\.0\.2\.7\/onvif\/device_service$/,
	},
	{
		name: 'an SLP service agent',
		source: 'RFC 2608, section 8.6',
		port: 427,
		replies: [slpReply(11, counted16('service:service-agent://192.0.2.7'), counted16('DEFAULT'), counted16(''), [0])],
		identity: { service: 'slp', access: 'unknown', remark: flooding },
		evidence: /^service request answered: service:service-agent:\/\/192\.0\.2\.7$/,
	},
	{
		name: 'an SLP agent that replies with a URL',
		source: 'RFC 2608, sections 4.3 and 8.2',
		port: 427,
		replies: [
			slpReply(2, uint16(0), uint16(1), [0], uint16(3600), counted16('service:wbem:https://192.0.2.7:5989'), [0]),
		],
		identity: { service: 'slp' },
		evidence: /answered: service:wbem:https:\/\/192\.0\.2\.7:5989$/,
	},
	{
		name: 'an SLP agent without services',
		source: 'RFC 2608, section 8.2',
		port: 427,
		replies: [slpReply(2, uint16(0), uint16(0))],
		identity: { service: 'slp' },
		evidence: /answered: no services$/,
	},
	{
		name: 'an SLP agent of another scope',
		source: 'RFC 2608, sections 7 (SCOPE_NOT_SUPPORTED) and 8.2',
		port: 427,
		replies: [slpReply(2, uint16(4), uint16(0))],
		identity: { service: 'slp' },
		evidence: /answered: error 4$/,
	},
	{
		name: 'a SQL Server with two instances',
		source: '[MC-SQLR], sections 2.2.5 and 4.1',
		port: 1434,
		replies: [
			browserReply(
				'ServerName;SQL1;InstanceName;MSSQLSERVER;IsClustered;No;Version;15.0.2000.5;tcp;1433;;',
				'ServerName;SQL1;InstanceName;OLD;IsClustered;No;Version;10.50.1600.1;np;\\\\SQL1\\pipe\\sql\\query;;',
			),
		],
		identity: {
			service: 'mssql',
			product: 'Microsoft SQL Server',
			version: '15.0.2000.5',
			access: 'unknown',
			remark: 'lists its instances to strangers; can be abused to flood others',
		},
		evidence:
			/^instance SQL1\\MSSQLSERVER, version 15\.0\.2000\.5, TCP port 1433\ninstance SQL1\\OLD, version 10\.50\.1600\.1$/,
	},
	{
		name: 'a Ubiquiti radio',
		source: 'the discovery protocol, version 1, as CERT-Bund shows an answer',
		port: 10001,
		replies: [ubiquitiReply()],
		identity: { service: 'ubiquiti-discovery', product: 'Ubiquiti LM5', version: '5.6.15', remark: flooding },
		evidence: /^discovery request answered: LM5, roof\nfirmware XM\.ar7240\.v5\.6\.15\.30572$/,
	},
] satisfies readonly UdpTranscript[];

function ntpReply(first: number, stratum: number, reference: string): Buffer {
	const reply = Buffer.alloc(48);
	reply.writeUInt8(first, 0);
	reply.writeUInt8(stratum, 1);
	reply.write(reference, 12, 'latin1');
	reply.writeUInt32BE(0x0d0c0d0c, 24);
	return reply;
}

function slpReply(kind: number, ...parts: readonly Bytes[]): Buffer {
	const rest = join(uint16(0), uint24(0), uint16(0x0d0c), counted16('en'), ...parts);
	return Buffer.from(join([2, kind], uint24(5 + rest.length), rest));
}

function browserReply(...instances: readonly string[]): Buffer {
	const text = instances.join('');
	const length = Buffer.alloc(2);
	length.writeUInt16LE(text.length);
	return Buffer.concat([Buffer.of(5), length, Buffer.from(text, 'latin1')]);
}

function ubiquitiReply(): Buffer {
	const field = (type: number, value: Bytes) => join([type], uint16(value.length), value);
	const fields = join(
		field(0x02, [0x02, 0x0d, 0x0c, 0x0d, 0x0c, 0x01, 192, 0, 2, 7]),
		field(0x01, [0x02, 0x0d, 0x0c, 0x0d, 0x0c, 0x01]),
		field(0x0a, uint32(2_684_362)),
		field(0x0b, ascii('roof')),
		field(0x0c, ascii('LM5')),
		field(0x03, ascii('XM.ar7240.v5.6.15.30572')),
	);
	return Buffer.from(join([1, 0], uint16(fields.length), fields));
}
