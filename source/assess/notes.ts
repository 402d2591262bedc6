import type { HostReport } from '../model.ts';

/** What should be known about a target's addresses, each note once; with the addresses where it isn't true of all. */
export function notesOf({ addresses }: Pick<HostReport, 'addresses'>): readonly string[] {
	const holders = new Map<string, string[]>();
	for (const { address, notes } of addresses) {
		for (const note of new Set(notes)) {
			holders.set(note, [...(holders.get(note) ?? []), address]);
		}
	}
	return [...holders].map(([note, of]) => (of.length < addresses.length ? `${of.join(', ')}: ${note}` : note));
}
