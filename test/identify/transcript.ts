import type { Socket } from 'node:net';
import type { Identity } from '../../source/model.ts';
import { withIdOf } from './recorded-id.ts';

/**
 * One conversation with a server of some protocol, as it was recorded or as the specification has it, and what must be
 * made of it. The files in `transcripts/` have lists of these as their default export; the tests play them on the
 * protocol's port and on one that suggests nothing, and the fuzzer begins with them.
 */
export interface Transcript {
	/** A sentence's subject: `a broker that wants a password`. */
	readonly name: string;
	/** Where the bytes come from: `mosquitto 2.0.11, recorded`, or a specification and its section. */
	readonly source: string;
	/** Where it is usually met. */
	readonly port: number;
	/** What the server says first. */
	readonly greeting?: string | Buffer;
	/** Its answer to the first of these that matches what came in since its last answer, as latin1. */
	readonly answers?: readonly Answer[];
	/** What it does on anything else: says this, hangs up (the default), or stays silent. */
	readonly otherwise?: string | Buffer | 'hangs up' | 'stays silent';
	/** What is asked on request only. */
	readonly ask?: readonly string[];
	/** Fields that must be as they are here; those that are undefined must be absent. */
	readonly identity: { readonly [Field in keyof Identity]?: Identity[Field] | undefined };
	/** Some line of the evidence matches. */
	readonly evidence?: RegExp;
	/** Connections it may take; `elsewhere` is left out where it can't be known on a port that suggests nothing. */
	readonly connections?: { readonly usual: number; readonly elsewhere?: number };
}

export type Answer = readonly [request: RegExp, answer: string | Buffer, then?: 'hangs up'];

/** What the server says next, having heard this since it last spoke; undefined when that is nothing. */
export function answerTo(
	heard: string,
	{ answers = [], otherwise }: Transcript,
): readonly [words: string | Buffer, then?: 'hangs up' | undefined] | undefined {
	const answer = answers.find(([request]) => request.test(heard));
	if (answer) return [withIdOf(heard, answer[1]), answer[2]];
	return otherwise === undefined || otherwise === 'hangs up' || otherwise === 'stays silent' ? undefined : [otherwise];
}

/** Plays the server's part on one connection. */
export function play(transcript: Transcript, socket: Socket): void {
	let heard = '';
	if (transcript.greeting !== undefined) socket.write(transcript.greeting);
	socket.on('data', (data) => {
		heard += data.toString('latin1');
		const answer = answerTo(heard, transcript);
		if (answer === undefined) {
			if (transcript.otherwise !== 'stays silent') socket.end();
			return;
		}
		heard = '';
		const [words, then] = answer;
		if (words.length > 0) socket.write(words);
		if (then === 'hangs up') socket.end();
	});
}
