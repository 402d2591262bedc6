import type {
	Address,
	AddressProgress,
	AddressReport,
	CheckEvent,
	Finding,
	HostReport,
	Protocol,
	Report,
	StateCounts,
} from '../model.ts';
import { nothingMeasured, severities } from '../model.ts';
import { AddressRecord } from './address-record.ts';
import { differencesOf } from './differences.ts';
import type { PortStates } from './port-table.ts';
import { verdictOn } from './verdict.ts';

export type Phase = 'waiting' | 'scanning' | 'identifying' | 'done';

interface HostRecord {
	readonly target: string;
	readonly addresses: Address[];
	error?: string;
}

/**
 * Events of a check in, one report out. Adding costs no more than the ports an event names; the report is made when
 * somebody asks for it, and only what changed since is made again.
 */
export class Collector {
	readonly #now: () => number;
	readonly #addresses = new Map<string, AddressRecord>();
	readonly #hosts = new Map<string, HostRecord>();
	readonly #progress = new Map<string, AddressProgress>();
	readonly #generalNotes = new Set<string>();
	readonly #hostReports = new Map<string, { readonly revision: number; readonly report: HostReport }>();
	#start: Extract<CheckEvent, { type: 'start' }> | undefined;
	#startedMs: number;
	#end: Extract<CheckEvent, { type: 'end' }> | undefined;
	#unscanned = 0;
	#revision = 0;
	#report: { readonly revision: number; readonly report: Report } | undefined;

	/** `now` gives the time in milliseconds since 1970. */
	constructor(options: { readonly now?: () => number } = {}) {
		this.#now = options.now ?? Date.now;
		this.#startedMs = this.#now();
	}

	/** Grows whenever something that a reader can see has changed. */
	get revision(): number {
		return this.#revision;
	}

	/** The last word on the progress of each address, by address. */
	get progress(): ReadonlyMap<string, AddressProgress> {
		return this.#progress;
	}

	/** `waiting` until the first target has addresses; `identifying` when every port has been asked. */
	get phase(): Phase {
		if (this.#end) {
			return 'done';
		}
		if (this.#addresses.size === 0) {
			return 'waiting';
		}
		const targets = new Set(this.#start?.targets);
		const waiting = [...targets].some((target) => !this.#hosts.has(target));
		return waiting || this.#unscanned > 0 ? 'scanning' : 'identifying';
	}

	/** What is known about the ports of an address; empty for an address that isn't part of the check. Always the same function. */
	readonly portStates = (address: string, protocol: Protocol = 'tcp'): PortStates =>
		this.#addresses.get(address)?.portStates(protocol) ?? noPorts;

	/** Takes in what happened. */
	add(event: CheckEvent): void {
		if (this.#apply(event)) {
			this.#revision++;
		}
	}

	/** Everything found so far. The same object until `revision` grows. */
	report(): Report {
		if (this.#report?.revision !== this.#revision) {
			this.#report = { revision: this.#revision, report: this.#makeReport() };
		}
		return this.#report.report;
	}

	/** False when the event changed nothing. */
	#apply(event: CheckEvent): boolean {
		switch (event.type) {
			case 'start':
				this.#start = event;
				this.#startedMs = Date.parse(event.startedAt);
				return true;
			case 'host':
				return this.#addHost(event.target, event.addresses);
			case 'unresolved':
				this.#host(event.target).error = event.reason;
				return true;
			case 'open':
				return this.#addressOf(event.address).open(event);
			case 'ports':
				return this.#addressOf(event.address).notOpen(event);
			case 'identified':
				return this.#addressOf(event.address).identify(event);
			case 'note':
				return this.#addNote(event.text, event.address);
			case 'progress':
				for (const progress of event.addresses) {
					this.#setProgress(progress);
				}
				return event.addresses.length > 0;
			case 'scanned':
				this.#setProgress(event.progress);
				this.#unscanned -= this.#addressOf(event.progress.address).finish(event.circumstances ?? {}) ? 1 : 0;
				return true;
			case 'end':
				this.#end = event;
				return true;
		}
	}

	#addHost(target: string, addresses: readonly Address[]): boolean {
		const host = this.#host(target);
		delete host.error;
		for (const address of addresses) {
			this.#addressOf(address.address);
			if (!host.addresses.some((known) => known.address === address.address)) {
				host.addresses.push(address);
			}
		}
		this.#hostReports.delete(target);
		return true;
	}

