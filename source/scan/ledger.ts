/** What is certain about a port so far. `rejected`: filtered, and somebody on the way said so. */
export type Entry = 'unsettled' | 'open' | 'closed' | 'filtered' | 'rejected' | 'undecided';

/** The book of one address's ports: which are to be asked, how often each was silent, what was decided. */
export class Ledger {
	readonly #ports: number[];
	#asked: Uint8Array;
	#silences: Uint8Array;
	#entries: Uint8Array;
	#quiet: Uint8Array;
	/** Ports to ask again, by their place, soonest first. */
	#again: { readonly index: number; readonly at: number }[] = [];
	#againHead = 0;
	/** Ports to ask once more when nothing else is left to ask, with the time when they were asked last. */
	#later: { readonly index: number; readonly askedAt: number }[] = [];
	#fresh = 0;
	readonly #counts = new Uint32Array(entries.length);
	/** How much each quiet port is doubted; 0 for the others. */
	#doubts: Float32Array;
	/** All of them together. */
	#doubtSum = 0;
	#quietPorts = 0;
	#quietUnsettled = 0;
	#waitingSilences = 0;

	constructor(ports: readonly number[]) {
		this.#ports = [...ports];
		this.#asked = new Uint8Array(ports.length);
		this.#silences = new Uint8Array(ports.length);
		this.#entries = new Uint8Array(ports.length);
		this.#quiet = new Uint8Array(ports.length);
		this.#doubts = new Float32Array(ports.length);
		this.#counts[0] = ports.length;
	}

	/** Takes in more ports, to be asked after the others. */
	add(ports: readonly number[]): void {
		this.#ports.push(...ports);
		this.#asked = grown(this.#asked, new Uint8Array(this.total));
		this.#silences = grown(this.#silences, new Uint8Array(this.total));
		this.#entries = grown(this.#entries, new Uint8Array(this.total));
		this.#quiet = grown(this.#quiet, new Uint8Array(this.total));
		this.#doubts = grown(this.#doubts, new Float32Array(this.total));
		this.#counts[0] = this.count('unsettled') + ports.length;
	}

	get total(): number {
		return this.#ports.length;
	}

	port(index: number): number {
		return this.#ports[index] ?? 0;
	}

