import { setTimeout as sleep } from 'node:timers/promises';
import { output } from '../bench/command.ts';
import { within } from '../bench/lab/namespace.ts';
import type { ServiceEntry, Step } from '../source/knowledge/entry.ts';
import {
	allowOnlySteps,
	closeSteps,
	exampleAddress,
	type FirewallId,
	sessionPorts,
	undoSteps,
} from '../source/knowledge/firewall.ts';
import { fingerprintOf, firewallOf, instruction, type Subject, type Way } from '../source/knowledge/proof.ts';
import type { PortState } from '../source/model.ts';
import { applySteps, NotApplicableError } from './apply.ts';
import { CannotLookError, look, type Place, type Seen } from './look.ts';
import type { Machine } from './machine.ts';
import { admin, machine as machineAddresses, type Network } from './network.ts';
import type { Recipe } from './recipe.ts';
import { type Release, releaseNames } from './releases.ts';

/** One instruction, run against a real service. */
export interface Trial {
	readonly way: Way;
	/** `not applicable`: there are no steps, or one that no program can take. */
	readonly outcome: 'proven' | 'failed' | 'not applicable';
	/** Why it is not proven. */
	readonly why?: string;
	/** In order of time. */
	readonly sightings: readonly Sighting[];
	/** `fingerprintOf` the steps. */
	readonly steps: string;
	/** What doorcheck called it while it was open: `Redis 7.0.15, confirmed`. */
	readonly identified?: string;
}

/** What doorcheck said at one moment. */
export interface Sighting {
	/** `before`, `after`, `after a restart`, `taken back`; whom it was let in for: `203.0.113.10 let in`. */
	readonly moment: string;
	readonly from: 'outside' | 'inside' | 'the address let in';
	/** By door (`6379`, `53/udp`): over IPv4, and over IPv6. */
	readonly states: Readonly<Record<string, readonly [PortState, PortState]>>;
}

/** What a trial takes place with. */
export interface Stage {
	readonly machine: Machine;
	readonly network: Network;
	readonly recipe: Recipe;
	readonly service: ServiceEntry;
	readonly release: Release;
	readonly log: (text: string) => void;
}

/** Runs an instruction on a machine that was just started, and looks at the doors before, after and again after a restart. */
export async function tryWay(way: Way, stage: Stage): Promise<Trial> {
	const subject = subjectOf(stage);
	const all = instruction(way, subject);
	const steps = fingerprintOf(all);
	const trial = new Course(stage);
	try {
		if (!all.some(isDone)) throw new NotApplicableError('nobody wrote steps for it');
		const byHand = stage.recipe.byHand?.[way];
		if (byHand !== undefined) throw new NotApplicableError(byHand);
		if (way === 'stop') await stopping(trial, subject);
		else if (way === 'bind') await binding(trial, subject);
		else if (way.startsWith('firewall')) await shutting(trial, firewallOf(way), subject);
		else await letting(trial, firewallOf(way), subject);
		return { way, outcome: 'proven', ...trial.seen, steps };
	} catch (error) {
		if (!(error instanceof Error) || error instanceof CannotLookError) throw error;
		const outcome = error instanceof NotApplicableError ? 'not applicable' : 'failed';
		return { way, outcome, why: error.message, ...trial.seen, steps };
	}
}

/** Whether there is something to do, not just to read. */
function isDone({ kind }: Step): boolean {
	return kind !== 'say' && kind !== 'expect';
}

/** What of the instructions is for this service. */
export function subjectOf({ recipe, service, release }: Pick<Stage, 'recipe' | 'service' | 'release'>): Subject {
	const [door] = recipe.doors;
	if (door === undefined) throw new Error(`${recipe.package} has no door`);
	return { service, platform: 'debian', system: releaseNames[release], package: recipe.package, ...door };
}

async function stopping(course: Course, subject: Subject): Promise<void> {
	await course.mustBeOpen('before');
	await course.follow(instruction('stop', subject));
	await course.mustBeShut('after');
	await course.restart();
	await course.mustBeShut('after a restart');
}

