import { ascii, type Bytes, join, repeat, uint16, uint32 } from './bytes.ts';
import type { UdpRequest } from './request.ts';

/** Private networks over public ones. WireGuard isn't here: it answers only those who know its key. */
export const vpn: readonly UdpRequest[] = [
	{
		port: 500,
		name: 'an IKEv2 offer that nobody can accept',
		spec: 'RFC 7296, sections 1.2, 3.1 to 3.4 and 3.9',
		bytes: ikeSaInit(),
	},
	{
		port: 4500,
		name: 'an IKEv2 offer that nobody can accept, as it comes through address translation',
		spec: 'RFC 3948, section 2.2; RFC 7296, section 2.23',
		// Four zeros tell it from packets of a tunnel.
		bytes: join(uint32(0), ikeSaInit()),
	},
	{
		port: 1194,
		name: 'the first packet of an OpenVPN connection',
		spec: 'OpenVPN protocol, P_CONTROL_HARD_RESET_CLIENT_V2',
		// Servers that want packets signed with a shared key (tls-auth, tls-crypt) stay silent.
		bytes: openVpnReset(),
	},
];

/**
 * An IKE_SA_INIT request whose only cipher has a number for private use (RFC 7296, section 3.3.2). The responder says
 * NO_PROPOSAL_CHOSEN; it computes no key and keeps nothing.
 */
function ikeSaInit(): Bytes {
	const [encryption, pseudorandomFunction, integrity, keyExchange] = [1, 2, 3, 4];
	const [privateUse, hmacSha256, hmacSha256Of128, curve25519] = [65_000, 5, 12, 31];
	const proposal = ikeProposal([
		[encryption, privateUse],
		[pseudorandomFunction, hmacSha256],
		[integrity, hmacSha256Of128],
		[keyExchange, curve25519],
	]);
	const [associations, keys, nonce, none] = [33, 34, 40, 0];
	const payloads = join(
		ikePayload(keys, proposal),
		ikePayload(nonce, join(uint16(curve25519), uint16(0), repeat(0x09, 32))),
		ikePayload(none, repeat(0x0d, 32)),
	);
	const [version2, initialExchange, fromInitiator, messageId] = [0x20, 34, 0x08, 0];
	const [initiatorSpi, responderSpi] = [ascii('doorchck'), repeat(0, 8)];
	const header = join(initiatorSpi, responderSpi, [associations, version2, initialExchange, fromInitiator]);
	return join(header, uint32(messageId), uint32(header.length + 8 + payloads.length), payloads);
}

/** Generic payload header (RFC 7296, section 3.2) and contents. */
function ikePayload(next: number, content: Bytes): Bytes {
	return join([next, 0], uint16(4 + content.length), content);
}

/** One proposal for the IKE association itself, with one transform of each kind (RFC 7296, sections 3.3.1 and 3.3.2). */
function ikeProposal(transforms: readonly (readonly [type: number, id: number])[]): Bytes {
	const [last, more, number, protocolIke, noSpi] = [0, 3, 1, 1, 0];
	const encoded = transforms.map(([type, id], index) =>
		join([index < transforms.length - 1 ? more : last, 0], uint16(8), [type, 0], uint16(id)),
	);
	const content = join([number, protocolIke, noSpi, transforms.length], ...encoded);
	return join([last, 0], uint16(4 + content.length), content);
}

function openVpnReset(): Bytes {
	const [hardResetClientV2, keyId, noAcknowledgements, packetId] = [7, 0, 0, 0];
	return join([(hardResetClientV2 << 3) | keyId], ascii('doorchck'), [noAcknowledgements], uint32(packetId));
}
