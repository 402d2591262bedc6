import { isIPv6 } from 'node:net';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { type Secured, takeLeave, tlsEvidence } from '../tls.ts';

/**
 * Opens a stream and reads its features: encryption, the ways to sign in, whether anyone may register. Most servers
 * tell them inside TLS only, so that is where it goes on. A server that doesn't serve the name that was asked says so,
 * and nothing else.
 */
export const xmpp: ProtocolProbe = {
	id: 'xmpp',
	spec: 'RFC 6120, sections 4.2, 4.3.2, 4.4, 4.9, 5.4 and 6.3.3; XEP-0077, section 8 (registration)',
	speaksFirst: 'client',
	ports: [5222, 5269],
	tlsPorts: [5223, 5270],
	recognise: (bytes) => {
		const stream = streamIn(bytes.toString('utf8'));
		return stream && identityOf(stream, stream, false);
	},
	converse,
};

/** Servers connect to each other on these. */
const serverPorts: readonly number[] = [5269, 5270];

async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const opening = openingFor(context);
	const stream = await openStream(conversation, opening);
	if (!stream) return undefined;
	const secured = stream.features?.starttls ? await startTls(conversation, context) : undefined;
	if (!secured) {
		await closeStream(conversation);
		return identityOf(stream, stream, context.secure);
	}
	const inside = conversation.over(secured.stream);
	const inner = await openStream(inside, opening);
	await closeStream(inside);
	await takeLeave(secured);
	return {
		...identityOf(stream, inner ?? stream, false, secured.facts ? tlsEvidence(secured.facts) : []),
		...tlsOf(secured),
	};
}

function tlsOf({ facts }: Secured): Pick<Identity, 'tls'> {
	return facts ? { tls: facts } : {};
}

function openingFor({ address, port, serverName }: Context): string {
	const plain = address.replace(/%.*$/, '');
	const domain = (serverName ?? (isIPv6(plain) ? `[${plain}]` : plain))
		.replaceAll('&', '&amp;')
		.replaceAll("'", '&apos;');
	const kind = serverPorts.includes(port) ? 'server' : 'client';
	const namespaces = `xmlns='jabber:${kind}' xmlns:stream='http://etherx.jabber.org/streams'`;
	return `<?xml version='1.0'?><stream:stream to='${domain}' version='1.0' ${namespaces}>`;
}

async function openStream(conversation: Conversation, opening: string): Promise<Stream | undefined> {
	const answer = await conversation.exchange(opening, (bytes) => {
		const text = bytes.toString('utf8');
		return !/^\s*(?:<|$)/.test(text) || /<\/stream:(?:features|error|stream)>|<stream:features\s*\/>/.test(text);
	});
	return streamIn(answer.toString('utf8'));
}

async function closeStream(conversation: Conversation): Promise<void> {
	if (!conversation.ended)
		await conversation.exchange('</stream:stream>', (bytes) => bytes.includes('</stream:stream>'), 300);
}

async function startTls(conversation: Conversation, { serverName }: Context): Promise<Secured | undefined> {
	const request = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
	const answer = await conversation.exchange(request, (bytes) => bytes.includes('>'));
	if (!/^<proceed\b/.test(answer.toString('latin1'))) return undefined;
	const secured = await conversation.startTls(serverName);
	return typeof secured === 'string' ? undefined : secured;
}

interface Features {
	readonly starttls: 'offered' | 'required' | undefined;
	readonly mechanisms: readonly string[];
	readonly registration: boolean;
}

interface Stream {
	readonly between: 'client' | 'server';
	readonly error: string | undefined;
	readonly features: Features | undefined;
}

/** A stream as a server opens it, in the two namespaces that every one declares. */
function streamIn(text: string): Stream | undefined {
	const header = /^\s*(?:<\?xml [^>]*\?>\s*)?<stream:stream ([^>]*)>/.exec(text);
	const [, attributes = ''] = header ?? [];
	const between = /(?:^|\s)xmlns=["']jabber:(client|server)["']/.exec(attributes)?.[1];
	if (!/xmlns:stream=["']http:\/\/etherx\.jabber\.org\/streams["']/.test(attributes)) return undefined;
	if (between !== 'client' && between !== 'server') return undefined;
	const features = contentOf('stream:features', text);
	return {
		between,
		error: /<stream:error>\s*<([a-z-]+)/.exec(text)?.[1],
		features: features === undefined ? undefined : featuresIn(features),
	};
}

function featuresIn(text: string): Features {
	const starttls = contentOf('starttls', text);
	return {
		starttls: starttls === undefined ? undefined : starttls.includes('<required') ? 'required' : 'offered',
		mechanisms: [...text.matchAll(/<mechanism>\s*([\w-]{1,40})\s*<\/mechanism>/g)].map(([, name = '']) => name),
		registration: /<register\b/.test(text),
	};
}

/** What is inside the first element of this name; undefined while its end isn't there. */
function contentOf(name: string, text: string): string | undefined {
	const start = text.indexOf(`<${name}`);
	const tagEnd = start < 0 ? -1 : text.indexOf('>', start);
	if (tagEnd < 0) return undefined;
	if (text[tagEnd - 1] === '/') return '';
	const end = text.indexOf(`</${name}>`, tagEnd);
	return end < 0 ? undefined : text.slice(tagEnd + 1, end);
}

/**
 * @param first as the server opened it.
 * @param last the one inside TLS, where there is one.
 * @param secure inside TLS from the beginning.
 */
function identityOf(first: Stream, last: Stream, secure: boolean, tls: readonly string[] = []): Identity {
	const { between, error, features } = first;
	const { mechanisms = [], registration = false } = last.features ?? {};
	return {
		service: 'xmpp',
		...signIn(first, last, secure),
		evidence: [
			`opened a stream between ${between === 'server' ? 'servers' : 'client and server'}`,
			...(error ? [`stream error: ${error}`] : []),
			...(features && !secure ? [features.starttls ? `STARTTLS ${features.starttls}` : 'offers no STARTTLS'] : []),
			...(mechanisms.length > 0 ? [`mechanisms: ${mechanisms.join(', ')}`] : []),
			...(registration ? ['offers registration'] : []),
			...tls,
		],
	};
}

function signIn(first: Stream, last: Stream, secure: boolean): Pick<Identity, 'access' | 'remark'> {
	const { mechanisms = [], registration = false } = last.features ?? {};
	if (first.between === 'server') return { access: 'unknown' };
	if (registration) return { access: 'unknown', remark: 'anyone may register an account' };
	if (mechanisms.includes('ANONYMOUS')) return { access: 'unknown', remark: 'lets guests in without an account' };
	if (mechanisms.length === 0) return { access: 'unknown' };
	const cleartext = !secure && first.features?.starttls !== 'required' && first.features?.mechanisms.includes('PLAIN');
	return { access: 'protected', remark: cleartext ? 'takes passwords without encryption' : 'asks for a password' };
}
