import type { ByPlatform, Platform, Step } from './entry.ts';
import { expect, run, say } from './firewalls/recipe.ts';

/** Command lines by system. */
type Commands = Readonly<Partial<Record<Platform, string>>>;

/**
 * A question that a service answers itself: the command, which is the same on every Unix and inside a container, and
 * what to see in its answer. `others` are the systems where it is another.
 */
export function asked(command: string, shows: string, others: Commands = {}): ByPlatform {
	return looked({ ...onUnix(command), docker: `docker exec NAME ${command}`, ...others }, shows);
}

/** What to look at on each system, most often the end of a log, and what to see in it. */
export function looked(commands: Commands, shows: string): ByPlatform {
	return Object.fromEntries(
		Object.entries(commands).map(([platform, command]) => [
			platform,
			[...(command.includes(' NAME') ? [container] : []), run(command), expect(shows)],
		]),
	);
}

/** The same command on every Unix. */
export function onUnix(command: string): Commands {
	return Object.fromEntries(unix.map((platform) => [platform, command]));
}

/** The same command on every Linux that runs systemd. */
export function onSystemd(command: string): Commands {
	return { debian: command, rhel: command };
}

/** The last entries of the journal that a program wrote, those with a word in them. */
export function journal(program: string, word?: string): string {
	return `journalctl -t ${program}${word === undefined ? '' : ` -g '${word}'`} -n 20 --no-pager`;
}

/** The last lines of files, of which those that are missing are passed over. */
export function lastOf(...files: readonly string[]): string {
	return files.length === 1 ? `tail -n 20 ${files[0]}` : `tail -n 20 ${files.join(' ')} 2>/dev/null`;
}

/** The last lines of a file with a word in them. */
export function lastWith(word: string, file: string): string {
	return `grep -h '${word}' ${file} | tail -n 20`;
}

/** What a container wrote last. */
export const containerLog = 'docker logs --tail 20 NAME';

const unix = ['debian', 'rhel', 'alpine', 'macos', 'freebsd'] as const satisfies readonly Platform[];

const container: Step = say('NAME stands for the container; docker ps lists them.');