	/** The place of the next port to ask: one that was to be asked again by now, a fresh one, or one that could wait. */
	take(now: number): number | undefined {
		const waiting = this.#again[this.#againHead];
		if (waiting === undefined || waiting.at > now) {
			if (this.#fresh < this.total) return this.#fresh++;
			return waiting === undefined ? this.#later.pop()?.index : undefined;
		}
		this.#againHead++;
		if (this.#againHead > 4096) {
			this.#again = this.#again.slice(this.#againHead);
			this.#againHead = 0;
		}
		return waiting.index;
	}

	/** Notes that the port is asked; gives how often it was before. */
	ask(index: number): number {
		const before = this.asked(index);
		this.#asked[index] = before + 1;
		return before;
	}

	/** Takes an attempt back that was none. */
	unask(index: number): void {
		this.#asked[index] = this.asked(index) - 1;
	}

	/** How often the port was asked. */
	asked(index: number): number {
		return this.#asked[index] ?? 0;
	}

	/** Whether there are ports that were never asked. */
	get anyFresh(): boolean {
		return this.#fresh < this.total;
	}

	/** From when on there is a port to ask (milliseconds): 0 for at once, undefined for never. */
	get nextAt(): number | undefined {
		if (this.#fresh < this.total) return 0;
		return this.#again[this.#againHead]?.at ?? (this.#later.length > 0 ? 0 : undefined);
	}

	askAgain(index: number, at: number): void {
		this.#again.push({ index, at });
	}

	/** The port is to be asked when nothing else is left to ask: until then it may turn out that it needn't be. */
	askLater(index: number, askedAt: number): void {
		this.#later.push({ index, askedAt });
	}

	/** How many ports could wait and are the only ones left to ask; 0 while there are others. */
	get onlyLater(): number {
		return this.#fresh < this.total || this.#again.length > this.#againHead ? 0 : this.#later.length;
	}

	/** Takes those of the ports that could wait that were silent at least so often. */
	takeSilent(silences: number): readonly { readonly index: number; readonly askedAt: number }[] {
		const taken = this.#later.filter(({ index }) => this.silences(index) >= silences);
		if (taken.length > 0) this.#later = this.#later.filter(({ index }) => this.silences(index) < silences);
		return taken;
	}

	silences(index: number): number {
		return this.#silences[index] ?? 0;
	}

	/** Counts a silence; gives how many there were. */
	silent(index: number): number {
		const silences = this.silences(index) + 1;
		this.#silences[index] = silences;
		this.#waitingSilences++;
		return silences;
	}

	isQuiet(index: number): boolean {
		return this.#quiet[index] === 1;
	}

	/** The port was silent as often as it takes, and is doubted so much (0 to 1). */
	quiet(index: number, doubt: number): void {
		this.#waitingSilences -= this.silences(index);
		this.#quiet[index] = 1;
		this.#quietPorts++;
		this.#setDoubt(index, doubt);
		if (this.entry(index) === 'unsettled') this.#quietUnsettled++;
	}

	/** No quiet port is doubted more than so much (0 to 1), by how often it was silent. */
	reconsider(mostDoubt: (silences: number) => number): void {
		for (const index of this.#filter((index) => this.isQuiet(index))) {
			this.#setDoubt(index, Math.min(this.#doubts[index] ?? 0, mostDoubt(this.silences(index))));
		}
	}

	/** The port's silences don't count any more, or not as enough; they are kept unless it starts `anew`. */
	unquiet(index: number, anew: boolean): void {
		const silences = this.silences(index);
		if (this.#quiet[index] === 1) {
			this.#quiet[index] = 0;
			this.#quietPorts--;
			this.#setDoubt(index, 0);
			if (this.entry(index) === 'unsettled') this.#quietUnsettled--;
			this.#waitingSilences += silences;
		}
		if (!anew) return;
		this.#waitingSilences -= silences;
		this.#silences[index] = 0;
	}

	/** Quiet ports that are doubted more than that, and were silent less often than `attempts` times. */
	doubtful(accepted: number, attempts: number): readonly number[] {
		return this.#filter((index) => (this.#doubts[index] ?? 0) > accepted && this.silences(index) < attempts);
	}

	/** How much quiet ports are doubted on average; undefined where there are none. */
	get meanDoubt(): number | undefined {
		return this.#quietPorts === 0 ? undefined : Math.max(0, this.#doubtSum / this.#quietPorts);
	}

	entry(index: number): Entry {
		return entries[this.#entries[index] ?? 0] ?? 'unsettled';
	}

	count(entry: Entry): number {
		return this.#counts[entries.indexOf(entry)] ?? 0;
	}

	settle(index: number, entry: Entry): void {
		const before = this.#entries[index] ?? 0;
		const after = entries.indexOf(entry);
		if (before === after) return;
		if (this.#quiet[index] === 1 && before === 0) this.#quietUnsettled--;
		if (this.#quiet[index] === 1 && after === 0) this.#quietUnsettled++;
		this.#counts[before] = (this.#counts[before] ?? 0) - 1;
		this.#counts[after] = (this.#counts[after] ?? 0) + 1;
		this.#entries[index] = after;
	}

	/** The places of all ports with this entry. */
	all(entry: Entry): readonly number[] {
		return this.#filter((index) => this.entry(index) === entry);
	}

	/** Ports dealt with, a silence counting as a part of the `needed` ones. */
	done(needed: number): number {
		const settled = this.total - this.count('unsettled');
		return Math.min(this.total, settled + this.#quietUnsettled + Math.floor(this.#waitingSilences / needed));
	}

	#setDoubt(index: number, doubt: number): void {
		this.#doubtSum -= this.#doubts[index] ?? 0;
		this.#doubts[index] = doubt;
		// As it was rounded to be kept, so that it is taken off again to the last bit.
		this.#doubtSum += this.#doubts[index] ?? 0;
	}

	#filter(keep: (index: number) => boolean): readonly number[] {
		const kept: number[] = [];
		for (let index = 0; index < this.total; index++) if (keep(index)) kept.push(index);
		return kept;
	}
}

const entries: readonly Entry[] = ['unsettled', 'open', 'closed', 'filtered', 'rejected', 'undecided'];

function grown<A extends Uint8Array | Float32Array>(array: A, longer: A): A {
	longer.set(array);
	return longer;
}