async function binding(course: Course, subject: Subject): Promise<void> {
	await course.mustBeOpen('before');
	await course.follow(instruction('bind', subject));
	await course.mustBeBound('after');
	await course.restart();
	await course.mustBeBound('after a restart');
}

/** A port that carries sessions is shut for everyone but the reader. */
async function shutting(course: Course, firewall: FirewallId, subject: Subject): Promise<void> {
	const from = sessionPorts.has(subject.port) ? exampleAddress : undefined;
	await course.prepare(firewall, subject);
	await course.mustBeOpen('before', 1);
	await course.lookFromInside('before');
	await course.follow(closeSteps(firewall, subject));
	await course.mustBeShutInFirewall('after', from);
	await course.restart();
	await course.mustBeShutInFirewall('after a restart', from);
	await course.follow(undoSteps(firewall, subject));
	await course.mustBeOpen('taken back', 1);
}

async function letting(course: Course, firewall: FirewallId, subject: Subject): Promise<void> {
	await course.prepare(firewall, subject);
	await course.mustBeOpen('before', 1);
	await course.lookFromInside('before');
	for (const from of [admin.ipv4, admin.ipv6]) {
		if (course.speaks(from)) {
			await course.follow(allowOnlySteps(firewall, { ...subject, from }));
			await course.mustBeShutInFirewall(`${from} let in`, from);
			await course.restart();
			await course.mustBeShutInFirewall(`${from} let in, after a restart`, from);
			await course.follow(undoSteps(firewall, { ...subject, from }));
			await course.mustBeOpen('taken back', 1);
		}
	}
}

/** The course of a trial: what is done, and what is then seen. */
class Course {
	readonly #stage: Stage;
	readonly #sightings: Sighting[] = [];
	#identified: string | undefined;
	/** Whether the first door answers the machine itself where no firewall is: not every service does. */
	#answersItself = true;
	/** How long the doors take to open once the machine runs, in ms: so long they must have stayed shut. */
	#startMs = 0;

	constructor(stage: Stage) {
		this.#stage = stage;
	}

