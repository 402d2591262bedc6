import { UsageError } from '../errors.ts';
import type * as knowledge from '../knowledge/catalogue.ts';
import { udpNeverSend } from '../knowledge/never-send.ts';
import type { Protocol } from '../model.ts';
import { categories } from '../model.ts';
import { quote } from '../targets/quote.ts';
import { nearest } from './nearest.ts';

/** What of the catalogue gives names to ports. */
export type Catalogue = Pick<typeof knowledge, 'commonPorts' | 'services'>;

/** Ports by protocol, ascending, each once. */
export interface PortSelection {
	readonly tcp: number[];
	readonly udp: number[];
}

/**
 * The ports that a `--ports`-like list names: `common`, `all`, numbers, ranges (`8000-8100`), service ids (`mysql`) and
 * categories (`database`), combined with commas, each for one protocol with `/tcp` or `/udp` behind it. Without that,
 * numbers and words are TCP ports, and a service is its TCP ports, or its UDP ports where it has no others; a category
 * is its services.
 *
 * `common` leaves out the UDP ports that nothing is ever sent to.
 *
 * @param options `udp` adds the catalogue's UDP ports: those of the services and categories, where the list names
 *   nothing else, and the common ones otherwise.
 * @throws {UsageError} when the list is empty, a part of it names no port, or `udp` adds none.
 */
export function parsePorts(
	list: string,
	catalogue: Catalogue,
	options: { readonly udp?: boolean } = {},
): PortSelection {
	const parts = partsOf(list, catalogue);
	const named = parts.map((part) =>
		part.protocol === undefined ? usual(part, options.udp === true) : only(part, part.protocol),
	);
	if (options.udp !== true) {
		return union(named);
	}
	const selection = parts.every(({ kind }) => kind === 'services')
		? union(named)
		: union([...named, { tcp: [], udp: commonUdp(catalogue) }]);
	if (selection.udp.length === 0) {
		throw new UsageError(
			`-u adds nothing to ${quote(list)}, which has no UDP port: leave -u out, or add some, like 53/udp`,
		);
	}
	return selection;
}

/** The ports that a list of ports to leave out names: the same list, but what has no `/tcp` or `/udp` names both. */
export function parseExcludedPorts(list: string, catalogue: Catalogue): PortSelection {
	return union(
		partsOf(list, catalogue).map((part) => (part.protocol === undefined ? part : only(part, part.protocol))),
	);
}

const protocols = ['tcp', 'udp'] as const;

type Ports = Readonly<Record<Protocol, readonly number[]>>;

/** A part of a list, with the ports it could mean of each protocol. */
type Part = Ports & { readonly name: string; readonly protocol: Protocol | undefined } & (
		| { readonly kind: 'ports' }
		/** What is named has ports of its own, service by service. */
		| { readonly kind: 'services'; readonly services: readonly Ports[] }
	);

function usual(part: Part, udp: boolean): Ports {
	if (part.kind === 'ports') return { tcp: part.tcp, udp: [] };
	return udp
		? part
		: union(part.services.map((service) => (service.tcp.length > 0 ? { ...service, udp: [] } : service)));
}

function only(part: Part, protocol: Protocol): Ports {
	const { name } = part;
	if (part[protocol].length === 0) {
		const other = protocol === 'tcp' ? 'UDP' : 'TCP';
		throw new UsageError(`${name}/${protocol}: ${name} is reached over ${other} only: leave out /${protocol}`);
	}
	return { tcp: [], udp: [], [protocol]: part[protocol] };
}

function union(all: readonly Ports[]): PortSelection {
	const sorted = (protocol: Protocol) => [...new Set(all.flatMap((ports) => ports[protocol]))].sort((a, b) => a - b);
	return { tcp: sorted('tcp'), udp: sorted('udp') };
}

function partsOf(list: string, catalogue: Catalogue): readonly Part[] {
	if (list.trim() === '') {
		throw new UsageError('the list of ports is empty: name some, like 22,80,8000-8100');
	}
	return list.split(',').map((part) => partOf(part.trim().toLowerCase(), list, catalogue));
}

function partOf(text: string, list: string, catalogue: Catalogue): Part {
	const [, name = '', suffix] = /^(.*?)(?:\/(tcp|udp))?$/.exec(text) ?? [];
	if (name === '') {
		throw new UsageError(`${quote(list)} has an empty part: put one comma between ports, like 22,80`);
	}
	const asked = { name, protocol: protocols.find((protocol) => protocol === suffix) };
	if (name === 'common') {
		return { ...asked, kind: 'ports', tcp: catalogue.commonPorts('tcp'), udp: commonUdp(catalogue) };
	}
	if (name === 'all' || /^[\d-]+$/.test(name)) {
		const ports = range(name === 'all' ? '1-65535' : name);
		return { ...asked, kind: 'ports', tcp: ports, udp: ports };
	}
	const services = servicesCalled(name, catalogue);
	return { ...asked, kind: 'services', services, ...union(services) };
}

/** The catalogue's UDP ports but those that nothing is ever sent to: nobody has asked for them by name or number. */
function commonUdp(catalogue: Catalogue): readonly number[] {
	return catalogue.commonPorts('udp').filter((port) => !udpNeverSend.has(port));
}

function range(text: string): number[] {
	const [, low = '', high = low] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
	const [first, last] = [Number(low), Number(high)];

	if (low === '') {
		throw new UsageError(`${quote(text)} is not a range of ports: write it like 8000-8100`);
	}
	if (first < 1 || last < 1 || first > 65535 || last > 65535) {
		throw new UsageError(`${quote(text)} is outside the ports there are: name ports from 1 to 65535`);
	}
	if (first > last) {
		throw new UsageError(`${quote(text)} runs backwards: write ${last}-${first}`);
	}
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The ports of the service with this id and of those in this category: a few names are both, and then mean both. */
function servicesCalled(name: string, catalogue: Catalogue): readonly Ports[] {
	const found = catalogue.services.filter(({ id, category }) => id === name || category === name);
	if (found.length === 0) {
		throw new UsageError(`${quote(name)} is no port, service or category: ${wayOut(name, catalogue)}`);
	}
	return found.map(({ id, doors, alsoAt = [] }) => {
		// Ports that stand for other services are meant only where the one that shares them is named.
		const meant = doors.length === 0 && id === name ? alsoAt : doors;
		const ports = (wanted: Protocol) => meant.filter(({ protocol }) => protocol === wanted).map(({ port }) => port);
		return { tcp: ports('tcp'), udp: ports('udp') };
	});
}

function wayOut(name: string, { services }: Catalogue): string {
	// `mariadb` is no id, but part of a service's name.
	const called = services.find((service) => name.length > 2 && service.name.toLowerCase().includes(name));
	const meant = called?.id ?? nearest(name, ['common', 'all', ...categories, ...services.map(({ id }) => id)]);
	return meant === undefined ? "'doorcheck catalogue' lists those there are" : `did you mean ${meant}?`;
}
