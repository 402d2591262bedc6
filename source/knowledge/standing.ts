import { serviceById } from './catalogue.ts';
import { outsideContainers, type Platform, type ServiceEntry } from './entry.ts';
import { firewalls } from './firewall.ts';
import { fingerprintOf, firewallOf, instruction, type Proof, type ProvenWay, type Way } from './proof.ts';
import { proofs } from './proofs.ts';

/** What an instruction rests on. */
export type Standing =
	/** It was run, and what it shuts was seen shut. `forOthers`: the same rules, before other services. */
	| { readonly kind: 'proven'; readonly by: readonly Witness[]; readonly forOthers: boolean }
	| { readonly kind: 'documented'; readonly source: string };

/** One system on which an instruction was proven. */
export interface Witness extends Pick<Proof, 'system' | 'package' | 'version'>, Pick<ProvenWay, 'date' | 'firewall'> {}

/** What an instruction rests on; undefined where it is a general one that nobody wrote for this service. */
export function standingOf(way: Way, service: ServiceEntry | undefined, platform: Platform): Standing | undefined {
	const proven = stillProven(way).filter((proof) => proof.platform === platform);
	const own = proven.filter((proof) => proof.service === service?.id);
	if (own.length > 0) {
		return { kind: 'proven', by: own.map((proof) => witness(proof, way)), forOthers: false };
	}
	if (way === 'stop' || way === 'bind') {
		const { [way]: steps, pages } = service?.instructions ?? {};
		const source =
			service === undefined || steps?.[platform] === undefined
				? undefined
				: (pages?.[way] ?? sourceFor(service, platform));
		return source === undefined ? undefined : { kind: 'documented', source };
	}
	return proven.length > 0
		? { kind: 'proven', by: proven.map((proof) => witness(proof, way)), forOthers: true }
		: { kind: 'documented', source: firewalls[firewallOf(way)].source };
}

/**
 * As users read it: `Proven on Debian 12 with redis-server 7.0.15, 2026-11-25`. Programs are told for the newest system; an
 * older one is only named, unless there are others that were tried there. The date is that of the oldest proof.
 */
export function standingText(standing: Standing): string {
	if (standing.kind === 'documented') {
		return `From the documentation: ${standing.source}`;
	}
	const { by, forOthers } = standing;
	const systems = [...new Set(by.map(({ system }) => system))].sort().reverse();
	const [newest] = systems;
	const told = new Set(by.filter(({ system }) => system === newest).map((one) => one.package));
	const where = systems.map((system) => {
		const here = by.filter((one) => one.system === system);
		const more = here.some((one) => !told.has(one.package));
		return system === newest || more ? `${system} ${programs(here, forOthers)}` : system;
	});
	const [date] = by.map((one) => one.date).sort();
	return `Proven on ${where.join(', and on ')}, ${date}`;
}

function programs(by: readonly Witness[], forOthers: boolean): string {
	const firewall = by.find((one) => one.firewall !== undefined)?.firewall;
	const services = by.length === 1 ? 'one other service' : `${by.length} other services`;
	const names = [...new Set(by.map((one) => `${one.package} ${one.version}`))];
	return forOthers
		? `with ${firewall} for ${services}`
		: `with ${listed([...names, ...(firewall === undefined ? [] : [firewall])])}`;
}

const provenByWay = new Map<Way, readonly Proof[]>();

/** Proofs of the steps as they read today: what was changed since has to be proven again. */
function stillProven(way: Way): readonly Proof[] {
	const known = provenByWay.get(way);
	if (known !== undefined) {
		return known;
	}
	const valid = proofs.filter((proof) => isStillProven(way, proof));
	provenByWay.set(way, valid);
	return valid;
}

function isStillProven(way: Way, proof: Proof): boolean {
	const service = serviceById(proof.service);
	return service !== undefined && proof.ways[way]?.steps === fingerprintOf(instruction(way, { ...proof, service }));
}

function witness({ system, package: name, version, ways }: Proof, way: Way): Witness {
	const { date = '', firewall } = ways[way] ?? {};
	return { system, package: name, version, date, ...(firewall !== undefined && { firewall }) };
}

/**
 * The platform's own documentation, where there is some among the sources, or else that of no other system. One Unix's
 * pages on a program hold on another; on Windows they are about another program. Docker's pages are its makers'.
 */
function sourceFor({ sources = [] }: ServiceEntry, platform: Platform): string | undefined {
	const own = sources.find((source) => documentation[platform].test(source));
	const others = outsideContainers.filter((other) => other !== platform).map((other) => documentation[other]);
	const general = sources.filter((source) => !reports.test(source));
	return (
		own ??
		general.find((source) => !others.some((other) => other.test(source))) ??
		(platform === 'windows' ? undefined : general[0])
	);
}

/** How the addresses read of pages that say what went wrong, not how things are done. */
const reports = /\bblog\b|\badvisories\b|\bcve|nvd\.nist\.gov|unit42|stigviewer/i;

/** How the addresses read of what a system's own packages, formulae and images say, or a maker's about that system. */
export const documentation: Readonly<Record<Platform, RegExp>> = {
	debian: /debian\.org/,
	rhel: /redhat\.com|fedoraproject\.org|\/rhel/,
	alpine: /alpinelinux\.org/,
	windows: /microsoft\.com\/(?!.*\blinux\b)/,
	macos: /apple\.com|brew\.sh/,
	freebsd: /freebsd\.org/,
	docker: /docker\.com/,
};

function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
