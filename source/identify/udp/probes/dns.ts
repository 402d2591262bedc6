import type { Identity } from '../../../model.ts';
import { dnsClass, dnsQuery, dnsType, domainName, recursionDesired } from '../../../scan/udp-requests/dns-query.ts';
import { type ProductPattern, productIn } from '../../product.ts';
import { systemIn } from '../../system.ts';
import { type DnsMessage, readDnsMessage, responseCodeName, textIn } from '../dns-message.ts';
import type { Ask, UdpProbe } from '../probe.ts';

/** Its version, where it tells; then whether it looks up names for strangers. */
export const dns: UdpProbe = {
	id: 'dns',
	spec: 'RFC 1035, section 4.1; RFC 4892, section 2',
	ports: [53, 5353],
	recognise,
	goOn,
};

/** What servers call themselves in version.bind. */
const products: readonly ProductPattern[] = [
	[/^(?:BIND )?(9\.\d+\.\d+(?:-[PS]\d+)?)/, 'BIND'],
	[/^dnsmasq-(\d[\w.]*)/, 'dnsmasq'],
	[/^dnsmasq\b/, 'dnsmasq'],
	[/^unbound (\d[\d.]*)/, 'Unbound'],
	[/^PowerDNS Recursor (\d[\d.]*)/, 'PowerDNS Recursor'],
	[/^PowerDNS Authoritative Server (\d[\d.]*)/, 'PowerDNS Authoritative Server'],
	[/^Knot DNS (\d[\d.]*)/, 'Knot DNS'],
	[/^NSD (\d[\d.]*)/, 'NSD'],
	[/^CoreDNS-(\d[\d.]*)/, 'CoreDNS'],
	[/^Microsoft DNS (\d[\d.]*)/, 'Microsoft DNS'],
];

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const message = readDnsMessage(reply);
	const asked = readDnsMessage(Buffer.from(request));
	if (!message || !asked || !answers(message, asked)) return undefined;
	const [question] = asked.questions;
	const version = message.answers.find(({ type, class: of }) => type === dnsType.TXT && of === dnsClass.CHAOS);
	const text = version && textIn(version);
	const os = systemIn(text ?? '');
	return {
		service: 'dns',
		...productIn(text ?? '', products),
		access: 'unknown',
		evidence: [`${question?.name} answered: ${text || outcome(message)}`],
		...(os ? { os } : {}),
	};
}

/** A response to this very question; errors may leave the question out. */
function answers(message: DnsMessage, asked: DnsMessage): boolean {
	const [question] = asked.questions;
	return (
		message.isResponse &&
		message.opcode === 0 &&
		message.id === asked.id &&
		message.questions.length <= 1 &&
		message.questions.every(
			({ name, type, class: of }) =>
				name.toLowerCase() === question?.name && type === question?.type && of === question.class,
		)
	);
}

function outcome({ responseCode, answers }: DnsMessage): string {
	return responseCode === 0 && answers.length === 0 ? 'nothing' : responseCodeName(responseCode);
}

function refusal(message: DnsMessage): string {
	return message.responseCode === 0 && !message.recursionAvailable ? 'no recursion' : outcome(message);
}

/** The root's name servers: a resolver knows them already, so that it needs to ask nobody. */
const rootServers = Uint8Array.from(dnsQuery(recursionDesired, domainName(''), dnsType.NS, dnsClass.IN));

async function goOn(identity: Identity, ask: Ask): Promise<Identity> {
	const reply = await ask(rootServers);
	const message = reply && readDnsMessage(reply);
	const asked = readDnsMessage(Buffer.from(rootServers));
	if (!message || !asked || !answers(message, asked)) return identity;
	const found = message.answers.filter(({ name, type }) => name === '' && type === dnsType.NS).length;
	const recursive = message.recursionAvailable && message.responseCode === 0 && found > 0;
	return {
		...identity,
		access: recursive ? 'open' : identity.access,
		evidence: [
			...identity.evidence,
			`recursive query for the name servers of the root answered: ${recursive ? `${found} of them` : refusal(message)}`,
		],
		...(recursive ? { remark: 'looks up names for strangers; can be abused to flood others' } : {}),
	};
}
