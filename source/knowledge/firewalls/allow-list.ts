import type { Step } from '../entry.ts';
import { everyone, type GuardedPort, providerNotes, type Recipe, run } from './recipe.ts';

/** How the rules of a provider's firewall are told and changed that lets in only what a rule names. */
export interface AllowList {
	/** Where the commands are run, and what stands for what in them. */
	readonly introduction: Step;
	/** Shows the rules that are there. */
	readonly look: Step;
	/** Commands that let these networks in to a port, and that no longer do. */
	readonly add: (port: GuardedPort, networks: readonly string[]) => readonly string[];
	readonly remove: (port: GuardedPort, networks: readonly string[]) => readonly string[];
	/** How to go about removing what lets everyone in, around the commands for it. */
	readonly beforeRemoving: readonly Step[];
	readonly afterRemoving: readonly Step[];
}

/** The recipe for such a firewall: to close a port is to remove what lets everyone in. */
export function allowList(list: AllowList): Recipe {
	const { introduction, look, add, remove, beforeRemoving, afterRemoving } = list;
	const shut = (guarded: GuardedPort) => [
		...beforeRemoving,
		run(...remove(guarded, everyone)),
		...afterRemoving,
		...providerNotes,
	];
	return {
		close: (guarded) => [introduction, look, ...shut(guarded)],
		allowOnly: (allowed) => [introduction, look, run(...add(allowed, [allowed.from])), ...shut(allowed)],
		undo: (guarded) => [
			run(...add(guarded, everyone), ...(guarded.from === undefined ? [] : remove(guarded, [guarded.from]))),
		],
	};
}
