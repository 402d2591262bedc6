import { Transform, type TransformCallback } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Where keys come from: standard input, or a stand-in. */
export interface KeySource extends NodeJS.ReadableStream {
	readonly isTTY?: boolean;
	setRawMode?(mode: boolean): unknown;
	ref?(): unknown;
	unref?(): unknown;
}

/** An escape sequence of which the end is still to come: ESC, ESC O, or ESC [ with parameters. */
const unfinished = /\u001b(?:O|\[[0-9;?<>=]*)?$/;

/**
 * Standard input that holds an unfinished escape sequence back for a while, so that an arrow key whose bytes arrive
 * in two packets is still an arrow key, and Esc alone is Esc.
 */
export class PatientInput extends Transform {
	readonly isTTY = true;
	readonly #source: KeySource;
	readonly #patienceMs: number;
	readonly #decoder = new StringDecoder('utf8');
	#held = '';
	#timer: NodeJS.Timeout | undefined;

	/** `patienceMs`: how long the rest of a key may take. */
	constructor(source: KeySource, patienceMs: number) {
		super();
		this.#source = source;
		this.#patienceMs = patienceMs;
		source.pipe(this);
		// A terminal that went away ends the input; that it did so with an error adds nothing.
		source.once('error', () => this.end());
	}

	setRawMode(mode: boolean): this {
		this.#source.setRawMode?.(mode);
		return this;
	}

	ref(): void {
		this.#source.ref?.();
	}

	unref(): void {
		this.#source.unref?.();
	}

	/** Lets go of the source; what is held is dropped. */
	release(): void {
		clearTimeout(this.#timer);
		this.#source.unpipe(this);
		this.#source.pause();
		this.#source.unref?.();
	}

	override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
		clearTimeout(this.#timer);
		const text = this.#held + this.#decoder.write(chunk);
		const hold = unfinished.exec(text)?.index ?? text.length;
		this.#held = text.slice(hold);
		if (this.#held !== '') {
			this.#timer = setTimeout(() => this.#letGo(), this.#patienceMs);
		}
		callback(null, text.slice(0, hold));
	}

	#letGo(): void {
		const held = this.#held;
		this.#held = '';
		this.push(held);
	}
}
