import { portLabel } from '../assess/doors.ts';
import { UsageError } from '../errors.ts';
import { doorAt, serviceById, services } from '../knowledge/catalogue.ts';
import type { Choice } from '../knowledge/choice.ts';
import type { ClosingRequest } from '../knowledge/closing.ts';
import { type Door, type Platform, platforms, type ServiceEntry } from '../knowledge/entry.ts';
import { platformFirewalls } from '../knowledge/firewall.ts';
import type { Category, Protocol } from '../model.ts';
import { categories, categoryNames } from '../model.ts';
import { nearest } from '../ports/nearest.ts';
import { quote } from '../targets/quote.ts';

/** What a word stands for in the catalogue. */
export type Entries =
	/** Whole categories, in short. */
	| { readonly kind: 'categories'; readonly categories: readonly Category[] }
	/** What stands behind a port or a service, in full. */
	| { readonly kind: 'services'; readonly entries: readonly Entry[] };

/** A service and the one of its ports that instructions are about; without a service, a port nobody knows. */
export interface Entry {
	readonly service?: ServiceEntry;
	readonly place?: Place;
}

export interface Place {
	readonly port: number;
	readonly protocol: Protocol;
}

/**
 * What a word stands for: a port (`6379`, `53/udp`), a service (`redis`) or a category (`database`); everything without
 * one. Throws a UsageError for a word that means nothing.
 */
export function entriesFor(word: string | undefined): Entries {
	if (word === undefined) {
		const known = categories.filter((category) => services.some((service) => service.category === category));
		return { kind: 'categories', categories: known };
	}
	const asked = word.trim().toLowerCase();
	if (/^\d+(\/|$)/.test(asked)) {
		return { kind: 'services', entries: atPort(asked) };
	}
	const service = serviceById(asked) ?? services.find(({ name }) => name.toLowerCase() === asked);
	if (service) {
		const [place] = doorsIn(service);
		return { kind: 'services', entries: [{ service, ...(place !== undefined && { place }) }] };
	}
	const category = categories.find((id) => id === asked || categoryNames[id].toLowerCase() === asked);
	if (category) {
		return { kind: 'categories', categories: [category] };
	}
	throw new UsageError(`no service or category is called ${quote(word)}: ${suggestion(asked)}`);
}

/**
 * What instructions there are for an entry: one request for each system that it has steps for, else for all; of these,
 * those that were chosen.
 */
export function requestsFor({ service, place }: Entry, choice: Choice = {}): readonly ClosingRequest[] {
	if (place === undefined) {
		return [];
	}
	const { port, protocol } = place;
	const { from } = choice;
	const requestOn = (platform: Platform): readonly ClosingRequest[] => {
		const [usual, ...others] = platformFirewalls(platform);
		const firewall = choice.firewall === undefined ? usual : [usual, ...others].find((id) => id === choice.firewall);
		return firewall === undefined ? [] : [{ service, port, protocol, platform, firewall, from }];
	};
	const wanted = (choice.platform === undefined ? systemsOf(service) : [choice.platform]).flatMap(requestOn);
	// A firewall of a system that nobody wrote anything for shuts the port all the same.
	return wanted.length > 0 ? wanted : platforms.flatMap(requestOn);
}

/** How to see less, or other firewalls: nothing where that was chosen. */
export function otherChoices(requests: readonly ClosingRequest[], choice: Choice = {}): readonly string[] {
	const systems = requests.map(({ platform }) => platform);
	const firewalls = [...new Set(systems.flatMap(platformFirewalls))];
	return [
		...(choice.platform === undefined && systems.length > 1
			? [`One system only: --system NAME (${systems.join(', ')}).`]
			: []),
		...(choice.firewall === undefined && firewalls.length > 0
			? [`Another firewall: --firewall NAME (${firewalls.join(', ')}).`]
			: []),
	];
}

/** What to do about a port that the catalogue has no service for. */
export function unknownText(place: Place): string {
	return `The catalogue has no service for port ${portLabel(place)}. If it is open on your server, find out which program listens there; if nobody can say what it is for, stop it.`;
}

/** `Also met on 9000: MinIO (minio), SonarQube (sonarqube).`; nothing where only the entry's own service is. */
export function alsoMet({ service, place }: Entry): readonly string[] {
	const others = place === undefined ? [] : metAt(place).filter((other) => other !== service);
	const names = others.map(({ name, id }) => `${name} (${id})`).join(', ');
	return place === undefined || names === '' ? [] : [`Also met on ${portLabel(place)}: ${names}.`];
}

/** Services that are met on a port which stands for another one, or for none. */
function metAt({ port, protocol }: Place): readonly ServiceEntry[] {
	return services.filter(({ alsoAt = [] }) => alsoAt.some((door) => door.port === port && door.protocol === protocol));
}

/** `6379, 26379`. */
export function portsOf(service: ServiceEntry): string {
	return doorsIn(service).map(portLabel).join(', ');
}

/** A service's own ports, or else those it shares. */
export function doorsIn({ doors, alsoAt = [] }: ServiceEntry): readonly Door[] {
	return doors.length > 0 ? doors : alsoAt;
}

function atPort(asked: string): readonly Entry[] {
	const [, number = '', named] = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(asked) ?? [];
	const port = Number(number);
	if (port < 1 || port > 65_535) {
		throw new UsageError(`${quote(asked)} is no port: ports go from 1 to 65535, as in 6379 or 53/udp`);
	}
	const protocols: readonly Protocol[] = named === 'tcp' || named === 'udp' ? [named] : ['tcp', 'udp'];
	const known = protocols.map((protocol) => doorAt(port, protocol)).filter((door) => door !== undefined);
	const [first, ...others] = known;
	if (first === undefined) {
		const met = protocols.flatMap((protocol) =>
			metAt({ port, protocol }).map((service) => ({ port, protocol, service })),
		);
		return met.length > 0
			? met.map(({ service, ...place }) => ({ service, place }))
			: [{ place: { port, protocol: protocols[0] ?? 'tcp' } }];
	}
	return [first, ...others.filter(({ service }) => service !== first.service)].map(({ service, door }) => ({
		service,
		place: door,
	}));
}

/** Those with instructions of their own; all of them when there are none. */
function systemsOf(service: ServiceEntry | undefined): readonly Platform[] {
	const { stop, bind, harden } = service?.instructions ?? {};
	const own = platforms.filter((platform) => stop?.[platform] ?? bind?.[platform] ?? harden?.[platform]);
	return own.length > 0 ? own : platforms;
}

/** What the user may have meant, best first, as the end of a message. */
function suggestion(word: string): string {
	const names = [...services.map(({ id }) => id), ...categories];
	const found: string[] = [];
	while (found.length < 3) {
		const next = nearest(
			word,
			names.filter((name) => !found.includes(name)),
		);
		if (next === undefined) {
			break;
		}
		found.push(next);
	}
	return found.length > 0
		? `did you mean ${found.join(' or ')}?`
		: 'doorcheck catalogue, without a name, lists what it knows';
}
