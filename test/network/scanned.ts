import type {
	AddressProgress,
	CheckEvent,
	Circumstances,
	NetworkMeasurement,
	PortState,
	Protocol,
} from '../../source/model.ts';
import type { Site } from './simulated-network.ts';

type EventOf<Type extends CheckEvent['type']> = Extract<CheckEvent, { readonly type: Type }>;

/** What a scan said about one address: the last word on each of its ports. */
export class Scanned {
	readonly #site: Site;
	readonly #states: Readonly<Record<Protocol, Map<number, PortState>>> = { tcp: new Map(), udp: new Map() };
	/** TCP ports whose filtered state was told to come from a refusal on the way. */
	readonly rejected = new Set<number>();
	/** Ports told to be open, as often as they were. */
	readonly opened: number[] = [];
	/** How often it was said that the scan of the address is over, and when last (milliseconds). */
	timesEnded = 0;
	endedAt = Number.NaN;
	progress: AddressProgress | undefined;
	circumstances: Circumstances = {};

	constructor(site: Site) {
		this.#site = site;
	}

	/** Takes in what was decided. */
	decided(event: EventOf<'open'> | EventOf<'ports'>): void {
		const states = this.#states[event.protocol];
		if (event.type === 'open') {
			this.opened.push(event.port);
			states.set(event.port, 'open');
			return;
		}
		for (const port of event.ports) {
			states.set(port, event.state);
			if (event.protocol === 'udp') continue;
			if (event.rejected) this.rejected.add(port);
			else this.rejected.delete(port);
		}
	}

	/** Takes in that the scan of the address is over. */
	ended({ progress, circumstances = {} }: EventOf<'scanned'>, now: number): void {
		this.timesEnded++;
		this.endedAt = now;
		this.progress = progress;
		this.circumstances = circumstances;
	}

	get states(): ReadonlyMap<number, PortState> {
		return this.#states.tcp;
	}

	get udpStates(): ReadonlyMap<number, PortState> {
		return this.#states.udp;
	}

	get network(): NetworkMeasurement | undefined {
		return this.progress?.network;
	}

	/** Attempts made at each port. */
	get attempts(): ReadonlyMap<number, number> {
		return this.#site.attempts.tcp;
	}

	/** When each TCP port was asked for the first time (milliseconds). */
	get firstAsked(): ReadonlyMap<number, number> {
		return this.#site.firstAsked;
	}

	get udpAttempts(): ReadonlyMap<number, number> {
		return this.#site.attempts.udp;
	}

	/** When a block began there (milliseconds); undefined where there was none. */
	get blockedSince(): number | undefined {
		return this.#site.host.blockedSince;
	}
}
