/**
 * Canaries: ports known to answer, asked again now and then among the others. Their silence is the path's loss, since
 * nothing else keeps them from answering.
 *
 * Not every port may be asked often. A refused connection costs the other side nothing, and web servers are made for
 * many connections; but an SSH server counts those that come without a login and shuts their sender out for a while
 * (PerSourcePenalties in sshd_config(5)), and MySQL blocks a host after too many (max_connect_errors).
 */
export class Canaries {
	#all: Member[] = [];
	#taken = 0;

	/** Remembers a port that answered. Of many, those that may be asked most are kept. */
	add(port: number, state: Canary['state']): void {
		const patience = state === 'closed' ? refusing : (patienceOf[port] ?? serving);
		this.#all.push({ port, state, patience, left: patience.times, askedAt: 0 });
		const same = this.#all.filter((member) => member.state === state);
		if (same.length <= kept) return;
		const least = Math.min(...same.map(({ patience }) => patience.times));
		const leaving = same.find(({ patience }) => patience.times === least);
		this.#all = this.#all.filter((member) => member !== leaving);
	}

	/**
	 * The port to ask now (milliseconds), the most patient ones taking turns; undefined when none may be asked. Every few
	 * times it is an open one: refusals may be rationed, and only beside open ports that shows.
	 */
	take(now: number): Canary | undefined {
		const wanted = this.#taken++ % openEvery === openEvery - 1 ? 'open' : undefined;
		return this.takeOne(now, wanted) ?? this.takeOne(now);
	}

	/** The same, with a state of its own. */
	takeOne(now: number, state?: Canary['state']): Canary | undefined {
		const ready = this.#all.filter(
			(member) =>
				(state === undefined || member.state === state) &&
				(member.left > 0 || now - member.askedAt >= member.patience.thenEveryMs),
		);
		const best = ready.reduce((most, { patience }) => Math.max(most, patience.times), 0);
		return this.#turn(
			ready.find(({ patience }) => patience.times === best),
			now,
		);
	}

	/** The port to ask for a sign of life, whether or not it is time: open ones where there are any, in turns. */
	insist(now: number): Canary | undefined {
		return this.#turn(this.#all.find(({ state }) => state === 'open') ?? this.#all[0], now);
	}

	/** Whether there are any. */
	get known(): boolean {
		return this.#all.length > 0;
	}

	/** Whether there are any with this state. */
	any(state: Canary['state']): boolean {
		return this.#all.some((member) => member.state === state);
	}

	/** Those with this state can't be relied upon. */
	forget(state: Canary['state']): void {
		this.#all = this.#all.filter((member) => member.state !== state);
	}

	#turn(member: Member | undefined, now: number): Canary | undefined {
		if (member === undefined) return undefined;
		member.left--;
		member.askedAt = now;
		this.#all = [...this.#all.filter((other) => other !== member), member];
		return member;
	}
}

/** A port known to answer, and how. */
export interface Canary {
	readonly port: number;
	readonly state: 'open' | 'closed';
}

/** How often a port may be asked. */
interface Patience {
	readonly times: number;
	/** After that, once in so many milliseconds. */
	readonly thenEveryMs: number;
}

interface Member extends Canary {
	readonly patience: Patience;
	left: number;
	askedAt: number;
}

const openEvery = 3;
/** Of each kind. */
const kept = 12;
const refusing: Patience = { times: 20_000, thenEveryMs: 10 };
const web: Patience = { times: 1000, thenEveryMs: 50 };
const serving: Patience = { times: 40, thenEveryMs: 500 };
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
