import { services } from '../knowledge/catalogue.ts';
import type { Choice } from '../knowledge/choice.ts';
import { closingPlan, type Fix, keepingPlan } from '../knowledge/closing.ts';
import type { Platform, ServiceEntry } from '../knowledge/entry.ts';
import type { FirewallId } from '../knowledge/firewall.ts';
import type { Protocol } from '../model.ts';
import { doorsIn, type Entry, entriesFor, requestsFor } from './catalogue-entries.ts';
import { type VersionNote, versionNotes } from './version-notes.ts';

/** What `doorcheck catalogue --format json` writes. New fields may be added; none changes its meaning. */
export interface CatalogueData {
	readonly schema: 'doorcheck-catalogue/1';
	readonly version: string;
	readonly services: readonly ServiceData[];
	/** For a port or a service: how to close it on each system, and how to keep it. */
	readonly instructions: readonly InstructionsData[];
}

type ServiceData = Required<Omit<ServiceEntry, 'doors' | 'instructions'>> & {
	/** Those that it stands for; for a service without any, those in `alsoAt`. */
	readonly ports: ServiceEntry['doors'];
	/** Flaws and ends of life. */
	readonly versions: readonly VersionNote[];
};

interface InstructionsData {
	/** The service's id; null for a port that the catalogue doesn't know. */
	readonly service: string | null;
	readonly port: number;
	readonly protocol: Protocol;
	readonly platform: Platform;
	readonly firewall: FirewallId;
	readonly close: readonly FixData[];
	readonly keep: readonly FixData[];
}

type FixData = Pick<Fix, 'id' | 'title' | 'standing' | 'steps' | 'undo'>;

/** What `catalogueText` tells, as JSON. Throws a UsageError for a word that means nothing. */
export function catalogueJson(word: string | undefined, version: string, choice: Choice = {}): string {
	const found = entriesFor(word);
	const data: CatalogueData = {
		schema: 'doorcheck-catalogue/1',
		version,
		services:
			found.kind === 'categories'
				? services.filter(({ category }) => found.categories.includes(category)).map(serviceData)
				: found.entries.flatMap(({ service }) => (service === undefined ? [] : [serviceData(service)])),
		instructions: found.kind === 'categories' ? [] : found.entries.flatMap((entry) => instructionsData(entry, choice)),
	};
	return `${JSON.stringify(data, null, '\t')}\n`;
}

function serviceData(service: ServiceEntry): ServiceData {
	const { id, name, category, alsoAt = [], what, risk, need, sources = [] } = service;
	const ports = doorsIn(service);
	return { id, name, category, ports, alsoAt, what, risk, need, versions: versionNotes(id), sources };
}

function instructionsData(entry: Entry, choice: Choice): readonly InstructionsData[] {
	return requestsFor(entry, choice).map((request) => {
		const { service, port, protocol, platform, firewall } = request;
		return {
			service: service?.id ?? null,
			port,
			protocol,
			platform,
			firewall,
			close: closingPlan(request),
			keep: keepingPlan(request),
		};
	});
}
