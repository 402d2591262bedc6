import { Tally } from './epoch.ts';

/**
 * Whether refusals come as often as ports are asked. Systems ration them: Linux sends one ICMP error a second to an
 * address (icmp_ratelimit in ip-sysctl), BSD some hundred refusals a second. Then silence beside open ports that answer
 * is no loss, and says that a refusal was withheld.
 *
 * A connection refused with ICMP port-unreachable, as firewalls send it, looks like one refused by the host itself. The
 * ration tells: no TCP stack refuses so rarely.
 */
export class Refusals {
	readonly #open = new Tally();
	readonly #closed = new Tally();
	/** When refusals came lately (milliseconds), oldest first. */
	#times: number[] = [];
	#rejected: number[] = [];
	readonly #again = new Tally();

	/** The address refused a connection. */
	refused(now: number): void {
		this.#times.push(now);
		if (this.#times.length > 2 * remembered) this.#times = this.#times.slice(-remembered);
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

	/** Takes in how open and closed canaries answered; gives whether the closed ones can't be relied upon. */
	heard(witnesses: { readonly open: Tally; readonly closed: Tally }, now: number): boolean {
		const [open, closed] = [this.#open, this.#closed];
		for (const tally of [open, closed]) tally.fade(memory);
		open.add(witnesses.open);
		closed.add(witnesses.closed);
		if (open.asked < enough || closed.asked < enough) return false;
		const expected = (open.silent + 1) / (open.asked + 2);
		const most = closed.asked * expected + 3 * Math.sqrt(closed.asked * expected);
		return closed.silent > most && this.#rare(now);
	}

	/** Whether what was refused on the way was silent when asked again. */
	get withheld(): boolean {
		return this.#again.asked > 0 && this.#again.silent >= this.#again.asked / 2;
	}

	/** Whether ports that refused are nearly always silent now, at a pace that any network bears. */
	hopeless(now: number): boolean {
		return this.#closed.asked >= enough && this.#closed.silent > 0.7 * this.#closed.asked && this.#rare(now);
	}

	/** Whether refusals come so rarely that they can't be a TCP stack's: beyond a burst, fewer than some twenty a second. */
	#rare(now: number): boolean {
		const lately = this.#times.filter((time) => now - time < latelyMs).length;
		return lately - burst < (rationPerSecond * latelyMs) / 1000;
	}
}

const askedAgain = 6;
const enough = 6;
/** What the canaries' answers keep of their weight from one epoch to the next. */
const memory = 0.8;
/** Linux lets so many ICMP errors pass at once. */
const burst = 6;
/** Refusals a second; fewer come from a ration of ICMP errors, not from a TCP stack. */
const rationPerSecond = 20;
const latelyMs = 500;
const remembered = 32;
