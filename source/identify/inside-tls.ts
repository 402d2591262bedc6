import type { Identity } from '../model.ts';
import type { Budget } from './budget.ts';
import { Conversation } from './conversation.ts';
import { callOut, greeting } from './hear.ts';
import type { Context, ProtocolProbe } from './protocol.ts';
import { protocols, recognise } from './protocols.ts';
import { type Secured, tlsEvidence, wantsCertificate, wantsCertificateRemark } from './tls.ts';

/** How long a server that nobody expected to speak first gets to do so after the handshake. Milliseconds. */
const listenMs = 600;

/**
 * What a TLS connection shows: its certificate and the service inside.
 *
 * @param expected the protocol that is probably inside; without one it is listened to, then a request is sent that many
 * kinds of server answer.
 * @returns the service `tls` when nothing inside was recognised.
 */
export async function identifyInside(
	secured: Secured,
	expected: ProtocolProbe | undefined,
	context: Context,
	budget: Budget,
): Promise<Identity> {
	const conversation = new Conversation(secured.stream, budget);
	const inner = await innerService(expected, conversation, context);
	const { facts, remark } = secured;
	// TLS 1.3 servers ask for a certificate after the handshake is complete for the client.
	const refused = wantsCertificate((conversation.error as NodeJS.ErrnoException | undefined)?.code ?? '');
	const isForHolders = refused || inner?.remark === wantsCertificateRemark;
	// Where the service has no name, what it speaks is all that is known of it.
	const first = isForHolders ? wantsCertificateRemark : inner?.service === 'unknown' ? inner.remark : undefined;
	return {
		access: refused ? 'protected' : 'unknown',
		...inner,
		service: secureIdOf(inner) ?? 'tls',
		evidence: [
			...(facts ? tlsEvidence(facts) : []),
			...(refused ? [wantsCertificateRemark] : []),
			...(inner?.evidence ?? []),
		],
		...(facts ? { tls: facts } : {}),
		...(remark && inner?.access !== 'open' ? { remark: first === undefined ? remark : `${first}, ${remark}` } : {}),
	};
}

async function innerService(
	expected: ProtocolProbe | undefined,
	conversation: Conversation,
	context: Context,
): Promise<Identity | undefined> {
	if (expected?.speaksFirst === 'client') {
		return (await expected.converse?.(conversation, context)) ?? recognise(conversation.heard, context.port)?.identity;
	}
	const identity = await greeting(conversation, context, expected ? conversation.limits.exchangeMs : listenMs);
	return identity || conversation.heard.length > 0 ? identity : whoAnswers(conversation, context);
}

/** Asks as nobody in particular, then in the protocol that answered. */
async function whoAnswers(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const found = await callOut(conversation, context.port);
	if (!found) return undefined;
	const { probe, identity } = found;
	const next = probe.converse && !probe.onRequest ? await context.again() : undefined;
	return (next && (await probe.converse?.(next, context))) ?? identity;
}

function secureIdOf(inner: Identity | undefined): string | undefined {
	return inner && (protocols.find(({ id }) => id === inner.service)?.secureId ?? inner.service);
}
