import type { Identity } from '../model.ts';
import { dnsClass, dnsQuery, dnsType, domainName, recursionDesired } from '../scan/udp-requests/dns-query.ts';
import { type DnsMessage, readDnsMessage, responseCodeName, textIn } from './dns-message.ts';
import { type ProductPattern, productIn } from './product.ts';
import { systemIn, systemInGreeting } from './system.ts';

/** What servers call themselves in version.bind; administrators may let them say anything else. */
const products: readonly ProductPattern[] = [
	[/^(?:BIND )?(9\.\d+\.\d+(?:-[PS]\d+)?)/, 'BIND'],
	[/^dnsmasq-(?:pi-hole-)?v?(\d[\w.]*)/, 'dnsmasq'],
	[/^dnsmasq\b/, 'dnsmasq'],
	[/^unbound (\d[\d.]*)/, 'Unbound'],
	[/^PowerDNS Recursor (\d[\d.]*)/, 'PowerDNS Recursor'],
	[/^PowerDNS Authoritative Server (\d[\d.]*)/, 'PowerDNS Authoritative Server'],
	[/^Knot DNS (\d[\d.]*)/, 'Knot DNS'],
	[/^NSD (\d[\d.]*)/, 'NSD'],
	[/^CoreDNS-(\d[\d.]*)/, 'CoreDNS'],
	[/^Microsoft DNS (\d[\d.]*)/, 'Microsoft DNS'],
];

/** BIND's version where Debian, or a distribution made from it, has built it: the package's, and who built it. */
const bindPackage = /^(9\.\d[\w.]*-\d[\w.+~]*)-(?:Debian|Ubuntu)$/;

/** The query with which administrators ask a server for its version (RFC 4892, section 2). */
export const versionQuery = Uint8Array.from(
	dnsQuery(recursionDesired, domainName('version.bind'), dnsType.TXT, dnsClass.CHAOS),
);

/** The root's name servers, with recursion: a resolver knows them already, so that it needs to ask nobody. */
export const rootQuery = Uint8Array.from(dnsQuery(recursionDesired, domainName(''), dnsType.NS, dnsClass.IN));

/** What the reply to a query tells about the server: that it is one, and its version if it was asked for that. */
export function dnsServer(reply: Buffer, query: Uint8Array): Identity | undefined {
	const answer = answerTo(reply, query);
	if (!answer) return undefined;
	const { message, name } = answer;
	const version = message.answers.find(({ type, class: of }) => type === dnsType.TXT && of === dnsClass.CHAOS);
	const text = version === undefined ? '' : textIn(version);
	const packageVersion = bindPackage.exec(text)?.[1];
	const os = systemIn(text) ?? systemInGreeting(text);
	return {
		service: 'dns',
		...productIn(text, products),
		...(packageVersion ? { packageVersion } : {}),
		access: 'unknown',
		evidence: [`${name} answered: ${text || outcome(message)}`],
		...(os ? { os } : {}),
	};
}

/**
 * Adds what the reply to `rootQuery` tells. The answer counts: some claim recursion, and refuse.
 *
 * @param remark for a server that looks up names for strangers.
 */
export function withRecursion(identity: Identity, reply: Buffer, remark: string): Identity {
	const message = answerTo(reply, rootQuery)?.message;
	if (!message) return identity;
	const found = message.answers.filter(({ name, type }) => name === '' && type === dnsType.NS).length;
	const recursive = message.recursionAvailable && message.responseCode === 0 && found > 0;
	const said = recursive ? `${found} of them` : refusal(message);
	return {
		...identity,
		...(recursive ? { access: 'open', remark } : {}),
		evidence: [...identity.evidence, `recursive query for the name servers of the root answered: ${said}`],
	};
}

/** A response to this very question; errors may leave the question out. */
function answerTo(
	reply: Buffer,
	query: Uint8Array,
): { readonly message: DnsMessage; readonly name: string } | undefined {
	const message = readDnsMessage(reply);
	const asked = readDnsMessage(Buffer.from(query));
	const question = asked?.questions[0];
	if (!message || !asked || !question) return undefined;
	const isAnswer =
		message.isResponse &&
		message.opcode === 0 &&
		message.id === asked.id &&
		message.questions.length <= 1 &&
		message.questions.every(
			({ name, type, class: of }) =>
				name.toLowerCase() === question.name && type === question.type && of === question.class,
		);
	return isAnswer ? { message, name: question.name } : undefined;
}

function outcome({ responseCode, answers }: DnsMessage): string {
	return responseCode === 0 && answers.length === 0 ? 'nothing' : responseCodeName(responseCode);
}

function refusal(message: DnsMessage): string {
	return message.responseCode === 0 && !message.recursionAvailable ? 'no recursion' : outcome(message);
}
