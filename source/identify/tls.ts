import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { finished } from 'node:stream/promises';
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { Identity, TlsFacts } from '../model.ts';
import type { Budget } from './budget.ts';

/** A finished handshake: the stream to go on with, and what it showed. */
export interface Secured {
	readonly stream: TLSSocket;
	readonly facts: TlsFacts | undefined;
	/** One phrase about the certificate: `certificate valid, 61 days left`. */
	readonly remark: string | undefined;
	/** The protocol that the server chose by ALPN (RFC 7301). */
	readonly alpn: string | undefined;
}

export interface HandshakeOptions {
	/** The name that was asked, if it was a name: for SNI (RFC 6066, section 3) and for comparison with the certificate. */
	readonly serverName?: string | undefined;
	/** What is offered by ALPN. Nothing that isn't expected where something is: a server may refuse the handshake. */
	readonly offers: readonly string[];
	/**
	 * Offer ciphers without a certificate too (RFC 5246, appendix F.1.1.1). Not where a server may have a certificate: it
	 * may prefer them.
	 */
	readonly anonymous?: boolean;
	/** The longest the handshake may take, in milliseconds. */
	readonly ms: number;
	/** Offer nothing newer than TLS 1.1. */
	readonly old?: boolean;
}

/**
 * Does a TLS handshake that accepts any certificate and every version that OpenSSL still speaks: the aim is to
 * see what is there, nothing confidential is sent.
 *
 * @returns why it failed, as a phrase, where the server didn't complete the handshake.
 */
export function handshake(
	connection: Duplex,
	budget: Budget,
	{ serverName, offers, anonymous = false, ms, old = false }: HandshakeOptions,
): Promise<Secured | string> {
	const name = asciiName(serverName);
	return new Promise((resolve) => {
		const stream = connect({
			socket: connection,
			rejectUnauthorized: false,
			// The name is compared below; here only the chain of trust is of interest.
			checkServerIdentity: () => undefined,
			minVersion: 'TLSv1',
			...(old ? { maxVersion: 'TLSv1.1' } : {}),
			ciphers: anonymous ? 'ALL:@SECLEVEL=0' : 'DEFAULT:@SECLEVEL=0',
			...(name === undefined ? {} : { servername: name }),
			...(offers.length > 0 ? { ALPNProtocols: [...offers] } : {}),
		});
		budget.register(stream);
		const settle = (outcome: Secured | string) => {
			clearTimeout(timer);
			if (typeof outcome === 'string') stream.destroy();
			resolve(outcome);
		};
		const timer = setTimeout(() => settle('no answer in time'), budget.msLeft(ms));
		// Stays for the stream's whole life: errors after the handshake belong to the conversation.
		stream.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
		stream.once('close', () => settle('connection closed'));
		stream.once('secureConnect', () => settle(secured(stream, name)));
	});
}

/** Ends the connection in order (RFC 8446, section 6.1): one that is cut is an error in the server's log. */
export async function takeLeave({ stream }: Secured): Promise<void> {
	stream.resume().end();
	await finished(stream, { readable: false, signal: AbortSignal.timeout(leaveMs) }).catch(() => {});
}

/** How long a server that reads nothing may keep us from leaving. */
const leaveMs = 500;

function secured(stream: TLSSocket, name: string | undefined): Secured {
	const now = Date.now();
	const facts = tlsFacts(stream, name, now);
	return {
		stream,
		facts,
		remark: facts && certificateRemark(facts, problemWith(stream), now),
		alpn: stream.alpnProtocol || undefined,
	};
}

/** The name as certificates write it, or undefined for an address or something that can't be a host name. */
export function asciiName(name: string | undefined): string | undefined {
	if (name === undefined || isIP(name) !== 0) return undefined;
	return domainToASCII(name) || undefined;
}

const dayMs = 86_400_000;

function tlsFacts(stream: TLSSocket, name: string | undefined, now: number): TlsFacts | undefined {
	try {
		return describe(stream, name, now);
	} catch {
		// Hostile certificates exist that OpenSSL accepts and Node can't take apart.
		return undefined;
	}
}

function describe(stream: TLSSocket, name: string | undefined, now: number): TlsFacts | undefined {
	const certificate = stream.getPeerX509Certificate();
	if (!certificate) return undefined;
	const validTo = new Date(certificate.validTo);
	const validFrom = new Date(certificate.validFrom);
	if (Number.isNaN(validTo.getTime()) || Number.isNaN(validFrom.getTime())) return undefined;
	return {
		version: stream.getProtocol() ?? 'unknown',
		cipher: stream.getCipher().standardName,
		subject: oneLine(certificate.subject),
		issuer: oneLine(certificate.issuer),
		names: alternativeNames(certificate.subjectAltName),
		validFrom: validFrom.toISOString(),
		validTo: validTo.toISOString(),
		daysLeft: Math.floor((validTo.getTime() - now) / dayMs),
		selfSigned: certificate.subject === certificate.issuer && certificate.checkIssued(certificate),
		nameMatches: name === undefined ? null : checkServerIdentity(name, certificate.toLegacyObject()) === undefined,
	};
}

