import type { CheckEvent, Circumstances, Finding, Identity, PortState, Protocol, StateCounts } from '../model.ts';
import { isLoopback } from '../targets/address.ts';
import type { PatternReading } from './pattern.ts';
import { answersOverUdp, loopbackNote, readPattern, udpNotes } from './pattern.ts';
import type { PortStates } from './port-table.ts';
import { PortTable } from './port-table.ts';
import { assessPort } from './severity.ts';

type Event<T extends CheckEvent['type']> = Extract<CheckEvent, { type: T }>;

/** A port that was seen open at least once. */
interface Door {
	readonly port: number;
	readonly protocol: Protocol;
	readonly rttMs: number;
	readonly state: PortState;
	finding?: Finding;
}

/** What is known about one address: the state of its ports, and findings about those that were seen open. */
export class AddressRecord {
	readonly #address: string;
	readonly #startedMs: number;
	readonly #tables = { tcp: new PortTable(), udp: new PortTable() };
	readonly #doors = new Map<number, Door>();
	readonly #identities = new Map<number, Identity>();
	readonly #notes = new Set<string>();
	#findings: readonly Finding[] | undefined;
	#scanned = false;
	#circumstances: Circumstances = {};
	#revision = 0;

	/** `startedMs`: when the check began, in milliseconds since 1970. */
	constructor(address: string, startedMs: number) {
		this.#address = address;
		this.#startedMs = startedMs;
	}

	/** Grows with every change. */
	get revision(): number {
		return this.#revision;
	}

	portStates(protocol: Protocol): PortStates {
		return this.#tables[protocol];
	}

	/** How many ports have each state, both protocols together. */
	counts(): StateCounts {
		const tcp = this.#tables.tcp.counts;
		const udp = this.#tables.udp.counts;
		return {
			open: tcp.open + udp.open,
			closed: tcp.closed + udp.closed,
			filtered: tcp.filtered + udp.filtered,
			'open|filtered': tcp['open|filtered'] + udp['open|filtered'],
			undecided: tcp.undecided + udp.undecided,
		};
	}

	/** How many UDP ports have each state; undefined while none has one. */
	udpCounts(): StateCounts | undefined {
		const { size, counts } = this.#tables.udp;
		const { rejected: _, ...states } = counts;
		return size > 0 ? states : undefined;
	}

	/** Findings in the order in which the doors were first seen open. */
	findings(): readonly Finding[] {
		this.#findings ??= Array.from(this.#doors.values(), (door) => this.#findingOf(door));
		return this.#findings;
	}

	#findingOf(door: Door): Finding {
		const { port, protocol, state, rttMs } = door;
		const identity = this.#identities.get(doorKey(port, protocol));
		door.finding ??= assessPort({
			address: this.#address,
			port,
			protocol,
			state,
			rttMs,
			identity,
			at: this.#startedMs,
		});
		return door.finding;
	}

	/** The pattern is read once all ports were asked: before, it would say what the next ports may belie. */
	reading(): PatternReading {
		const { pattern, notes } = this.#scanned ? this.#readPorts() : ({ pattern: 'unclear', notes: [] } as const);
		return { pattern, notes: [...(isLoopback(this.#address) ? [loopbackNote] : []), ...notes, ...this.#notes] };
	}

	#readPorts(): PatternReading {
		const { tcp, udp } = this.#tables;
		const { pattern, notes } = readPattern(this.#address, tcp, tcp.counts, {
			...this.#circumstances,
			heard: answersOverUdp(udp.counts),
		});
		return { pattern, notes: [...notes, ...udpNotes(pattern, udp.counts)] };
	}

	/** The methods below take in what happened, and give false when that changed nothing. */
	open({ port, protocol, rttMs }: Event<'open'>): boolean {
		const changed = this.#tables[protocol].set(port, 'open');
		const key = doorKey(port, protocol);
		if (!changed && this.#doors.get(key)?.rttMs === rttMs) {
			return false;
		}
		this.#setDoor({ port, protocol, rttMs, state: 'open' });
		return this.touch();
	}

	notOpen({ ports, protocol, state, rejected }: Event<'ports'>): boolean {
		const table = this.#tables[protocol];
		let changed = false;
		for (const port of ports) {
			if (!table.set(port, state, rejected)) {
				continue;
			}
			changed = true;
			const door = this.#doors.get(doorKey(port, protocol));
			if (door) {
				this.#setDoor({ port, protocol, rttMs: door.rttMs, state });
			}
		}
		return changed && this.touch();
	}

	identify({ port, protocol, identity }: Event<'identified'>): boolean {
		const key = doorKey(port, protocol);
		this.#identities.set(key, identity);
		const door = this.#doors.get(key);
		if (door) {
			this.#setDoor({ port, protocol, rttMs: door.rttMs, state: door.state });
		}
		return this.touch();
	}

	/** A new door object: its finding, and with it the list of findings, will be made again. */
	#setDoor(door: Door): void {
		this.#doors.set(doorKey(door.port, door.protocol), door);
		this.#findings = undefined;
	}

	addNote(text: string): boolean {
		if (this.#notes.has(text)) {
			return false;
		}
		this.#notes.add(text);
		return this.touch();
	}

	/** All ports were asked. False when that was known. */
	finish(circumstances: Circumstances): boolean {
		this.#circumstances = circumstances;
		const first = !this.#scanned;
		this.#scanned = true;
		this.touch();
		return first;
	}

	/** Something about this address that is kept elsewhere has changed. */
	touch(): true {
		this.#revision++;
		return true;
	}
}

function doorKey(port: number, protocol: Protocol): number {
	return protocol === 'tcp' ? port : port + 65_536;
}
