import { hostname, networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import pLimit from 'p-limit';
import { EventQueue } from './event-queue.ts';
import { identify } from './identify/identify.ts';
import { sanitise } from './identify/sanitise.ts';
import { doorAt } from './knowledge/catalogue.ts';
import type { Address, CheckEvent, Family, Protocol, ResolvedTarget, Target } from './model.ts';
import type { Pause } from './pause.ts';
import { orderPorts } from './ports/order.ts';
import type { ScanRequest, ScanTarget } from './scan/engine.ts';
import { type Limits, readLimits, socketBudget } from './scan/limits.ts';
import { startScan } from './scan/scan.ts';
import { parseAddress } from './targets/address.ts';
import { resolveTarget } from './targets/resolve.ts';

/** What to check, and how. */
export interface CheckOptions {
	readonly targets: readonly Target[];
	/** TCP ports to check. A target with a port of its own is checked there only, unless `portsForAll`. */
	readonly ports: readonly number[];
	readonly portsForAll: boolean;
	readonly families: readonly Family[];
	/** New attempts a second, or how to find them. */
	readonly rate: ScanRequest['rate'];
	/** Upper bound of the timeout of an attempt, in milliseconds. */
	readonly timeoutMs: number;
	/** Upper bound of the attempts that a silent port is given. */
	readonly attempts?: number;
	/** Whether to find out what answers on open ports. */
	readonly identify: boolean;
	/** doorcheck's own version. */
	readonly version: string;
}

export interface CheckControl {
	/** Ends the check: what was found so far stays, and the last event says that it isn't complete. */
	readonly signal?: AbortSignal;
	readonly pause?: Pause;
}

/** The whole check, as events in the order in which things happen; the last one is `end`. */
export async function* check(options: CheckOptions, control: CheckControl = {}): AsyncGenerator<CheckEvent> {
	const queue = new EventQueue<CheckEvent>();
	run(options, control, (event) => queue.push(event)).then(
		() => queue.end(),
		(error: unknown) => queue.fail(error),
	);
	yield* queue;
}

/** One port of one address, to be looked at again. */
export interface Recheck {
	readonly address: Address;
	readonly port: number;
	/** The host that was asked, by name or address. */
	readonly host: string;
	/** Ports known to answer at the address: they show that the way there still works. */
	readonly witnesses: readonly number[];
}

/** Looks at one port again, and at what answers there. Events: `open`, `ports`, `identified`. */
export async function* recheck(
	options: Pick<CheckOptions, 'timeoutMs' | 'identify'>,
	{ address, port, host, witnesses }: Recheck,
	control: CheckControl = {},
): AsyncGenerator<CheckEvent> {
	const limits = readLimits();
	const isOwn = ownAddresses();
	const targets = [{ ...address, ports: [port, ...witnesses], own: isOwn(address.address) }];
	const request = scanRequest(targets, { rate: 'gentle', timeoutMs: options.timeoutMs }, limits);
	const found: CheckEvent[] = [];
	const scan = startScan(request, limits.cores, (events) => found.push(...events));
	control.signal?.addEventListener('abort', () => scan.cancel(), { once: true });
	await scan.done;
	// What was known before still holds: a look that was broken off says nothing.
	if (control.signal?.aborted) return;
	yield* found.filter(({ type }) => type === 'open' || type === 'ports');
	if (!options.identify || !found.some((event) => event.type === 'open' && event.port === port)) return;
	const identity = await identify({ ...address, port, ...nameOf(host), ...signalOf(control) });
	if (identity !== undefined) yield { type: 'identified', address: address.address, port, protocol: 'tcp', identity };
}

/** Name look-ups and identifications under way at once. */
const lookupsAtOnce = 16;
const identificationsAtOnce = 16;
/** So many open ports of an address are all looked behind; of more, only those that the catalogue knows. */
const identifiedPerAddress = 200;

type Emit = (event: CheckEvent) => void;

async function run(options: CheckOptions, control: CheckControl, emit: Emit): Promise<void> {
	const started = performance.now();
	emit({
		type: 'start',
		startedAt: new Date().toISOString(),
		version: options.version,
		vantage: sanitise(hostname(), 64),
		targets: options.targets.map(({ target }) => target),
	});
	const resolved: ResolvedTarget[] = [];
	await Promise.race([resolveAll(options, control, resolved, emit), aborted(control)]);
	const limits = readLimits();
	const identification = new Identification(options, control, resolved, limits, emit);
	const request = scanRequest(scanTargets(resolved, options), options, limits);
	const scan = startScan(request, limits.cores, (events) => {
		for (const event of events) {
			emit(event);
			if (event.type === 'open') identification.add(event.address, event.port);
		}
	});
	const unlisten = control.pause?.listen((on) => (on ? scan.pause() : scan.resume()));
	const cancel = () => scan.cancel();
	control.signal?.addEventListener('abort', cancel, { once: true });
	if (control.signal?.aborted) cancel();
	if (control.pause?.on) scan.pause();
	let broken = false;
	try {
		await scan.done;
		await identification.done();
	} catch (error) {
		broken = true;
		emit({
			type: 'note',
			text: `The scan broke off (${sanitise(String(error), 120)}): what was found until then stands.`,
		});
	} finally {
		unlisten?.();
		control.signal?.removeEventListener('abort', cancel);
	}
	const complete = !broken && control.signal?.aborted !== true;
	emit({ type: 'end', elapsedMs: Math.round(performance.now() - started), complete });
}

/** Adds the targets that have an address to `resolved`. */
async function resolveAll(
	options: CheckOptions,
	{ signal }: CheckControl,
	resolved: ResolvedTarget[],
	emit: Emit,
): Promise<void> {
	const limit = pLimit(lookupsAtOnce);
	await limit.map(options.targets, async (target) => {
		if (signal?.aborted) return;
		const result = await resolveTarget(target, { families: options.families });
		if (signal?.aborted) return;
		if ('reason' in result) {
			emit({ type: 'unresolved', target: result.target, reason: result.reason });
			return;
		}
		resolved.push(result);
		const { addresses } = result;
		emit({ type: 'host', target: target.target, addresses, ports: portsOf(target, options).length });
	});
}

/** Settles when the check is to end; never without a signal. */
function aborted({ signal }: CheckControl): Promise<void> {
	return new Promise((resolve) => {
		if (signal?.aborted) resolve();
		signal?.addEventListener('abort', () => resolve(), { once: true });
	});
}

function portsOf({ port }: Target, { ports, portsForAll }: CheckOptions): readonly number[] {
	if (port === undefined) return ports;
	return portsForAll ? [...new Set([port, ...ports])] : [port];
}

/** Every address once, with the ports of all targets that lead to it. */
function scanTargets(resolved: readonly ResolvedTarget[], options: CheckOptions): ScanTarget[] {
	const common = orderPorts(options.ports, Math.random);
	const byAddress = new Map<string, { address: Address; ports: readonly number[] }>();
	for (const target of resolved) {
		const ports = target.port === undefined ? common : portsOf(target, options);
		for (const address of target.addresses) {
			const before = byAddress.get(address.address);
			const both = before === undefined || before.ports === ports ? ports : [...new Set([...before.ports, ...ports])];
			byAddress.set(address.address, { address, ports: both });
		}
	}
	const isOwn = ownAddresses();
	return [...byAddress.values()].map(({ address, ports }) => ({ ...address, ports, own: isOwn(address.address) }));
}

function scanRequest(
	targets: readonly ScanTarget[],
	{ rate, timeoutMs, attempts }: Pick<CheckOptions, 'rate' | 'timeoutMs' | 'attempts'>,
	limits: Limits,
): ScanRequest {
	const { ephemeral } = limits;
	return {
		targets,
		rate,
		timeoutMs,
		...(attempts !== undefined && { attempts }),
		sockets: socketBudget(limits),
		ephemeral,
	};
}

/** Tells whether an address is this machine's own, as its interfaces are now. */
function ownAddresses(): (address: string) => boolean {
	const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	const own = new Set(interfaces.map(({ address }) => ipaddr.parse(address).toString()));
	return (address) => {
		const parsed = ipaddr.parse(address);
		return parsed.range() === 'loopback' || own.has(parsed.toString());
	};
}

/** Looks behind open ports, a few at a time, while the scan goes on. */
class Identification {
	readonly #options: CheckOptions;
	readonly #control: CheckControl;
	readonly #emit: Emit;
	readonly #limit;
	readonly #addresses = new Map<string, Address & { readonly serverName?: string }>();
	readonly #counts = new Map<string, number>();
	readonly #running: Promise<void>[] = [];

	constructor(
		options: CheckOptions,
		control: CheckControl,
		resolved: readonly ResolvedTarget[],
		{ openFiles }: Limits,
		emit: Emit,
	) {
		this.#options = options;
		this.#control = control;
		this.#emit = emit;
		this.#limit = pLimit(Math.max(2, Math.min(identificationsAtOnce, Math.floor(openFiles / 8))));
		for (const { host, addresses } of resolved) {
			for (const address of addresses) this.#addresses.set(address.address, { ...address, ...nameOf(host) });
		}
	}

	add(address: string, port: number): void {
		const place = this.#addresses.get(address);
		if (!this.#options.identify || place === undefined) return;
		const count = (this.#counts.get(address) ?? 0) + 1;
		this.#counts.set(address, count);
		if (count > identifiedPerAddress && doorAt(port, 'tcp') === undefined) {
			if (count === identifiedPerAddress + 1) this.#emit({ type: 'note', address, text: tooMany });
			return;
		}
		this.#running.push(this.#limit(() => this.#identify(place, port)));
	}

	async done(): Promise<void> {
		await Promise.all(this.#running);
	}

	async #identify(place: Address & { readonly serverName?: string }, port: number): Promise<void> {
		if (this.#control.signal?.aborted) return;
		const identity = await identify({ ...place, port, ...signalOf(this.#control) });
		if (identity === undefined) return;
		const protocol: Protocol = 'tcp';
		this.#emit({ type: 'identified', address: place.address, port, protocol, identity });
	}
}

const tooMany = `More than ${identifiedPerAddress} ports are open: only those of well-known services are looked behind.`;

/** The name to ask TLS and HTTP servers for; none for an address. */
function nameOf(host: string): { serverName?: string } {
	return parseAddress(host) === null ? { serverName: host } : {};
}

function signalOf({ signal }: CheckControl): { signal?: AbortSignal } {
	return signal === undefined ? {} : { signal };
}
