import { hostname, networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import pLimit from 'p-limit';
import { EventQueue } from './event-queue.ts';
import { identify } from './identify/identify.ts';
import { sanitise } from './identify/sanitise.ts';
import { doorAt } from './knowledge/catalogue.ts';
import { udpNeverSend } from './knowledge/never-send.ts';
import type { Address, CheckEvent, Family, Protocol, ResolvedTarget, Target } from './model.ts';
import type { Pause } from './pause.ts';
import { controlPorts } from './ports/controls.ts';
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
	/**
	 * UDP ports to check; none at a target with a port of its own, unless `portsForAll`. Those of `udpNeverSend` are left
	 * alone, and a note says so.
	 */
	readonly udpPorts: readonly number[];
	/** TCP ports that must be left alone, whatever else is asked. */
	readonly excludedPorts: readonly number[];
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
	/** Ids of the protocols that are asked on request only, and are to be asked. */
	readonly ask?: readonly string[];
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
	readonly protocol: Protocol;
	/** The host that was asked, by name or address. */
	readonly host: string;
	/** TCP ports known to answer at the address: they show that the way there still works. */
	readonly witnesses: readonly number[];
}

/** Looks at one port again, and at what answers there. Events: `open`, `ports`, `identified`. */
export async function* recheck(
	options: Pick<CheckOptions, 'timeoutMs' | 'identify' | 'ask'>,
	{ address, port, protocol, host, witnesses }: Recheck,
	control: CheckControl = {},
): AsyncGenerator<CheckEvent> {
	const limits = readLimits();
	const ports = protocol === 'tcp' ? [port, ...witnesses] : [];
	const udpPorts = protocol === 'udp' ? [port] : [];
	const target = { ...address, ports, udpPorts, controls: [], own: ownAddresses()(address.address) };
	const request = scanRequest({ rate: 'gentle', timeoutMs: options.timeoutMs }, limits);
	const found: CheckEvent[] = [];
	const scan = startScan(request, { addresses: 1, ports: ports.length, cores: limits.cores }, (events) =>
		found.push(...events),
	);
	scan.add([target]);
	scan.complete();
	control.signal?.addEventListener('abort', () => scan.cancel(), { once: true });
	await scan.done;
	// What was known before still holds: a look that was broken off says nothing.
	if (control.signal?.aborted) return;
	yield* found.filter(({ type }) => type === 'open' || type === 'ports');
	if (!options.identify) return;
	if (!found.some((event) => event.type === 'open' && event.port === port)) return;
	const identity = await identify({
		...address,
		port,
		protocol,
		...nameOf(host),
		...askOf(options),
		...signalOf(control),
	});
	if (identity !== undefined) yield { type: 'identified', address: address.address, port, protocol, identity };
}

/** Name look-ups and identifications under way at once. */
const lookupsAtOnce = 16;
const identificationsAtOnce = 16;
/** So many open ports of an address are all looked behind; of more, only those that the catalogue knows. */
const identifiedPerAddress = 200;

type Emit = (event: CheckEvent) => void;