	get seen(): Pick<Trial, 'sightings' | 'identified'> {
		return {
			sightings: this.#sightings,
			...(this.#identified !== undefined && { identified: this.#identified }),
		};
	}

	speaks(address: string): boolean {
		return !(this.#stage.recipe.doors[0]?.ipv4Only && address.includes(':'));
	}

	async follow(steps: readonly Step[]): Promise<void> {
		const { machine, log } = this.#stage;
		await applySteps(steps, machine, log);
	}

	async restart(): Promise<void> {
		this.#stage.log('--- restart ---');
		await this.#stage.machine.restart();
	}

	/** Installs and starts a firewall that lets the doors through, as it stands on many machines. */
	async prepare(firewall: FirewallId, { port, protocol }: Place): Promise<void> {
		const script = preparations(this.#witness)[firewall]?.(`${port}/${protocol}`);
		if (script === undefined) return;
		const { code, text } = await this.#stage.machine.run(script);
		this.#stage.log(`${script}\n${text}`);
		if (code !== 0) throw new Error(`${firewall} could not be set up: ${text.trim().split('\n').at(-1)}`);
	}

	async mustBeOpen(moment: string, howMany?: number): Promise<void> {
		const places = this.#stage.recipe.doors.slice(0, howMany);
		const start = performance.now();
		await this.#untilListening(places);
		this.#startMs = Math.max(this.#startMs, performance.now() - start);
		const seen = await this.#lookUntilNamed(moment, places);
		for (const [index, place] of places.entries()) {
			const { ipv4, ipv6, service } = seen[index] ?? nothingSeen;
			const { service: id } = this.#stage.recipe;
			if (ipv4 !== 'open' || (ipv6 !== 'open' && !place.ipv4Only)) {
				throw new Error(`${named(place)} should be open ${moment}: ${ipv4} over IPv4, ${ipv6} over IPv6`);
			}
			if (service?.id !== id) {
				throw new Error(`${named(place)} is called ${service?.id ?? 'nothing'}, not ${id}`);
			}
			if (index === 0) {
				const { name, product, version, confidence } = service;
				this.#identified = `${[product ?? name, version].filter(Boolean).join(' ')}, ${confidence}`;
			}
		}
	}

	/** Finds out what the machine itself can expect of the first door behind a firewall. */
	async lookFromInside(moment: string): Promise<void> {
		const [own] = await this.#look(moment, 'inside', this.#stage.recipe.doors.slice(0, 1));
		this.#answersItself = isOpen(own);
	}

	async mustBeShut(moment: string): Promise<void> {
		const { doors } = this.#stage.recipe;
		await sleep(2 * this.#startMs);
		this.#judgeShut(moment, doors, await this.#look(moment, 'outside', doors));
	}

	/** Shut from outside, while the service goes on for this machine. */
	async mustBeBound(moment: string): Promise<void> {
		const { recipe } = this.#stage;
		const shut = recipe.doors.filter(({ bound }) => bound !== 'open to all');
		const kept = recipe.doors.filter(({ bound }) => bound === undefined);
		await this.#untilListening(kept);
		if (kept.length === 0) await sleep(2 * this.#startMs);
		this.#judgeShut(moment, shut, await this.#look(moment, 'outside', shut));
		if (recipe.boundTo === undefined) {
			const inside = await this.#look(moment, 'inside', kept);
			for (const [index, place] of kept.entries()) {
				const { ipv4, ipv6 } = inside[index] ?? nothingSeen;
				if (ipv4 !== 'open' && ipv6 !== 'open') {
					throw new Error(`${named(place)} should go on for the machine itself ${moment}, and is ${ipv4} there`);
				}
			}
		} else if (!(await this.#listeners()).some((listener) => listener.startsWith(`${recipe.boundTo}:`))) {
			throw new Error(`nothing listens on ${recipe.boundTo} ${moment}`);
		}
	}

	/** Shut for strangers; open for whoever is let in, over the family of that address only, and for the machine itself. */
	async mustBeShutInFirewall(moment: string, letIn?: string): Promise<void> {
		const places = this.#stage.recipe.doors.slice(0, 1);
		await this.#untilListening(places);
		const [outside, inside, admin] = await this.#lookFrom(
			letIn === undefined ? ['outside', 'inside'] : ['outside', 'inside', 'the address let in'],
			moment,
			places,
		);
		this.#judgeShut(moment, places, outside ?? []);
		if (this.#answersItself && !isOpen(inside?.[0])) {
			throw new Error(`the firewall shuts it for the machine itself ${moment}`);
		}
		if (letIn !== undefined) {
			const { ipv4, ipv6 } = admin?.[0] ?? nothingSeen;
			const [itsFamily, other] = letIn.includes(':') ? [ipv6, ipv4] : [ipv4, ipv6];
			if (itsFamily !== 'open') throw new Error(`${letIn} should get in ${moment}, and finds it ${itsFamily}`);
			if (!isShut(other)) throw new Error(`the other family of ${letIn} should be shut out, and finds it ${other}`);
		}
	}

	#judgeShut(moment: string, places: readonly Place[], seen: readonly Seen[]): void {
		for (const [index, place] of places.entries()) {
			const { ipv4, ipv6 } = seen[index] ?? nothingSeen;
			if (!isShut(ipv4) || !isShut(ipv6)) {
				throw new Error(`${named(place)} should be shut ${moment}: ${ipv4} over IPv4, ${ipv6} over IPv6`);
			}
		}
	}

	async #look(moment: string, from: Sighting['from'], places: readonly Place[]): Promise<readonly Seen[]> {
		const [seen = []] = await this.#lookFrom([from], moment, places);
		return seen;
	}

	/** Looks again while the first door isn't called what it is, for a while: some listen before they can answer. */
	async #lookUntilNamed(moment: string, places: readonly Place[]): Promise<readonly Seen[]> {
		const start = performance.now();
		for (;;) {
			const seen = await this.#look(moment, 'outside', places);
			const { ipv4, service } = seen[0] ?? nothingSeen;
			const isNamed = service?.id === this.#stage.recipe.service;
			const patienceMs = isNamed ? 5000 : 30_000;
			const isOver = ipv4 !== 'open' || performance.now() - start > patienceMs;
			if (isOver || (isNamed && service.confidence === 'confirmed')) return seen;
			this.#sightings.pop();
			await sleep(1000);
		}
	}

	/** Looks from several sides at once, and gives what is seen from each, in their order. */
	async #lookFrom(
		sides: readonly Sighting['from'][],
		moment: string,
		places: readonly Place[],
	): Promise<readonly (readonly Seen[])[]> {
		const { network, log } = this.#stage;
		const views = {
			outside: [network.stranger, machineAddresses],
			inside: [network.machine, { ipv4: '127.0.0.1', ipv6: '::1' }],
			'the address let in': [network.admin, machineAddresses],
		} as const;
		const all = await Promise.all(
			sides.map((from) => {
				const [namespace, target] = views[from];
				return look(namespace, target, places, this.#witness);
			}),
		);
		for (const [index, from] of sides.entries()) {
			const seen = all[index] ?? [];
			const states = places.map((place, at) => {
				const { ipv4, ipv6 } = seen[at] ?? nothingSeen;
				return [named(place), [ipv4, ipv6]] as const;
			});
			this.#sightings.push({ moment, from, states: Object.fromEntries(states) });
			log(`seen from ${from}, ${moment}: ${JSON.stringify(seen)}`);
		}
		return all;
	}

	/** What else is asked, so that silence means something. */
	get #witness(): number {
		return this.#stage.recipe.doors.some(({ port }) => port === 22) ? 443 : 22;
	}

	/** Waits until each door has a listener, for a minute: after that, what is seen decides. */
	async #untilListening(places: readonly Place[]): Promise<void> {
		for (let waited = 0; waited < 60_000; waited += 250) {
			const listeners = await this.#listeners();
			const isThere = ({ port, protocol }: Place) =>
				listeners.some((listener) => listener.endsWith(`:${port} ${protocol}`));
			if (places.every(isThere)) return;
			await sleep(250);
		}
	}