	#host(target: string): HostRecord {
		const known = this.#hosts.get(target);
		if (known) {
			return known;
		}
		const host: HostRecord = { target, addresses: [] };
		this.#hosts.set(target, host);
		return host;
	}

	#addressOf(address: string): AddressRecord {
		const known = this.#addresses.get(address);
		if (known) {
			return known;
		}
		const record = new AddressRecord(address, this.#startedMs);
		this.#addresses.set(address, record);
		this.#unscanned++;
		return record;
	}

	#addNote(text: string, address: string | undefined): boolean {
		if (address !== undefined) {
			return this.#addressOf(address).addNote(text);
		}
		if (this.#generalNotes.has(text)) {
			return false;
		}
		this.#generalNotes.add(text);
		this.#hostReports.clear();
		return true;
	}

	#setProgress(progress: AddressProgress): void {
		this.#progress.set(progress.address, progress);
		this.#addressOf(progress.address).touch();
	}

	#makeReport(): Report {
		const hosts = this.#targets().map((target) => this.#hostReport(target));
		const complete = this.#end?.complete ?? false;
		return {
			schema: 'doorcheck/1',
			version: this.#start?.version ?? '',
			startedAt: this.#start?.startedAt ?? new Date(this.#startedMs).toISOString(),
			elapsedMs: this.#end?.elapsedMs ?? Math.max(0, this.#now() - this.#startedMs),
			complete,
			vantage: this.#start?.vantage ?? '',
			hosts,
			verdict: verdictOn({ complete, hosts }),
		};
	}

	/** As they were asked, each once. Before the end, those of which nothing is known yet are left out. */
	#targets(): readonly string[] {
		const all = new Set([...(this.#start?.targets ?? []), ...this.#hosts.keys()]);
		return [...all].filter((target) => this.#end || this.#hosts.has(target));
	}

	#hostReport(target: string): HostReport {
		const host = this.#hosts.get(target) ?? { target, addresses: [], error: 'not checked: the check ended before' };
		const records = host.addresses.map((address) => ({ ...address, record: this.#addressOf(address.address) }));
		const revision = records.reduce((sum, { record }) => sum + record.revision, 0);
		const memo = this.#hostReports.get(target);
		if (memo?.revision === revision && memo.report.error === host.error) {
			return memo.report;
		}
		const readings = records.map(({ address, family, record }) => ({ address, family, record, ...record.reading() }));
		const report: HostReport = {
			target,
			...(host.error === undefined ? {} : { error: host.error }),
			addresses: readings.map(
				({ address, family, record, pattern, notes }): AddressReport => ({
					address,
					family,
					counts: record.counts(),
					...withUdp(record.udpCounts()),
					network: this.#progress.get(address)?.network ?? nothingMeasured,
					pattern,
					notes: [...notes, ...this.#generalNotes],
				}),
			),
			findings: records.flatMap(({ record }) => record.findings()).sort(worstFirst),
			differences: differencesOf(
				readings.map(({ family, pattern, record }) => ({
					family,
					pattern,
					portStates: (protocol) => record.portStates(protocol),
				})),
				records.flatMap(({ record }) => record.findings()),
			),
		};
		this.#hostReports.set(target, { revision, report });
		return report;
	}
}

/** Worst first, then by port; the same door on several addresses stays together. */
export function worstFirst(a: Finding, b: Finding): number {
	return (
		severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
		a.port - b.port ||
		(a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0)
	);
}

function withUdp(udp: StateCounts | undefined): Pick<AddressReport, 'udp'> {
	return udp === undefined ? {} : { udp };
}

const noPorts: PortStates = {
	size: 0,
	get: () => undefined,
	*[Symbol.iterator]() {},
};
