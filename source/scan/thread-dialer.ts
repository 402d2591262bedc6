import type { Worker } from 'node:worker_threads';
import type { Address } from '../model.ts';
import type { Dialer, OnEnd } from './dialer.ts';
import { outcomes } from './outcome.ts';
import { SocketDialer } from './socket-dialer.ts';

/**
 * Attempts on their way to a dialing thread, flat: id, number of the address, port, timeout in milliseconds; and the
 * addresses that it hasn't heard of, numbered in the order in which they come.
 */
interface DialBatch {
	readonly addresses: readonly Address[];
	readonly attempts: Int32Array;
}
/** How attempts ended, flat: id, index in `outcomes`, round-trip time in milliseconds. */
type EndBatch = Float32Array;

/**
 * Shares the attempts evenly between this thread and another one, so that two cores work. A message costs as much as
 * dialing several ports, so attempts travel in batches.
 */
export class ThreadDialer implements Dialer {
	readonly batch = 256;
	readonly #here = new SocketDialer();
	readonly #there: Worker;
	readonly #numbers = new Map<Address, number>();
	readonly #waiting = new Map<number, OnEnd>();
	#batch: number[] = [];
	#newAddresses: Address[] = [];
	#nextId = 0;
	#alone = false;

	/** @param worker runs `dialForOthers` */
	constructor(worker: Worker) {
		this.#there = worker;
		worker.on('message', (ended: EndBatch) => this.#take(ended));
		worker.on('error', () => this.#goOnAlone());
	}

	dial(address: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const id = this.#nextId++ % idsEnd;
		if (this.#alone || id % 2 === 0) {
			this.#here.dial(address, port, timeoutMs, onEnd);
			return;
		}
		this.#waiting.set(id, onEnd);
		if (this.#batch.length === 0) queueMicrotask(() => this.#send());
		this.#batch.push(id, this.#numberOf(address), port, timeoutMs);
	}

	close(): void {
		this.#here.close();
		this.#waiting.clear();
		void this.#there.terminate();
	}

	#numberOf(address: Address): number {
		const known = this.#numbers.get(address);
		if (known !== undefined) return known;
		const number = this.#numbers.size;
		this.#numbers.set(address, number);
		this.#newAddresses.push({ address: address.address, family: address.family });
		return number;
	}

	#send(): void {
		const batch: DialBatch = { addresses: this.#newAddresses, attempts: Int32Array.from(this.#batch) };
		this.#there.postMessage(batch);
		this.#batch = [];
		this.#newAddresses = [];
	}

	#take(ended: EndBatch): void {
		for (let at = 0; at < ended.length; at += 3) {
			const id = ended[at] ?? 0;
			const onEnd = this.#waiting.get(id);
			this.#waiting.delete(id);
			onEnd?.(outcomes[ended[at + 1] ?? 0] ?? 'local', ended[at + 2] ?? 0);
		}
	}

	/** The other thread died (no memory, say): its attempts say nothing about their ports. */
	#goOnAlone(): void {
		this.#alone = true;
		const waiting = [...this.#waiting.values()];
		this.#waiting.clear();
		for (const onEnd of waiting) onEnd('local', 0);
	}
}

/** Ids start again here: far more than attempts in flight, and exact as a 32-bit float. */
const idsEnd = 2 ** 22;

interface Port {
	on(name: 'message', listener: (batch: DialBatch) => void): unknown;
	postMessage(message: EndBatch): void;
}

/** The other end: dials what arrives at `port` and sends back how it ended, a batch a turn of the event loop. */
export function dialForOthers(port: Port): void {
	const dialer = new SocketDialer();
	const addresses: Address[] = [];
	let ended: number[] = [];
	const send = () => {
		port.postMessage(Float32Array.from(ended));
		ended = [];
	};
	port.on('message', (batch) => {
		addresses.push(...batch.addresses);
		const { attempts } = batch;
		for (let at = 0; at < attempts.length; at += 4) {
			const [id = 0, number = 0, portNumber = 0, timeoutMs = 0] = attempts.subarray(at, at + 4);
			const address = addresses[number];
			if (address === undefined) continue;
			dialer.dial(address, portNumber, timeoutMs, (outcome, rttMs) => {
				if (ended.length === 0) setImmediate(send);
				ended.push(id, outcomes.indexOf(outcome), rttMs);
			});
		}
	});
}