	/** `127.0.0.1:6379 tcp`, `*:53 udp`. */
	async #listeners(): Promise<readonly string[]> {
		const printed = await output(...within(this.#stage.network.machine, 'ss', '-Hlntu'));
		return printed
			.trim()
			.split('\n')
			.map((line) => line.split(/\s+/))
			.map(([protocol, , , , local]) => `${local} ${protocol}`);
	}
}

const nothingSeen: Seen = { ipv4: 'undecided', ipv6: 'undecided' };

/** Silence is all that a firewall leaves of a UDP port. */
function isOpen(seen: Seen = nothingSeen): boolean {
	return seen.ipv4 === 'open' || seen.ipv6 === 'open';
}

function isShut(state: PortState): boolean {
	return state === 'closed' || state === 'filtered' || state === 'open|filtered';
}

function named({ port, protocol }: Place): string {
	return protocol === 'udp' ? `${port}/udp` : String(port);
}

/** Firewalls that shut everything unless told otherwise let the door in, and the port that shows signs of life. */
function preparations(witness: number): Readonly<Partial<Record<FirewallId, (door: string) => string>>> {
	return {
		ufw: (door) =>
			['apt-get install -y ufw', `ufw allow ${witness}/tcp`, `ufw allow ${door}`, 'ufw --force enable'].join(' && '),
		firewalld: (door) =>
			[
				'apt-get install -y firewalld',
				'firewall-cmd --state',
				`firewall-cmd --permanent --add-port=${witness}/tcp --add-port=${door}`,
				'firewall-cmd --reload',
			].join(' && '),
	};
}
