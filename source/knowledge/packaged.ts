import { type ByPlatform, type Platform, type Step, when } from './entry.ts';
import { run, say } from './firewalls/recipe.ts';

/** A program as the packages of one system install it. */
export interface Program {
	/** As users call it; it is said where several programs may stand behind a port. */
	readonly name: string;
	/** Where its package is made: `community/redis` of Alpine, `databases/redis` of FreeBSD's ports, `redis` of Homebrew. */
	readonly from: string;
	/** Its services, in the order to start them in; unless given, the one that is called like the package. */
	readonly services?: readonly string[];
	/** What lets it listen on this machine only; the restart follows. */
	readonly bind?: readonly Step[];
	/** A command that finds mistakes in its configuration before the restart. */
	readonly check?: string;
	/** What to know about these steps. */
	readonly note?: string;
	/** The page that says so, where it is not that of the package. */
	readonly source?: string;
}

/** How a program that somebody else packages is stopped and bound, and the pages that say so. */
export interface Instructed {
	readonly stop: ByPlatform;
	readonly bind: ByPlatform;
	readonly sources: readonly string[];
}

/** The systems whose packages run their services in one way each. */
type Packager = Extract<Platform, 'alpine' | 'freebsd' | 'macos'>;

/**
 * How the services of programs are stopped and bound by the means of each system that packages them. `beforeStop` is
 * what to know before any of them is stopped.
 */
export function packaged(
	programs: Readonly<Partial<Record<Packager, readonly Program[]>>>,
	beforeStop?: string,
): Instructed {
	const warning = beforeStop === undefined ? [] : [say(beforeStop)];
	const known = packagers.flatMap((id) => {
		const found = programs[id] ?? [];
		return found.length === 0 ? [] : [{ id, found, ...packaging[id] }];
	});
	return {
		stop: Object.fromEntries(
			known.map(({ id, found, off, note }) => [id, [...warning, ...note, ...each(found, stopped(off))]]),
		),
		bind: Object.fromEntries(
			known.flatMap(({ id, found, restart, note }) => {
				const bound = found.filter(({ bind }) => bind !== undefined);
				return bound.length === 0 ? [] : [[id, [...note, ...intel(id, bound), ...each(bound, local(restart))]]];
			}),
		),
		sources: [...new Set(known.flatMap(({ found, source }) => found.map((one) => one.source ?? source(one.from))))],
	};
}

/** The folder that Homebrew makes for itself on today's Macs. */
export const homebrew = '/opt/homebrew';

/** The page of FreeBSD's manual about a program that the system brings along. */
export function freebsdManual(program: string, section: 1 | 8 = 8): string {
	return `https://man.freebsd.org/cgi/man.cgi?query=${program}&sektion=${section}`;
}

/** The page of a package of Fedora, from which those of RHEL are made and to which EPEL adds. */
export function fedoraPackage(name: string): string {
	return `https://src.fedoraproject.org/rpms/${name}`;
}

interface Packaging {
	readonly off: (service: string) => string;
	readonly restart: (service: string) => string;
	readonly source: (from: string) => string;
	readonly note: readonly Step[];
}

const packagers = ['alpine', 'freebsd', 'macos'] as const satisfies readonly Packager[];

const packaging: Readonly<Record<Packager, Packaging>> = {
	alpine: {
		off: (service) => `rc-service ${service} stop\nrc-update del ${service} default`,
		restart: (service) => `rc-service ${service} restart`,
		source: (from) => `https://gitlab.alpinelinux.org/alpine/aports/-/tree/master/${from}`,
		note: [],
	},
	freebsd: {
		off: (service) => `service ${service} stop\nservice ${service} disable`,
		restart: (service) => `service ${service} restart`,
		source: (from) => `https://cgit.freebsd.org/ports/tree/${from}`,
		note: [],
	},
	macos: {
		off: (service) => `brew services stop ${service}`,
		restart: (service) => `brew services restart ${service}`,
		source: (from) => `https://formulae.brew.sh/formula/${from}`,
		note: [say('Homebrew runs it: type this as the user who started it, and with sudo only if it was started so.')],
	},
};

function intel(id: Packager, programs: readonly Program[]): readonly Step[] {
	const files = programs.flatMap(({ bind = [] }) => bind).filter((step) => 'file' in step);
	return id === 'macos' && files.some(({ file }) => file.startsWith(homebrew))
		? [say(`On a Mac with an Intel processor the folder is /usr/local in place of ${homebrew}.`)]
		: [];
}

/** The steps of the only program, or of each under its name. */
function each(programs: readonly Program[], steps: (program: Program) => readonly Step[]): readonly Step[] {
	if (programs.length === 1) {
		return programs.flatMap(steps);
	}
	return programs.flatMap((program) => when(packageOf(program), [say(`If it is ${program.name}:`), ...steps(program)]));
}

const stopped =
	(off: Packaging['off']) =>
	(program: Program): readonly Step[] => [...notes(program), run(...[...servicesOf(program)].reverse().map(off))];

const local =
	(restart: Packaging['restart']) =>
	(program: Program): readonly Step[] => {
		const restarts = servicesOf(program).map(restart).join('\n');
		return [
			...notes(program),
			...(program.bind ?? []),
			run(program.check === undefined ? restarts : `${program.check} && ${restarts}`),
		];
	};

function notes({ note }: Program): readonly Step[] {
	return note === undefined ? [] : [say(note)];
}

function servicesOf(program: Program): readonly string[] {
	return program.services ?? [packageOf(program)];
}

function packageOf({ from }: Program): string {
	return from.slice(from.lastIndexOf('/') + 1);
}
