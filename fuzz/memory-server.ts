import { Duplex } from 'node:stream';
import { answerTo, type Transcript } from '../test/identify/transcript.ts';
import { below, mutated, pick, type Random } from './mutate.ts';

/** How what a server says arrives. */
type Delivery = 'at once' | 'byte by byte' | 'in pieces';
const deliveries: readonly Delivery[] = ['at once', 'at once', 'byte by byte', 'in pieces'];

/**
 * The client's end of a connection to a server that plays its part of a transcript with every message mutated, in
 * memory. Afterwards it hangs up or falls silent.
 */
export function hostileConnection(transcript: Transcript, random: Random): Duplex {
	const delivery = pick(deliveries, random);
	const hangsUp = random() < 0.5;
	// Now and then a message is left as it was, so that the conversation gets further.
	const say = (message: string | Buffer) => {
		const bytes = Buffer.from(message);
		for (const piece of pieces(random() < 0.3 ? bytes : mutated(bytes, random), delivery, random)) {
			if (!stream.destroyed) stream.push(piece);
		}
	};
	let heard = '';
	const stream: Duplex = new Duplex({
		allowHalfOpen: false,
		read() {},
		write(chunk: Buffer, _encoding, done) {
			heard += chunk.toString('latin1');
			const answer = answerTo(heard, transcript);
			if (answer !== undefined) {
				heard = '';
				say(answer[0]);
			} else if (hangsUp && !stream.destroyed) stream.push(null);
			done();
		},
	});
	stream.on('error', () => {});
	const { greeting } = transcript;
	if (greeting !== undefined) setImmediate(() => say(greeting));
	return stream;
}

function pieces(bytes: Buffer, delivery: Delivery, random: Random): readonly Buffer[] {
	if (delivery === 'at once') return [bytes];
	const cut: Buffer[] = [];
	for (let at = 0; at < bytes.length; ) {
		// So many small ones, and then the rest.
		const size = cut.length > 300 ? bytes.length : delivery === 'byte by byte' ? 1 : 1 + below(200, random);
		cut.push(bytes.subarray(at, at + size));
		at += size;
	}
	return cut;
}
