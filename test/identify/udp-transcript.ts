import type { Identity } from '../../source/model.ts';
import { withIdOf } from './recorded-id.ts';
import type { Answer } from './scripted-udp-server.ts';

/**
 * One exchange with a server over UDP, as it was recorded or as the specification has it, and what must be made of it.
 * The files in `udp-transcripts/` have lists of these as their default export; the tests play them on the protocol's
 * port, and mutate them.
 */
export interface UdpTranscript {
	/** A sentence's subject: `a resolver that looks up names for strangers`. */
	readonly name: string;
	/** Where the bytes come from: `chronyd 4.3, recorded`, or a specification and its section. */
	readonly source: string;
	/** Where it is usually met. */
	readonly port: number;
	/** Its answers to the first question, the second and so on; no more questions are expected. */
	readonly replies: readonly (Buffer | string | 'silence')[];
	/** It answers from a port of its own for each asker. */
	readonly fromAnotherPort?: true;
	readonly identity: Partial<Identity>;
	/** Some line of the evidence matches. */
	readonly evidence?: RegExp;
}

/** A server's part in it. The same question asked again gets the same answer. */
export function playOverUdp({ replies, fromAnotherPort }: UdpTranscript): (request: Buffer, answer: Answer) => void {
	const questions: string[] = [];
	return (request, answer) => {
		const question = request.toString('hex');
		if (!questions.includes(question)) questions.push(question);
		const reply = replies[questions.indexOf(question)];
		if (reply !== undefined && reply !== 'silence')
			answer(withIdOf(request.toString('latin1'), reply), fromAnotherPort ? 'another port' : undefined);
	};
}
