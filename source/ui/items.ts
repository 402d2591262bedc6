import { type DoorSummary, doorsOf } from '../assess/doors.ts';
import { memoised } from '../memo.ts';
import type { Family, Finding, HostReport, Severity } from '../model.ts';
import { severities } from '../model.ts';

/** One door of a host: the findings of all its addresses, merged. */
export interface Item {
	/** Unique within its host, and the same however the list changes: `3306/tcp`. */
	readonly key: string;
	/** The one that speaks for all. */
	readonly finding: Finding;
	/** One for each address. */
	readonly all: readonly Finding[];
	/** `IPv4 IPv6`, `IPv6 only`. */
	readonly families: string;
}

/** The doors of a host, and what lists need to know about all of them. */
export interface Items {
	/** By key, worst first, then by port. */
	readonly byKey: ReadonlyMap<string, Item>;
	/** How many open doors have each severity. */
	readonly counts: ReadonlyMap<Severity, number>;
	/** Whether there are UDP ports among them, whose names are longer. */
	readonly udp: boolean;
}

/** The doors of a host. */
export const itemsOf = memoised(makeItems);

/** The order of a list that shows the worst first. */
export function severityRank(severity: Severity): number {
	return severities.indexOf(severity);
}

function makeItems(host: HostReport): Items {
	const place = places(host);
	const items = doorsOf(host).map((door): Item => {
		const { port, protocol, finding, findings } = door;
		return { key: `${port}/${protocol}`, finding, all: findings, families: familiesOf(door, place) };
	});
	const counts = new Map<Severity, number>();
	for (const { finding } of items) {
		if (finding.state === 'open') {
			counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
		}
	}
	return {
		byKey: new Map(items.map((item) => [item.key, item])),
		counts,
		udp: host.findings.some(({ protocol }) => protocol === 'udp'),
	};
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
function familiesOf({ findings, only }: DoorSummary, { familyOf, sizes }: Places): string {
	const open = findings.filter(({ state }) => state === 'open');
	const shown = open.length > 0 ? open : findings;
	const names = ([4, 6] as const).flatMap((family) => {
		const count = shown.filter(({ address }) => familyOf.get(address) === family).length;
		const of = sizes[family] > 1 && count < sizes[family] ? ` ${count}/${sizes[family]}` : '';
		return count > 0 ? [`IPv${family}${of}`] : [];
	});
	return only !== null && open.length > 0 && names.length === 1 ? `${names[0]} only` : names.join(' ');
}
