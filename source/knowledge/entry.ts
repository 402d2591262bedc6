import type { Category, Protocol, Severity } from '../model.ts';

/** Systems for which instructions differ. */
export const platforms = ['debian', 'rhel', 'windows'] as const;
export type Platform = (typeof platforms)[number];

/** As users read them. */
export const platformNames: Readonly<Record<Platform, string>> = {
	debian: 'Debian, Ubuntu',
	rhel: 'RHEL, Rocky, Fedora',
	windows: 'Windows',
};

/** One thing to do, to type, to change or to see. */
export type Step =
	/** A sentence. */
	| { readonly kind: 'say'; readonly text: string }
	/** A command line (or several lines) to run as root or Administrator: a POSIX shell on Linux, PowerShell on Windows. */
	| { readonly kind: 'run'; readonly command: string }
	/** Lines that a configuration file should have. */
	| { readonly kind: 'edit'; readonly file: string; readonly lines: readonly string[] }
	/** What the reader should then see. */
	| { readonly kind: 'expect'; readonly text: string };

/** Steps by system; a system that is missing has no such service. */
export type ByPlatform = Readonly<Partial<Record<Platform, readonly Step[]>>>;

/** The same steps on every Linux; Windows has no such service, or steps of its own. */
export function onLinux(steps: readonly Step[]): ByPlatform {
	return { debian: steps, rhel: steps };
}

/** The same steps on every system. */
export function onEverySystem(steps: readonly Step[]): ByPlatform {
	return { debian: steps, rhel: steps, windows: steps };
}

/** Instructions for one service, beyond those that are generated for every port. */
export interface Instructions {
	/** Stop it and keep it from starting again. */
	readonly stop?: ByPlatform;
	/** Let it listen on this machine only. */
	readonly bind?: ByPlatform;
	/** If it must stay reachable: passwords, encryption, rights. */
	readonly harden?: ByPlatform;
	/** What goes wrong when people follow such instructions, one sentence each. */
	readonly pitfalls?: readonly string[];
}

/** A port on which a service is met. */
export interface Door {
	readonly port: number;
	readonly protocol: Protocol;
	/** How this port's use is called, where it differs from the service's name (`VNC display 1`). */
	readonly name?: string;
	/** When strangers can reach it and nothing more is known. */
	readonly severity: Severity;
	/** At most 80 characters, no full stop. */
	readonly why: string;
}

/** What doorcheck knows about one service. */
export interface ServiceEntry {
	/** Short, lower case, as users type it after `-p`: `redis`, `mysql`, `rdp`. */
	readonly id: string;
	readonly name: string;
	readonly category: Category;
	readonly doors: readonly Door[];
	/** What it is: one sentence. */
	readonly what: string;
	/** Why it matters when strangers can reach it: two or three plain sentences, second person. */
	readonly risk: string;
	/** Who legitimately needs it open: one sentence. */
	readonly need: string;
	readonly instructions?: Instructions;
	/** Primary documentation that was read for the instructions (https). */
	readonly sources?: readonly string[];
}
