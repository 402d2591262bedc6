import { ascii, type Bytes, join, padded, uint16, uint32 } from './bytes.ts';
import type { UdpRequest } from './request.ts';
import { rpcCall } from './rpc-call.ts';

/** Remote screens, files, calls of procedures, and what else is used over UDP. */
export const sessions: readonly UdpRequest[] = [
	{
		port: 69,
		name: 'a TFTP request for a file that should not exist',
		spec: 'RFC 1350, sections 4 and 5',
		bytes: tftpRead('doorcheck.invalid'),
		answersFromAnyPort: true,
	},
	{
		port: 111,
		name: 'a portmapper call of the procedure that does nothing',
		spec: 'RFC 5531, sections 9 and 12.1; RFC 1833, section 3.2',
		bytes: rpcCall(100_000, 2, 0),
	},
	{
		port: 177,
		name: 'an XDMCP query',
		spec: 'XDMCP 1.1 (X.Org), Query',
		// Asks whether the machine is willing; only the later Request begins a session.
		bytes: join(uint16(1), uint16(2), uint16(1), [0]),
	},
	{
		port: 443,
		name: 'a QUIC packet of a version that asks for the known ones',
		spec: 'RFC 8999, section 5.1; RFC 9000, sections 6, 14.1 and 15',
		bytes: quicOfReservedVersion(),
	},
	{
		port: 3389,
		name: 'the first packet of a Remote Desktop connection over UDP',
		spec: '[MS-RDPEUDP], sections 2.2.2.1, 2.2.2.5 and 3.1.5.1.1',
		bytes: rdpSyn(),
	},
	{
		port: 5683,
		name: 'a CoAP ping',
		spec: 'RFC 7252, sections 1.2, 3 and 4.2',
		bytes: join([0x40, 0x00], uint16(0x0d0c)),
	},
	{
		port: 11_211,
		name: 'the memcached command version',
		spec: "memcached's protocol.txt, UDP protocol",
		bytes: memcached('version'),
	},
];

function tftpRead(file: string): Bytes {
	const readRequest = 1;
	return join(uint16(readRequest), ascii(file), [0], ascii('octet'), [0]);
}

/** Servers answer packets of versions they don't know with the versions they do, if these fill a first packet. */
function quicOfReservedVersion(): Bytes {
	const [longHeader, reservedVersion, smallestFirstPacket] = [0xc0, 0x1a2a3a4a, 1200];
	const connectionId = join([8], ascii('doorchck'));
	return padded(join([longHeader], uint32(reservedVersion), connectionId, connectionId), smallestFirstPacket);
}

function rdpSyn(): Bytes {
	const [nothingReceived, receiveWindow, syn] = [0xffffffff, 64, 0x0001];
	const [firstSequenceNumber, largestDatagram] = [0x0d0c0d0c, 1232];
	const header = join(uint32(nothingReceived), uint16(receiveWindow), uint16(syn));
	const synData = join(uint32(firstSequenceNumber), uint16(largestDatagram), uint16(largestDatagram));
	return padded(join(header, synData), largestDatagram);
}

function memcached(command: string): Bytes {
	const [requestId, sequenceNumber, datagrams, reserved] = [0x0d0c, 0, 1, 0];
	const frame = [requestId, sequenceNumber, datagrams, reserved].flatMap(uint16);
	return join(frame, ascii(`${command}\r\n`));
}
