import { setImmediate } from 'node:timers/promises';
import { assessPort } from '../source/assess/severity.ts';
import { Budget, type Limits } from '../source/identify/budget.ts';
import { Conversation } from '../source/identify/conversation.ts';
import { harmless } from '../source/identify/harmless.ts';
import { greeting } from '../source/identify/hear.ts';
import type { Context, ProtocolProbe } from '../source/identify/protocol.ts';
import { protocols } from '../source/identify/protocols.ts';
import { udpProbes } from '../source/identify/udp/probes.ts';
import type { Identity, Protocol } from '../source/model.ts';
import { udpRequest } from '../source/scan/udp-requests.ts';
import { dangerous, textsIn } from '../test/identify/dangerous.ts';
import { recordedId } from '../test/identify/recorded-id.ts';
import type { Transcript } from '../test/identify/transcript.ts';
import type { UdpTranscript } from '../test/identify/udp-transcript.ts';
import { seeded } from '../test/network/random.ts';
import { hostileConnection } from './memory-server.ts';
import { mutated, pick, type Random } from './mutate.ts';

/** What the fuzzer begins with. */
export interface Seeds {
	readonly tcp: readonly Transcript[];
	readonly udp: readonly UdpTranscript[];
}

/** Short, as no byte travels. */
const limits: Limits = { exchangeMs: 25, portMs: 100, listenMs: 10, bytes: 65_536, connections: 3 };
/** What a parser may take of the processor for one input, and what a busy machine may add to a conversation. Milliseconds. */
const parserMs = 250;
const spareMs = 5000;

/** Makes one hostile input, has everything read it that may meet it, and throws where something doesn't hold. */
export async function tryInput(seeds: Seeds, seed: number): Promise<void> {
	const random = seeded(seed);
	if (random() < 0.25) tryDatagram(pick(seeds.udp, random), random);
	else if (random() < 0.5) tryParsers(pick(seeds.tcp, random), random);
	else await tryConversation(pick(seeds.tcp, random), pick(protocols, random), random);
}

function tryDatagram({ replies }: UdpTranscript, random: Random): void {
	const reply = pick(replies, random);
	const bytes = mutated(Buffer.from(reply === 'silence' ? '' : reply), random);
	for (const probe of udpProbes) {
		for (const port of probe.ports) {
			inTime(probe.id, () => check(probe.recognise(bytes, udpRequest(port, recordedId)), port, 'udp'));
		}
	}
}

function tryParsers({ greeting, answers = [], port }: Transcript, random: Random): void {
	const messages = [...(greeting === undefined ? [] : [greeting]), ...answers.map(([, answer]) => answer)];
	const bytes = mutated(messages.length === 0 ? Buffer.alloc(0) : Buffer.from(pick(messages, random)), random);
	for (const probe of protocols) {
		for (const final of [false, true]) {
			inTime(probe.id, () => check(probe.recognise?.(bytes, port, final), port, 'tcp'));
		}
	}
}

/** Mostly the protocol's own probe, sometimes any other. */
async function tryConversation(transcript: Transcript, other: ProtocolProbe, random: Random): Promise<void> {
	const { port } = transcript;
	const own = protocols.find(({ ports, tlsPorts }) => ports.includes(port) || tlsPorts?.includes(port));
	const probe = own !== undefined && random() < 0.8 ? own : other;
	const budget = new Budget(limits);
	const open = () => {
		const stream = hostileConnection(transcript, random);
		budget.register(stream);
		return new Conversation(stream, budget);
	};
	const context: Context = {
		address: '192.0.2.1',
		port,
		serverName: undefined,
		secure: random() < 0.3,
		again: async () => (budget.takeConnection() ? open() : undefined),
	};
	const begun = performance.now();
	try {
		const conversation = open();
		const identity =
			probe.speaksFirst === 'server'
				? await greeting(conversation, context, limits.listenMs)
				: await probe.converse?.(conversation, context);
		check(identity, port, 'tcp');
		const ms = performance.now() - begun;
		if (ms > limits.portMs + spareMs) throw new Error(`${probe.id} took ${Math.round(ms)} ms`);
	} finally {
		budget.end();
		// Ends of streams that nobody reads any more are told now.
		await setImmediate();
	}
}

function inTime(name: string, parse: () => void): void {
	const before = process.cpuUsage();
	parse();
	const ms = process.cpuUsage(before).user / 1000;
	if (ms > parserMs) throw new Error(`${name} took ${Math.round(ms)} ms for one input`);
}

/** What is known of a port must be whole, bounded and harmless. */
function check(raw: Identity | undefined, port: number, protocol: Protocol): void {
	if (raw === undefined) return;
	const identity = harmless(raw);
	const finding = assessPort({ address: '192.0.2.1', port, protocol, state: 'open', rttMs: 1, identity, at: 0 });
	for (const text of textsIn([identity, finding])) {
		if (dangerous.test(text)) throw new Error(`a dangerous character in ${JSON.stringify(text)}`);
		if (text.length > 400) throw new Error(`a text of ${text.length} characters`);
	}
	if (!/^[a-z][a-z0-9-]*$/.test(identity.service)) throw new Error(`the service ${JSON.stringify(identity.service)}`);
	if (identity.evidence.length === 0 || identity.evidence.length > 6)
		throw new Error(`${identity.evidence.length} lines of evidence`);
	if (!['open', 'protected', 'unknown'].includes(identity.access)) throw new Error(`access ${identity.access}`);
}
