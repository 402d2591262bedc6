import type { Address, Identity } from '../model.ts';
import type { Budget } from './budget.ts';
import type { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import { callOut, greeting } from './hear.ts';
import { parseResponse } from './http-message.ts';
import { identifyInside } from './inside-tls.ts';
import { Line } from './line.ts';
import type { Context, ProtocolProbe } from './protocol.ts';
import { http } from './protocols/http.ts';
import { expectedOn, mayAsk, protocols, recognise } from './protocols.ts';
import {
	asciiName,
	handshake,
	isOld,
	takeLeave,
	wantsCertificate,
	wantsCertificateRemark,
	wantsOtherProtocol,
	withOldVersions,
} from './tls.ts';

interface Place extends Address {
	readonly port: number;
	readonly serverName?: string;
	/** Ids of the protocols that may be asked though they are asked on request only. */
	readonly ask?: readonly string[];
}

/** One way to begin with a port; each takes one connection. */
type Opening =
	/** Expect this protocol; `guessed` when nothing suggests it. */
	| { readonly kind: 'ask'; readonly probe: ProtocolProbe; readonly guessed?: boolean }
	/** Wait for a greeting; after silence send a request that many kinds of server answer somehow. */
	| { readonly kind: 'listen' }
	/**
	 * Begin with a TLS handshake, then expect `inside`; `hinted` when the port suggests TLS. `offers` by ALPN where a server
	 * wanted none of what is usually offered.
	 */
	| {
			readonly kind: 'tls';
			readonly hinted: boolean;
			readonly inside?: ProtocolProbe;
			readonly offers?: readonly string[];
	  }
	/** Begin with a TLS handshake of the old versions only, where a newer one showed this. */
	| { readonly kind: 'old-tls'; readonly shown: Identity };

/** What came of an opening. */
interface Outcome {
	/** The best that is known now; final unless `next` has something that wasn't tried. */
	readonly identity?: Identity;
	/** What to try before anything else. */
	readonly next?: readonly Opening[];
	/** Nothing can be learned at this port. */
	readonly over?: boolean;
}

/** How long a handshake may take that nobody asked for. Milliseconds. */
const unaskedHandshakeMs = 1500;
/**
 * How long a server may take for the first byte of its answer to a guess, and to such a handshake, beside a few round
 * trips of at most so long: enough for one that has work to do, short enough for several guesses at one that is silent.
 */
const guessMs = 250;
const unaskedHelloMs = 600;
const roundTrips = 4;
const longestRoundTripMs = 60;

/** Offered by ALPN where nothing is expected. Some servers accept only who offers their own protocol: PostgreSQL since 17. */
const allOffers = protocols.flatMap(({ alpn }) => alpn ?? []);

/**
 * Tries one opening after the other, what the port suggests first and what an answer suggests before the rest,
 * until one identifies the service or the budget is used up.
 */
export async function visit(place: Place, budget: Budget): Promise<Identity | undefined> {
	const queue = [...openingsFor(place)];
	const tried = new Set<string>();
	let best: Identity | undefined;
	for (let opening = queue.shift(); opening && !budget.over; opening = queue.shift()) {
		if (tried.has(keyOf(opening)) || (best && isGuess(opening))) continue;
		tried.add(keyOf(opening));
		const { identity, next = [], over = false } = await begin(opening, place, budget);
		best = identity ?? best;
		if (over || (identity && next.every((opening) => tried.has(keyOf(opening))))) break;
		queue.unshift(...next);
	}
	return best;
}

function keyOf(opening: Opening): string {
	if (opening.kind === 'ask') return opening.probe.id;
	return opening.kind === 'tls' ? [opening.kind, ...(opening.offers ?? [])].join(' ') : opening.kind;
}

function isGuess(opening: Opening): boolean {
	return opening.kind === 'ask' && opening.guessed === true;
}

/** What the port suggests, then TLS and what is met everywhere, then guesses. */
function openingsFor({ port, ask = [] }: Place): readonly Opening[] {
	const guesses = protocols
		.filter((probe) => probe.guessed && mayAsk(probe, ask))
		.map((probe) => ({ kind: 'ask', probe, guessed: true }) as const);
	return [...likelyOpenings(port, ask), ...guesses];
}

function likelyOpenings(port: number, asked: readonly string[]): readonly Opening[] {
	const { probe, others, secure } = expectedOn(port, asked);
	if (secure) return [{ kind: 'tls', hinted: true, ...(probe ? { inside: probe } : {}) }, { kind: 'listen' }];
	if (probe?.speaksFirst === 'client') {
		return [
			{ kind: 'ask', probe },
			...others.map((probe) => ({ kind: 'ask', probe }) as const),
			{ kind: 'tls', hinted: false, inside: probe },
			{ kind: 'ask', probe: http },
		];
	}
	return [{ kind: 'listen' }, { kind: 'tls', hinted: false }];
}

async function begin(opening: Opening, place: Place, budget: Budget): Promise<Outcome> {
	const line = new Line(place, budget);
	const start = performance.now();
	const connection = await line.dial();
	if (!connection) return { over: true };
	const roundTripMs = performance.now() - start;
	try {
		const { address, port } = place;
		const context = { address, port, serverName: asciiName(place.serverName) };
		const patienceMs = patienceWith(opening, roundTripMs);
		if (patienceMs !== undefined) connection.giveUpAfter(patienceMs);
		if (opening.kind === 'tls') return await beginSecure(opening, connection, line, context, budget);
		if (opening.kind === 'old-tls') return await beginOld(opening, connection, context, budget);
		const conversation = new Conversation(connection, budget);
		const again = async () => {
			const next = await line.redial();
			return next && new Conversation(next, budget);
		};
		const plain = { ...context, secure: false, again };
		return opening.kind === 'ask' && opening.probe.speaksFirst === 'client'
			? await ask(opening.probe, conversation, plain)
			: await listen(conversation, plain, budget);
	} finally {
		line.hangUp();
	}
}

/** How long the server may keep silent, in milliseconds, where nothing suggests that it speaks the protocol. */
function patienceWith(opening: Opening, roundTripMs: number): number | undefined {
	const ms = isGuess(opening) ? guessMs : opening.kind === 'tls' && !opening.hinted ? unaskedHelloMs : undefined;
	return ms && ms + roundTrips * Math.min(roundTripMs, longestRoundTripMs);
}

/** The server may speak first; if it says nothing at all, anything that answers is welcome. */
async function listen(conversation: Conversation, context: Context, budget: Budget): Promise<Outcome> {
	const expected = expectedOn(context.port).probe;
	const ms = expected?.speaksFirst === 'server' ? budget.limits.exchangeMs : budget.limits.listenMs;
	const identity = await greeting(conversation, context, ms);
	if (identity) return { identity };
	if (conversation.ended || conversation.heard.length > 0) return { over: true };
	await callOut(conversation, context.port);
	return suggestedBy(conversation.heard, context.port);
}

async function ask(probe: ProtocolProbe, conversation: Conversation, context: Context): Promise<Outcome> {
	const identity = await probe.converse?.(conversation, context);
	const { heard } = conversation;
	if (!identity || (probe === http && isPageOfAnother(heard, context.port))) return suggestedBy(heard, context.port);
	// Some answer all requests with 400: what they are is known then.
	const isUnclear = saysTls(heard, context.port) || (identity.service === http.id && isBadRequest(heard));
	return isUnclear ? { ...suggestedBy(heard, context.port), identity } : { identity };
}

/** An answer to something else than the protocol's own request: who it is, and how to ask properly. */
function suggestedBy(heard: Buffer, port: number): Outcome {
	const found = recognise(heard, port);
	if (!found) return {};
	const { probe, identity } = found;
	const properly: readonly Opening[] = probe.converse && !probe.onRequest ? [{ kind: 'ask', probe }] : [];
	const overTls: Opening = { kind: 'tls', hinted: false, inside: http };
	if (saysTls(heard, port)) return { identity, next: [overTls, ...properly] };
	return { identity, next: probe === http && isBadRequest(heard) ? [...properly, overTls] : properly };
}

/** Some servers of other protocols have a page for web browsers that end up there. */
function isPageOfAnother(heard: Buffer, port: number): boolean {
	return (recognise(heard, port)?.probe ?? http) !== http;
}

/** What a web server that speaks TLS on this port answers, and many that miss the Host field. */
function isBadRequest(heard: Buffer): boolean {
	return /^HTTP\/1\.\d 400/.test(heard.toString('latin1', 0, 12));
}

/** As nginx, Apache, Go, Webmin and Cockpit put it; newer Cockpits only send the browser to TLS on the same port. */
function saysTls(heard: Buffer, port: number): boolean {
	const words =
		/plain HTTP request was sent to HTTPS|speaking plain HTTP to an SSL-enabled|HTTP request to an HTTPS server|is running in SSL mode|>Please use TLS</;
	const location = parseResponse(heard)?.headers.get('location') ?? '';
	return words.test(heard.toString('latin1', 0, 2048)) || securePortOf(location) === port;
}

/** The port of an `https` address; undefined for any other. */
function securePortOf(address: string): number | undefined {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	return url?.protocol === 'https:' ? Number(url.port || 443) : undefined;
}

async function beginSecure(
	{ hinted, inside, offers = usualOffers(hinted, inside) }: Opening & { kind: 'tls' },
	connection: Connection,
	line: Line,
	place: Omit<Context, 'secure' | 'again'>,
	budget: Budget,
): Promise<Outcome> {
	const options = {
		serverName: place.serverName,
		offers,
		ms: hinted ? budget.limits.exchangeMs : unaskedHandshakeMs,
	};
	const secured = await handshake(connection, budget, options);
	if (typeof secured === 'string') {
		if (!isAlert(connection.head)) return suggestedBy(connection.head, place.port);
		const next: readonly Opening[] = wantsOtherProtocol(secured) ? [{ kind: 'tls', hinted: true, offers: ['h2'] }] : [];
		return { identity: refusedTls(secured), next };
	}
	const { alpn } = secured;
	const expected = protocols.find((probe) => alpn !== undefined && probe.alpn === alpn) ?? inside;
	const again = async () => {
		const next = await line.redial();
		const anew = next && (await handshake(next, budget, options));
		return typeof anew === 'object' ? new Conversation(anew.stream, budget) : undefined;
	};
	const context = { ...place, secure: true, alpn, again };
	const identity = await identifyInside(secured, expected, context, budget);
	await takeLeave(secured);
	if (!identity.tls || countConnections.has(identity.service)) return { identity };
	const { version } = identity.tls;
	return isOld(version)
		? { identity: withOldVersions(identity, [version]) }
		: { identity, next: [{ kind: 'old-tls', shown: identity }] };
}

/** What is offered by ALPN: nothing that isn't expected where something is. */
function usualOffers(hinted: boolean, inside: ProtocolProbe | undefined): readonly string[] {
	return hinted ? allOffers.filter((name) => name === inside?.alpn) : allOffers;
}

/** Services whose servers turn away whoever connects too often, or does without a login. */
const countConnections: ReadonlySet<string> = new Set(['ssh', 'mysql', 'vnc', 'rdp', 'irc', 'mumble']);

async function beginOld(
	{ shown }: Opening & { kind: 'old-tls' },
	connection: Connection,
	{ serverName }: Omit<Context, 'secure' | 'again'>,
	budget: Budget,
): Promise<Outcome> {
	const options = { serverName, offers: [], ms: unaskedHandshakeMs, old: true };
	const secured = await handshake(connection, budget, options);
	if (typeof secured === 'string') return { identity: withOldVersions(shown, []) };
	const version = secured.stream.getProtocol();
	await takeLeave(secured);
	return { identity: withOldVersions(shown, version ? [version] : []) };
}

/** A TLS alert record (RFC 8446, sections 5.1 and 6). */
function isAlert(head: Buffer): boolean {
	return head[0] === 0x15 && head[1] === 0x03;
}

function refusedTls(reason: string): Identity {
	if (wantsCertificate(reason)) {
		const remark = wantsCertificateRemark;
		return { service: 'tls', access: 'protected', evidence: [remark], remark };
	}
	const words = reason
		.replace(/^ERR_SSL_/, '')
		.replaceAll('_', ' ')
		.toLowerCase();
	return { service: 'tls', access: 'unknown', evidence: [`TLS handshake refused: ${words}`] };
}
