import type { Family, Finding, HostReport, Severity } from '../model.ts';
import { severities } from '../model.ts';

/** One door of a host: the findings of all its addresses, merged. */
export interface Item {
	/** Unique within its host, and the same however the list changes: `3306/tcp`. */
	readonly key: string;
	/** The one that speaks for all: open rather than closed, then the worst. */
	readonly finding: Finding;
	/** One for each address. */
	readonly all: readonly Finding[];
	/** `IPv4 IPv6`, `IPv6 only`. */
	readonly families: string;
}

/** The doors of a host, and what lists need to know about all of them. */
export interface Items {
	/** By key, in the order of the host's findings. */
	readonly byKey: ReadonlyMap<string, Item>;
	/** How many open doors have each severity. */
	readonly counts: ReadonlyMap<Severity, number>;
	/** Whether there are UDP ports among them, whose names are longer. */
	readonly udp: boolean;
}

const known = new WeakMap<HostReport, Items>();

/** The doors of a host. Made once for each report, however large. */
export function itemsOf(host: HostReport): Items {
	const items = known.get(host) ?? makeItems(host);
	known.set(host, items);
	return items;
}

/** The order of a list that shows the worst first. */
export function severityRank(severity: Severity): number {
	return severities.indexOf(severity);
}

function makeItems(host: HostReport): Items {
	const byKey = new Map(mergeDoors(host).map((item) => [item.key, item]));
	const counts = new Map<Severity, number>();
	for (const { finding } of byKey.values()) {
		if (finding.state === 'open') {
			counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
		}
	}
	return { byKey, counts, udp: host.findings.some(({ protocol }) => protocol === 'udp') };
}

function mergeDoors(host: HostReport): readonly Item[] {
	const doors = new Map<string, Finding[]>();
	for (const finding of host.findings) {
		const key = `${finding.port}/${finding.protocol}`;
		const door = doors.get(key);
		if (door) {
			door.push(finding);
		} else {
			doors.set(key, [finding]);
		}
	}
	const place = places(host);
	const onlyOne = new Set(host.differences.map(({ port, protocol }) => `${port}/${protocol}`));
	return Array.from(doors, ([key, all]) => ({
		key,
		finding: all.reduce((best, next) => (speaksBefore(next, best) ? next : best)),
		all,
		families: familiesOf(all, place, onlyOne.has(key)),
	}));
}

function speaksBefore(a: Finding, b: Finding): boolean {
	if ((a.state === 'open') !== (b.state === 'open')) {
		return a.state === 'open';
	}
	return severityRank(a.severity) < severityRank(b.severity);
}

interface Places {
	readonly familyOf: ReadonlyMap<string, Family>;
	readonly sizes: Readonly<Record<Family, number>>;
}

function places({ addresses }: HostReport): Places {
	return {
		familyOf: new Map(addresses.map(({ address, family }) => [address, family])),
		sizes: {
			4: addresses.filter(({ family }) => family === 4).length,
			6: addresses.filter(({ family }) => family === 6).length,
		},
	};
}

/** Where a door is open; where none of it is open any more, where it was. */
function familiesOf(all: readonly Finding[], { familyOf, sizes }: Places, onlyOne: boolean): string {
	const open = all.filter(({ state }) => state === 'open');
	const shown = open.length > 0 ? open : all;
	const names = ([4, 6] as const).flatMap((family) => {
		const count = shown.filter(({ address }) => familyOf.get(address) === family).length;
		const of = sizes[family] > 1 && count < sizes[family] ? ` ${count}/${sizes[family]}` : '';
		return count > 0 ? [`IPv${family}${of}`] : [];
	});
	return onlyOne && open.length > 0 && names.length === 1 ? `${names[0]} only` : names.join(' ');
}