/** `CN=…\nO=…`, as OpenSSL gives it, most significant part last. */
function oneLine(distinguishedName: string | undefined): string {
	return (distinguishedName ?? '').split('\n').reverse().join(', ');
}

/** `DNS:example.com, IP Address:192.0.2.1`, where Node quotes a value with special characters like JSON. */
export function alternativeNames(subjectAltName: string | undefined): string[] {
	const entry = /(?:^|, )(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g;
	return [...(subjectAltName ?? '').matchAll(entry)].map(([, value = '']) => value).slice(0, 100);
}

/** What is said of a server that lets in only who has a certificate. */
export const wantsCertificateRemark = 'asks for a client certificate';

/**
 * Whether a server broke off for want of a client certificate (RFC 8446, section 6.2). Go up to 1.20 finds the one that
 * it didn't get a bad one.
 */
export function wantsCertificate(reason: string): boolean {
	return /CERTIFICATE_REQUIRED|BAD_CERTIFICATE/.test(reason);
}

/** Whether a server broke off because it speaks nothing of what was offered by ALPN (RFC 7301, section 3.2). */
export function wantsOtherProtocol(reason: string): boolean {
	return /NO_APPLICATION_PROTOCOL/.test(reason);
}

/** A TLS connection as evidence: version and cipher, certificate and its end. */
export function tlsEvidence(facts: TlsFacts): readonly string[] {
	return [`${facts.version}, ${facts.cipher}`, `certificate: ${facts.subject}, until ${facts.validTo.slice(0, 10)}`];
}

/** Why OpenSSL doesn't trust the certificate (`CERT_HAS_EXPIRED`), or undefined where it does. */
function problemWith(stream: TLSSocket): string | undefined {
	return stream.authorized ? undefined : String(stream.authorizationError);
}

/** What is wrong with the certificates that lead from this one to an authority, by OpenSSL's names (`verify`). */
const chainProblems: Readonly<Record<string, string>> = {
	CERT_HAS_EXPIRED: "an issuer's certificate has expired",
	CERT_NOT_YET_VALID: "an issuer's certificate is not valid yet",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "unknown issuer, or its certificate isn't sent along",
};

/**
 * What a reader should know about a certificate, in one phrase; the worst first.
 *
 * @param problem what OpenSSL calls the reason not to trust it; undefined where it is trusted.
 * @param now milliseconds since 1970.
 */
export function certificateRemark(facts: TlsFacts, problem: string | undefined, now: number): string {
	if (facts.daysLeft < 0) return `certificate expired ${ago(-facts.daysLeft - 1)}`;
	if (Date.parse(facts.validFrom) > now) return 'certificate not valid yet';
	if (facts.selfSigned) return 'self-signed certificate';
	if (facts.nameMatches === false) return 'certificate is for another name';
	if (problem !== undefined) return chainProblems[problem] ?? 'certificate from an unknown issuer';
	return `${allWell}, ${days(facts.daysLeft)} left`;
}

const allWell = 'certificate valid';

/**
 * What is known about a TLS service, with the old versions that its server was found to accept. They are remarked on
 * unless something more important is.
 *
 * @param versions as Node calls them: `TLSv1.1`.
 */
export function withOldVersions(identity: Identity, versions: readonly string[]): Identity {
	const { tls, evidence, remark } = identity;
	if (!tls) return identity;
	const [version] = versions;
	const phrase = version && `${versionName(version)} is ${version === tls.version ? 'the newest' : 'accepted too'}`;
	const unremarkable = remark === undefined || remark.startsWith(allWell);
	return {
		...identity,
		tls: { ...tls, oldVersions: versions },
		// Beside the version that was spoken.
		evidence: phrase ? [...evidence.slice(0, 1), phrase, ...evidence.slice(1)] : evidence,
		...(phrase && unremarkable ? { remark: phrase } : {}),
	};
}

/** Versions that nobody should accept any more (RFC 8996). */
export function isOld(version: string): boolean {
	return version === 'TLSv1' || version === 'TLSv1.1';
}

/** `TLS 1.0` for Node's `TLSv1`. */
function versionName(version: string): string {
	return version === 'TLSv1' ? 'TLS 1.0' : version.replace('TLSv', 'TLS ');
}

function ago(wholeDays: number): string {
	return wholeDays === 0 ? 'today' : `${days(wholeDays)} ago`;
}

function days(count: number): string {
	return `${count} ${count === 1 ? 'day' : 'days'}`;
}
