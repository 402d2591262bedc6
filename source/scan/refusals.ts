import { Tally } from './witnesses.ts';

const latelyMs = 500;

/**
 * Whether refusals come as often as ports are asked. Systems ration them: Linux sends one ICMP error a second to an
 * address (icmp_ratelimit in ip-sysctl), BSD some hundred refusals a second. Then silence beside open ports that answer
 * is no loss, and says that a refusal was withheld.
 *
 * A connection refused with ICMP port-unreachable, as firewalls send it, looks like one refused by the host itself. The
 * ration tells: no TCP stack refuses so rarely.
 */
export class Refusals {
	readonly #refusals = new Recent(latelyMs);
	readonly #closed = { asked: new Recent(latelyMs), silent: new Recent(latelyMs) };
	/** Open ports are asked less often. */
	readonly #open = { asked: new Recent(6 * latelyMs), silent: new Recent(6 * latelyMs) };
	readonly #rejected: number[] = [];
	readonly #again = new Tally();

	/** The address refused a connection. */
	refused(now: number): void {
		this.#refusals.count(now);
	}

	/** A port known to answer was asked again. */
	canary(state: 'open' | 'closed', answered: boolean, now: number): void {
		const { asked, silent } = state === 'open' ? this.#open : this.#closed;
		asked.count(now);
		if (!answered) silent.count(now);
	}

	/**
	 * Whether ports that refused are nearly always silent now, though open ones answer, and refusals come more rarely than
	 * a TCP stack's would. Without open ports to compare with, undefined.
	 */
	rationed(now: number): boolean | undefined {
		const silent = this.#closed.silent.value(now);
		const share = silent / this.#closed.asked.value(now);
		if (silent < enough || share < 0.7 || this.#refusals.value(now) > burst + mostRefusals) return false;
		const asked = this.#open.asked.value(now);
		return asked < fewest ? undefined : this.#open.silent.value(now) / asked < share - 0.3;
	}

	/** Somebody on the way refused a connection to the port. */
	rejected(port: number): void {
		if (this.#rejected.length < askedAgain) this.#rejected.push(port);
	}

	/** Ports that were refused on the way, to be asked once more at the end. */
	get questions(): readonly number[] {
		return this.#rejected;
	}

	/** How such a port answered to that. */
	asked(rejected: boolean): void {
		this.#again.count(rejected);
	}

	/** Whether what was refused on the way was silent when asked again. */
	get withheld(): boolean {
		return this.#again.asked > 0 && this.#again.silent >= this.#again.asked / 2;
	}
}

/** Counts what happened lately: what is older weighs less and less. */
class Recent {
	readonly #ms: number;
	#count = 0;
	#at = 0;

	constructor(ms: number) {
		this.#ms = ms;
	}

	count(now: number): void {
		this.#count = this.value(now) + 1;
		this.#at = now;
	}

	value(now: number): number {
		return this.#count * Math.exp((this.#at - now) / this.#ms);
	}
}

const askedAgain = 6;
/** So many silent canaries, so many open ones asked, within that time. */
const enough = 4;
const fewest = 1.5;
/** Linux lets so many ICMP errors pass at once; beyond them, so few come from a ration of ICMP errors only. */
const burst = 6;
const mostRefusals = 8;
