import type { Category, Protocol, Severity } from '../model.ts';

/** Systems for which instructions differ; `docker` is a host on which the service runs in a container. */
export const platforms = ['debian', 'rhel', 'alpine', 'windows', 'macos', 'freebsd', 'docker'] as const;
export type Platform = (typeof platforms)[number];

/** As users read them. */
export const platformNames: Readonly<Record<Platform, string>> = {
	debian: 'Debian, Ubuntu',
	rhel: 'RHEL, Rocky, Fedora',
	alpine: 'Alpine',
	windows: 'Windows',
	macos: 'macOS',
	freebsd: 'FreeBSD',
	docker: 'Docker',
};

/** One thing to do, to type, to change or to see. */
export type Step = Action & {
	/** The package without which there is nothing to do here: one list holds the steps for several programs. */
	readonly when?: string;
	/** The release on which alone it is done, where releases differ: `Debian 12`. A sentence before it says how to tell. */
	readonly system?: string;
};

type Action =
	/** A sentence. */
	| { readonly kind: 'say'; readonly text: string }
	/**
	 * A command line (or several lines) to run as root or Administrator: PowerShell on Windows, a POSIX shell elsewhere.
	 * `elsewhere`: not on the server, but on a machine that reaches it over the network.
	 */
	| { readonly kind: 'run'; readonly command: string; readonly elsewhere?: true }
	| Edit
	/** A file that holds these lines and nothing else; it may be missing, and its folder too. */
	| { readonly kind: 'write'; readonly file: string; readonly lines: readonly string[] }
	/** What the reader should then see. */
	| { readonly kind: 'expect'; readonly text: string };

/**
 * Lines for a configuration file that is there. They take the place of the lines that set the same; where there are
 * none, they go to the end of the section, or of the file.
 */
export interface Edit {
	readonly kind: 'edit';
	/** Where a version is part of the path, a `*` stands for it. */
	readonly file: string;
	readonly lines: readonly string[];
	/** The section that they belong in, as its first line reads: `[mysqld]`, `server:`, `options {`; inside others, these first. */
	readonly section?: readonly string[];
	/** How the lines begin that have to go: whole words. Unless given, they are the first words of `lines`. */
	readonly replaces?: readonly string[];
	/** How the line begins above which new lines must stand, where there is nothing to replace. */
	readonly above?: string;
	/** Why no program can do it; the sentences before it say where the lines go. */
	readonly byHand?: string;
}

/**
 * Stops a service for good that a script in /etc/init.d starts: for such a one `systemctl disable --now` does nothing now
 * (systemd 252).
 */
export function stopScript(name: string): Step {
	return { kind: 'run', command: `systemctl stop ${name}\nsystemctl disable ${name}` };
}

/** How the lines begin whose place an edit takes. */
export function replacedBy({ lines, replaces }: Edit): readonly string[] {
	return replaces ?? [...new Set(lines.map((line) => line.trim().split(/[\s=:]/)[0] ?? line))];
}

/** The same steps, for where a package is installed. */
export function when(name: string, steps: readonly Step[]): readonly Step[] {
	return steps.map((step) => ({ ...step, when: name }));
}

/** The same steps, for one release of a system. */
export function onRelease(system: string, steps: readonly Step[]): readonly Step[] {
	return steps.map((step) => ({ ...step, system }));
}

/** Steps by system; a system that is missing has no such service. */
export type ByPlatform = Readonly<Partial<Record<Platform, readonly Step[]>>>;

/** The same steps on every Linux that runs systemd; other systems have no such service, or steps of their own. */
export function onLinux(steps: readonly Step[]): ByPlatform {
	return { debian: steps, rhel: steps };
}

/** The same steps on every system, except in a container: what holds on a machine seldom holds there. */
export function onEverySystem(steps: readonly Step[]): ByPlatform {
	return { debian: steps, rhel: steps, alpine: steps, windows: steps, macos: steps, freebsd: steps };
}

/** A sentence that holds on every system, or only on those it names. */
export type Pitfall = string | { readonly on: readonly Platform[]; readonly text: string };

/** The systems on which systemd runs services. */
export const withSystemd = ['debian', 'rhel'] as const satisfies readonly Platform[];

/** Every system but a container, in which a service has addresses of its own. */
export const outsideContainers = platforms.filter((platform) => platform !== 'docker');

/** Instructions for one service, beyond those that are generated for every port. */
export interface Instructions {
	/** How the service itself tells who uses it: commands, or its log. */
	readonly usage?: ByPlatform;
	/** Stop it and keep it from starting again. */
	readonly stop?: ByPlatform;
	/** Programs that nobody could list do the same: how to find whatever it is, and to stop that, is told after these. */
	readonly manyOthers?: true;
	/** Let it listen on this machine only. */
	readonly bind?: ByPlatform;
	/** Which of the sources says how to stop or bind it, where not the same one says both. */
	readonly pages?: { readonly stop?: string; readonly bind?: string };
	/** If it must stay reachable: passwords, encryption, rights. */
	readonly harden?: ByPlatform;
	/** What goes wrong when people follow such instructions, one sentence each. */
	readonly pitfalls?: readonly Pitfall[];
}

/** The pitfalls that a system has. */
export function pitfallsOn(platform: Platform, { pitfalls = [] }: Instructions): readonly string[] {
	return pitfalls.flatMap((pitfall) => {
		if (typeof pitfall === 'string') {
			return [pitfall];
		}
		return pitfall.on.includes(platform) ? [pitfall.text] : [];
	});
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
	/** Where it is met too: ports that stand for another service, or aren't among the common ones. */
	readonly alsoAt?: readonly Door[];
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
