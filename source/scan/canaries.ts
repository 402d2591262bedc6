/**
 * Canaries: ports known to answer, asked again now and then among the others. Their silence is the path's loss, since
 * nothing else keeps them from answering.
 *
 * Not every port may be asked often. A refused connection costs the other side nothing, and web servers are made for
 * many connections; but an SSH server counts those that come without a login and shuts their sender out for a while
 * (PerSourcePenalties in sshd_config(5)), and MySQL blocks a host after too many (max_connect_errors).
 */
export class Canaries {
	#all: Canary[] = [];

	/** Remembers a port that answered. Of many, those that may be asked most are kept. */
	add(port: number, state: 'open' | 'closed'): void {
		const patience = state === 'closed' ? refusing : (patienceOf[port] ?? serving);
		this.#all.push({ port, patience, left: patience.times, askedAt: 0 });
		if (this.#all.length > kept) {
			this.#all.sort((a, b) => b.patience.times - a.patience.times);
			this.#all.length = kept;
		}
	}

	/** The port to ask now (milliseconds), the most patient ones taking turns; undefined when none may be asked. */
	take(now: number): number | undefined {
		const ready = this.#all.filter(({ left, patience, askedAt }) => left > 0 || now - askedAt >= patience.thenEveryMs);
		const best = ready.reduce((most, { patience }) => Math.max(most, patience.times), 0);
		const canary = ready.find(({ patience }) => patience.times === best);
		if (canary === undefined) return undefined;
		canary.left--;
		canary.askedAt = now;
		this.#all = [...this.#all.filter((other) => other !== canary), canary];
		return canary.port;
	}
}

/** How often a port may be asked. */
interface Patience {
	readonly times: number;
	/** After that, once in so many milliseconds. */
	readonly thenEveryMs: number;
}

interface Canary {
	readonly port: number;
	readonly patience: Patience;
	left: number;
	askedAt: number;
}

const kept = 8;
const refusing: Patience = { times: 20_000, thenEveryMs: 10 };
const web: Patience = { times: 1000, thenEveryMs: 50 };
const serving: Patience = { times: 24, thenEveryMs: 1000 };
const ssh: Patience = { times: 6, thenEveryMs: 2000 };
const counting: Patience = { times: 6, thenEveryMs: Number.POSITIVE_INFINITY };

const patienceOf: Readonly<Record<number, Patience>> = {
	80: web,
	443: web,
	22: ssh,
	2222: ssh,
	3306: counting,
	3389: counting,
	5900: counting,
};
