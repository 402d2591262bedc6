import type { ByPlatform, Platform, Step } from './entry.ts';
import { expect, run, say } from './firewalls/recipe.ts';

const unix = ['debian', 'rhel', 'alpine', 'macos', 'freebsd'] as const satisfies readonly Platform[];

/** Commands that differ from the usual one. */
type Others = Readonly<Partial<Record<Platform, string>>>;

/**
 * A question that a service answers itself, the same on every Unix and inside its container, and what to see in the
 * answer. `others`: where the command is another.
 */
export function asked(command: string, shows: string, others: Others = {}): ByPlatform {
	const same = Object.fromEntries(unix.map((platform) => [platform, command]));
	return commands({ ...same, docker: `docker exec NAME ${command}`, ...others }, shows);
}

/** The last lines of the log in which a service names its clients. */
export function logged(files: Others, shows: string): ByPlatform {
	const lines = Object.entries(files).map(([platform, file]) => [platform, `tail -n 20 ${file}`]);
	return commands({ docker: 'docker logs --tail 20 NAME', ...Object.fromEntries(lines) }, shows);
}

/** A command for some systems only. */
export function commands(byPlatform: Others, shows: string): ByPlatform {
	const steps = Object.entries(byPlatform).map(([platform, command]) => [
		platform,
		[...(command.includes(' NAME') ? [container] : []), run(command), expect(shows)],
	]);
	return Object.fromEntries(steps);
}

const container: Step = say('NAME stands for the container; docker ps lists them.');