async function run(asked: CheckOptions, control: CheckControl, emit: Emit): Promise<void> {
	const started = performance.now();
	const options = { ...asked, udpPorts: asked.udpPorts.filter((port) => !udpNeverSend.has(port)) };
	emit({
		type: 'start',
		startedAt: new Date().toISOString(),
		version: options.version,
		vantage: sanitise(hostname(), 64),
		targets: options.targets.map(({ target }) => target),
	});
	const leftAlone = asked.udpPorts.filter((port) => udpNeverSend.has(port));
	if (asked.targets.some((target) => portsOf(target, asked).udp.length > 0)) tellOf(leftAlone, emit);
	const limits = readLimits();
	const identification = new Identification(options, control, limits, emit);
	const plan = new Plan(options);
	const scan = startScan(scanRequest(options, limits), { ...plan.extent, cores: limits.cores }, (events) => {
		for (const event of events) {
			emit(event);
			if (event.type === 'open') identification.add(event.address, event.port, event.protocol);
		}
	});
	const unlisten = control.pause?.listen((on) => (on ? scan.pause() : scan.resume()));
	const cancel = () => scan.cancel();
	control.signal?.addEventListener('abort', cancel, { once: true });
	if (control.signal?.aborted) cancel();
	if (control.pause?.on) scan.pause();
	let broken = false;
	try {
		const resolved = resolveAll(options, control, emit, (targets) => {
			for (const target of targets) identification.know(target);
			scan.add(targets.flatMap((target) => plan.add(target)));
		});
		await Promise.race([resolved, aborted(control)]);
		scan.complete();
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

/** Says which UDP ports were asked for in vain. They have no state: nothing was asked, so no silence means anything. */
function tellOf(leftAlone: readonly number[], emit: Emit): void {
	if (leftAlone.length === 0) return;
	const ports = `UDP port${leftAlone.length > 1 ? 's' : ''} ${leftAlone.join(', ')}`;
	emit({
		type: 'note',
		text: `${ports}: left alone, for printers and control systems there act on whatever they are sent.`,
	});
}

/**
 * Finds the addresses of all targets, of each host once however many targets name it, and tells of them as they are
 * found: of literal addresses all at once.
 */
async function resolveAll(
	options: CheckOptions,
	{ signal }: CheckControl,
	emit: Emit,
	found: (targets: readonly ResolvedTarget[]) => void,
): Promise<void> {
	const lookUp = async ([first, ...others]: readonly [Target, ...Target[]]): Promise<readonly ResolvedTarget[]> => {
		if (signal?.aborted) return [];
		const result = await resolveTarget(first, { families: options.families });
		if (signal?.aborted) return [];
		if ('reason' in result) {
			for (const { target } of [first, ...others]) emit({ type: 'unresolved', target, reason: result.reason });
			return [];
		}
		const { addresses } = result;
		return [first, ...others].map((target) => {
			const { tcp, udp } = portsOf(target, options);
			emit({ type: 'host', target: target.target, addresses, ports: tcp.length + udp.length });
			return { ...target, addresses };
		});
	};
	const byHost = new Map<string, [Target, ...Target[]]>();
	for (const target of options.targets) {
		const same = byHost.get(target.host);
		if (same === undefined) byHost.set(target.host, [target]);
		else same.push(target);
	}
	const hosts = [...byHost.values()];
	const isLiteral = ([{ host }]: readonly [Target, ...Target[]]) => parseAddress(host) !== null;
	found((await Promise.all(hosts.filter(isLiteral).map(lookUp))).flat());
	const names = hosts.filter((targets) => !isLiteral(targets));
	await pLimit(lookupsAtOnce).map(names, async (targets) => found(await lookUp(targets)));
}

/** Settles when the check is to end; never without a signal. */
function aborted({ signal }: CheckControl): Promise<void> {
	return new Promise((resolve) => {
		if (signal?.aborted) resolve();
		signal?.addEventListener('abort', () => resolve(), { once: true });
	});
}

/** The ports to check at a target. */
function portsOf(
	{ port }: Target,
	{ ports, udpPorts, portsForAll }: Pick<CheckOptions, 'ports' | 'udpPorts' | 'portsForAll'>,
): { readonly tcp: readonly number[]; readonly udp: readonly number[] } {
	if (port === undefined) return { tcp: ports, udp: udpPorts };
	return portsForAll ? { tcp: [...new Set([port, ...ports])], udp: udpPorts } : { tcp: [port], udp: [] };
}

/** What to scan where: every port of an address once, whichever targets lead to it. */
class Plan {
	readonly #options: CheckOptions;
	readonly #common: readonly number[];
	readonly #controls: readonly number[];
	readonly #isOwn = ownAddresses();
	/** What is scanned at an address already. */
	readonly #planned = new Map<string, { readonly tcp: readonly number[]; readonly udp: readonly number[] }>();

	constructor(options: CheckOptions) {
		this.#options = options;
		this.#common = orderPorts(options.ports, Math.random);
		this.#controls = controlPorts(options.ports, options.excludedPorts, Math.random);
	}

	/** How much there will be to scan, if every name has one address of each family. */
	get extent(): { readonly addresses: number; readonly ports: number } {
		const { targets, families } = this.#options;
		const sizes = targets.map((target) => {
			const { tcp, udp } = portsOf(target, this.#options);
			const addresses = parseAddress(target.host) === null ? families.length : 1;
			return { addresses, ports: addresses * (tcp.length + udp.length) };
		});
		return {
			addresses: sizes.reduce((sum, { addresses }) => sum + addresses, 0),
			ports: sizes.reduce((sum, { ports }) => sum + ports, 0),
		};
	}

	/** What is to be scanned for this target and isn't yet. */
	add(target: ResolvedTarget): readonly ScanTarget[] {
		const { tcp, udp } = portsOf(target, { ...this.#options, ports: this.#common });
		return target.addresses.flatMap((address) => {
			const planned = this.#planned.get(address.address) ?? { tcp: [], udp: [] };
			const [ports, udpPorts] = [without(tcp, planned.tcp), without(udp, planned.udp)];
			if (ports.length + udpPorts.length === 0) return [];
			this.#planned.set(address.address, {
				tcp: planned.tcp.length === 0 ? ports : [...planned.tcp, ...ports],
				udp: planned.udp.length === 0 ? udpPorts : [...planned.udp, ...udpPorts],
			});
			return [{ ...address, ports, udpPorts, controls: this.#controls, own: this.#isOwn(address.address) }];
		});
	}
}

/** Many addresses share one list: it is copied only where something is to be left out. */
function without(ports: readonly number[], known: readonly number[]): readonly number[] {
	if (known.length === 0) return ports;
	const left = new Set(known);
	return ports.filter((port) => !left.has(port));
}

function scanRequest(
	{ rate, timeoutMs, attempts }: Pick<CheckOptions, 'rate' | 'timeoutMs' | 'attempts'>,
	limits: Limits,
): ScanRequest {
	const { ephemeral } = limits;
	return {
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

	constructor(options: CheckOptions, control: CheckControl, { openFiles }: Limits, emit: Emit) {
		this.#options = options;
		this.#control = control;
		this.#emit = emit;
		this.#limit = pLimit(Math.max(2, Math.min(identificationsAtOnce, Math.floor(openFiles / 8))));
	}

	/** Takes in what the addresses are called that will be found open. */
	know({ host, addresses }: ResolvedTarget): void {
		for (const address of addresses) this.#addresses.set(address.address, { ...address, ...nameOf(host) });
	}

	add(address: string, port: number, protocol: Protocol): void {
		const place = this.#addresses.get(address);
		if (!this.#options.identify || place === undefined) return;
		const count = (this.#counts.get(address) ?? 0) + 1;
		this.#counts.set(address, count);
		if (count > identifiedPerAddress && doorAt(port, protocol) === undefined) {
			if (count === identifiedPerAddress + 1) this.#emit({ type: 'note', address, text: tooMany });
			return;
		}
		this.#running.push(this.#limit(() => this.#identify(place, port, protocol)));
	}

	async done(): Promise<void> {
		await Promise.all(this.#running);
	}

	async #identify(place: Address & { readonly serverName?: string }, port: number, protocol: Protocol): Promise<void> {
		if (this.#control.signal?.aborted) return;
		const identity = await identify({ ...place, port, protocol, ...askOf(this.#options), ...signalOf(this.#control) });
		if (identity === undefined) return;
		this.#emit({ type: 'identified', address: place.address, port, protocol, identity });
	}
}

const tooMany = `More than ${identifiedPerAddress} ports are open: only those of well-known services are looked behind.`;

/** The name to ask TLS and HTTP servers for; none for an address. */
function nameOf(host: string): { serverName?: string } {
	return parseAddress(host) === null ? { serverName: host } : {};
}

function askOf({ ask }: Pick<CheckOptions, 'ask'>): { ask?: readonly string[] } {
	return ask === undefined ? {} : { ask };
}

function signalOf({ signal }: CheckControl): { signal?: AbortSignal } {
	return signal === undefined ? {} : { signal };
}
