import type { Protocol } from '../../source/model.ts';
import type { Outcome } from '../../source/scan/outcome.ts';
import { Policer, type Rate } from './limiter.ts';
import { type Moment, Watch } from './moment.ts';

/**
 * What a TCP port does with a connection attempt.
 *
 * - `closed`: the host's own stack refuses it, with a reset.
 * - `reject`: a firewall says that it is prohibited, over ICMP.
 * - `unreachable`: a firewall says that there is no such port, over ICMP; to who connects that looks like `closed`.
 */
export type PortBehaviour = 'open' | 'closed' | 'drop' | 'reject' | 'unreachable';

/** What a UDP port does with a request; `closed` is told over ICMP. */
export type UdpBehaviour = 'reply' | 'closed' | 'silent' | 'reject';

/** From a moment on the host, or a firewall before it, does the same with everything that we send. */
export interface Block {
	readonly from: Moment;
	/** Milliseconds; for ever where it isn't said. */
	readonly forMs?: number;
	readonly how: 'drop' | 'refuse' | 'reject' | 'unreachable';
}

export interface HostOptions {
	readonly behaviour: (port: number, address: string) => PortBehaviour;
	readonly udp?: (port: number, address: string) => UdpBehaviour;
	/** Resets that the host sends; it says nothing beyond. */
	readonly rstLimit?: Rate;
	/** ICMP errors that it sends to us. */
	readonly icmpLimit?: Rate;
	readonly block?: Block;
}

/** BSD sends so many resets a second (net.inet.icmp.icmplim). */
export const bsdResets: Rate = { perSecond: 200, burst: 200 };

/** Linux sends so many ICMP errors to an address (icmp_ratelimit in ip-sysctl; XRLIM_BURST_FACTOR in net/ipv4/icmp.c). */
export const linuxErrors: Rate = { perSecond: 1, burst: 6 };

/** Answers what reaches it. */
export class Host {
	readonly #options: HostOptions;
	readonly #address: string;
	readonly #resets: Policer | undefined;
	readonly #errors: Policer | undefined;
	readonly #block: Watch | undefined;

	constructor(address: string, options: HostOptions) {
		const { rstLimit, icmpLimit, block } = options;
		this.#options = options;
		this.#address = address;
		this.#resets = rstLimit && new Policer(rstLimit);
		this.#errors = icmpLimit && new Policer(icmpLimit);
		this.#block = block && new Watch(block.from);
	}

	/** When the block began (milliseconds); undefined where there is none yet. */
	get blockedSince(): number | undefined {
		return this.#block?.since;
	}

	/** What it says to an attempt that reaches it at this moment (milliseconds). */
	answer(protocol: Protocol, port: number, at: number): Outcome {
		const behaviour = this.#blocked(port, at) ?? this.#behaviour(protocol, port);
		switch (behaviour) {
			case 'open':
			case 'reply':
				return 'open';
			case 'drop':
			case 'silent':
				return 'silent';
			case 'reject':
				return this.#errors?.lets(at) === false ? 'silent' : 'rejected';
			case 'unreachable':
				return this.#errors?.lets(at) === false ? 'silent' : 'closed';
			case 'closed':
			case 'refuse': {
				const ration = protocol === 'tcp' ? this.#resets : this.#errors;
				return ration?.lets(at) === false ? 'silent' : 'closed';
			}
		}
	}

	#blocked(port: number, at: number): Block['how'] | undefined {
		const { block } = this.#options;
		if (block === undefined || this.#block?.attempt(port, at) !== true) return undefined;
		const { forMs = Number.POSITIVE_INFINITY, how } = block;
		return at < (this.#block.since ?? at) + forMs ? how : undefined;
	}

	#behaviour(protocol: Protocol, port: number): PortBehaviour | UdpBehaviour {
		const { behaviour, udp } = this.#options;
		return protocol === 'tcp' ? behaviour(port, this.#address) : (udp?.(port, this.#address) ?? 'silent');
	}
}
