import { Collector } from './assess/collector.ts';
import { type CheckOptions, check, recheck } from './check.ts';
import type { CheckEvent, Protocol } from './model.ts';
import { Pause } from './pause.ts';

/** Other ports of the address that are asked along with a recheck, to see that the way there still works. */
const witnessesAsked = 2;

/** A check that runs by itself: its events flow into a collector, and those who subscribed hear of it. */
export class RunningCheck {
	readonly target: string;
	readonly collector = new Collector();
	/** Resolves when the check has ended; rejects when it broke. */
	readonly done: Promise<void>;
	readonly #options: CheckOptions;
	readonly #abort = new AbortController();
	readonly #pause = new Pause();
	readonly #listeners = new Set<() => void>();

	constructor(target: string, options: CheckOptions) {
		this.target = target;
		this.#options = options;
		this.done = this.#follow(check(options, { signal: this.#abort.signal, pause: this.#pause }));
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	get paused(): boolean {
		return this.#pause.on;
	}

	pause(): void {
		this.#pause.turn(true);
		this.#tell();
	}

	resume(): void {
		this.#pause.turn(false);
		this.#tell();
	}

	cancel(): void {
		this.#abort.abort();
	}

	async recheck(address: string, port: number, protocol: Protocol): Promise<void> {
		const host = this.collector.report().hosts.find((one) => one.addresses.some((own) => own.address === address));
		const family = host?.addresses.find((own) => own.address === address)?.family;
		if (host === undefined || family === undefined) return;
		const asked = this.#options.targets.find(({ target }) => target === host.target)?.host ?? address;
		const again = {
			address: { address, family },
			port,
			protocol,
			host: asked,
			witnesses: this.#witnesses(address, port),
		};
		await this.#follow(recheck(this.#options, again, { signal: this.#abort.signal }));
	}

	#witnesses(address: string, port: number): readonly number[] {
		const witnesses: number[] = [];
		for (const [other, { state }] of this.collector.portStates(address)) {
			if (witnesses.length === witnessesAsked) break;
			if (other !== port && (state === 'closed' || state === 'open')) witnesses.push(other);
		}
		return witnesses;
	}

	async #follow(events: AsyncIterable<CheckEvent>): Promise<void> {
		for await (const event of events) {
			this.collector.add(event);
			this.#tell();
		}
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}
