import { UsageError } from '../errors.ts';
import type * as knowledge from '../knowledge/catalogue.ts';
import { categories } from '../model.ts';
import { quote } from '../targets/quote.ts';
import { nearest } from './nearest.ts';

/** What of the catalogue gives names to ports. */
export type Catalogue = Pick<
	typeof knowledge,
	'commonPorts' | 'portsOfService' | 'portsOfCategory' | 'serviceById' | 'services'
>;

/** Ports by protocol, ascending, each once. */
export interface PortSelection {
	readonly tcp: number[];
}

/**
 * The ports that a `--ports`-like list names: `common`, `all`, numbers, ranges (`8000-8100`), service ids (`mysql`),
 * categories (`database`) and `53/tcp`, combined with commas.
 *
 * @throws {UsageError} when the list is empty, or a part of it names no TCP port.
 */
export function parsePorts(list: string, catalogue: Catalogue): PortSelection {
	if (list.trim() === '') {
		throw new UsageError('the list of ports is empty: name some, like 22,80,8000-8100');
	}

	const ports = new Set(list.split(',').flatMap((part) => portsOf(part.trim().toLowerCase(), list, catalogue)));
	return { tcp: [...ports].sort((a, b) => a - b) };
}

function portsOf(part: string, list: string, catalogue: Catalogue): readonly number[] {
	const [, name = '', protocol] = /^(.*?)(?:\/(tcp|udp))?$/.exec(part) ?? [];

	if (protocol === 'udp') {
		throw new UsageError(`${quote(part)}: UDP ports can't be checked yet: name TCP ports`);
	}
	if (name === '') {
		throw new UsageError(`${quote(list)} has an empty part: put one comma between ports, like 22,80`);
	}
	return /^[\d-]+$/.test(name) ? range(name) : named(name, catalogue);
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

function named(name: string, catalogue: Catalogue): readonly number[] {
	if (name === 'all') {
		return range('1-65535');
	}
	if (name === 'common') {
		return catalogue.commonPorts('tcp');
	}

	const category = categories.find((known) => known === name);
	if (category === undefined && catalogue.serviceById(name) === undefined) {
		throw new UsageError(`${quote(name)} is no port, service or category: ${wayOut(name, catalogue)}`);
	}

	// A few names are both, and then mean both.
	const doors = [
		...catalogue.portsOfService(name),
		...(category === undefined ? [] : catalogue.portsOfCategory(category)),
	].filter(({ protocol }) => protocol === 'tcp');
	if (doors.length === 0) {
		throw new UsageError(`${name} is reached over UDP only, which can't be checked yet: leave it out`);
	}
	return doors.map(({ port }) => port);
}

function wayOut(name: string, { services }: Catalogue): string {
	// `mariadb` is no id, but part of a service's name.
	const called = services.find((service) => name.length > 2 && service.name.toLowerCase().includes(name));
	const meant = called?.id ?? nearest(name, ['common', 'all', ...categories, ...services.map(({ id }) => id)]);
	return meant === undefined ? "'doorcheck catalogue' lists those there are" : `did you mean ${meant}?`;
}
