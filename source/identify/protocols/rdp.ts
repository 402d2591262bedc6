import type { Identity, TlsFacts } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { takeLeave, tlsEvidence } from '../tls.ts';

/** How a session can be secured ([MS-RDPBCGR], section 2.2.1.1.1): by TLS alone, and by CredSSP, which is NLA. */
const tls = 1;
const credSsp = 2;

/** What an RDP negotiation ends in ([MS-RDPBCGR], sections 2.2.1.2.1 and 2.2.1.2.2). */
const chosen = 2;
const refused = 3;
const nlaRequired = 5;

const failures: Readonly<Record<number, string>> = {
	1: 'TLS required',
	2: 'TLS not allowed',
	3: 'no certificate',
	4: 'inconsistent flags',
	[nlaRequired]: 'NLA required',
	6: 'client certificate required',
};

/** How xrdp hangs up on who doesn't speak RDP: a DisconnectProviderUltimatum ([MS-RDPBCGR], section 2.2.2.3). */
const ultimatum = Buffer.from('0300000902f0802180', 'hex');

/**
 * Asks for a connection without NLA. Whoever agrees shows a login screen to everybody, and, where TLS was agreed on, a
 * certificate; whoever doesn't is asked once more, with NLA, for the sake of the certificate.
 */
export const rdp: ProtocolProbe = {
	id: 'rdp',
	spec: '[MS-RDPBCGR], sections 2.2.1.1 and 2.2.1.2',
	speaksFirst: 'client',
	ports: [3389, 3390],
	guessed: true,
	recognise,
	converse,
};

function recognise(bytes: Buffer): Identity | undefined {
	if (!bytes.equals(ultimatum)) return undefined;
	return { service: 'rdp', access: 'unknown', evidence: ['answered with a disconnect ultimatum'] };
}

async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const offer = await negotiate(conversation, tls);
	if (!offer) return undefined;
	if (offer.kind === 'refused' && offer.reason === nlaRequired) return withNla(context);
	const facts =
		offer.kind === 'chosen' && offer.protocol === tls ? await certificate(conversation, context) : undefined;
	// Without TLS nothing but the encryption of RDP itself is left, which can't be told from none.
	const open = offer.kind === 'chosen' || offer.reason === 2;
	return {
		service: 'rdp',
		access: 'unknown',
		evidence: [`connection request without NLA answered: ${inWords(offer)}`, ...(facts ? tlsEvidence(facts) : [])],
		...(facts ? { tls: facts } : {}),
		...(open ? { remark: 'login screen reachable, NLA off' } : {}),
	};
}

async function withNla(context: Context): Promise<Identity> {
	const next = await context.again();
	const offer = next && (await negotiate(next, tls | credSsp));
	const agreed = offer?.kind === 'chosen' && (offer.protocol & (tls | credSsp)) !== 0;
	const facts = next && agreed ? await certificate(next, context) : undefined;
	return {
		service: 'rdp',
		access: 'protected',
		evidence: ['connection request without NLA answered: NLA required', ...(facts ? tlsEvidence(facts) : [])],
		...(facts ? { tls: facts } : {}),
		remark: 'NLA on',
	};
}

type Offer =
	| { readonly kind: 'chosen'; readonly protocol: number }
	| { readonly kind: 'refused'; readonly reason: number };

/** Connection request and confirm (ITU-T X.224, sections 13.3 and 13.4) in TPKT packets (RFC 1006, section 6). */
async function negotiate(conversation: Conversation, protocols: number): Promise<Offer | undefined> {
	const request = Buffer.from('030000130ee000000000000100080000000000', 'hex');
	request.writeUInt32LE(protocols, 15);
	const answer = await conversation.exchange(request, isWhole);
	if (answer.length < 11 || answer.readUInt16BE(0) !== 0x0300 || answer.readUInt8(5) !== 0xd0) return undefined;
	const length = answer.readUInt16BE(2);
	if (length !== answer.readUInt8(4) + 5 || answer.length < length) return undefined;
	// Servers that are older than TLS in RDP confirm without a word about it.
	if (length === 11) return { kind: 'chosen', protocol: 0 };
	if (length !== 19 || answer.readUInt16LE(13) !== 8) return undefined;
	const value = answer.readUInt32LE(15);
	if (answer.readUInt8(11) === chosen) return { kind: 'chosen', protocol: value };
	return answer.readUInt8(11) === refused ? { kind: 'refused', reason: value } : undefined;
}

function isWhole(bytes: Buffer): boolean {
	return bytes.length >= 4 && (bytes.readUInt8(0) !== 3 || bytes.length >= bytes.readUInt16BE(2));
}

async function certificate(conversation: Conversation, { serverName }: Context): Promise<TlsFacts | undefined> {
	const secured = await conversation.startTls(serverName);
	if (typeof secured === 'string') return undefined;
	await takeLeave(secured);
	return secured.facts;
}

function inWords(offer: Offer): string {
	if (offer.kind === 'refused') return failures[offer.reason] ?? `refused (${offer.reason})`;
	return offer.protocol === tls ? 'agreed, with TLS' : "agreed, with RDP's own encryption";
}
