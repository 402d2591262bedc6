/** A switch that holds a check back and lets it go on. */
export class Pause {
	#on = false;
	readonly #listeners = new Set<(on: boolean) => void>();

	get on(): boolean {
		return this.#on;
	}

	turn(on: boolean): void {
		if (on === this.#on) return;
		this.#on = on;
		for (const listener of this.#listeners) listener(on);
	}

	/** Tells of every change; gives what ends that. */
	listen(listener: (on: boolean) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}
