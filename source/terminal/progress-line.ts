import type { AddressProgress } from '../model.ts';

/** A line on a terminal that says how far a check is, rewritten in place. */
export class ProgressLine {
	readonly #stream: NodeJS.WriteStream;
	#shownAt = 0;
	#shown = '';

	constructor(stream: NodeJS.WriteStream) {
		this.#stream = stream;
	}

	/** Shows the progress of all addresses together, at most five times a second. */
	show(progress: Iterable<AddressProgress>, now: number): void {
		if (now - this.#shownAt < 200) return;
		let [done, total, rate] = [0, 0, 0];
		for (const address of progress) {
			done += address.done;
			total += address.total;
			rate += address.rate;
		}
		if (total === 0) return;
		const figures = [done, total, rate].map((figure) => figure.toLocaleString('en'));
		const percent = Math.floor((100 * done) / total);
		const line = `${percent} % of ports: ${figures[0]} of ${figures[1]}, ${figures[2]} attempts a second`;
		this.#shownAt = now;
		if (line === this.#shown) return;
		this.#shown = line;
		this.#stream.write(`\r\u001b[K${line}`);
	}

	/** Takes the line away. */
	clear(): void {
		if (this.#shown !== '') this.#stream.write('\r\u001b[K');
		this.#shown = '';
	}
}
