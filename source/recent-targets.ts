import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { writeReport } from './report/write.ts';

const file = join(envPaths('doorcheck', { suffix: '' }).data, 'recent.json');
const remembered = 5;

/** What was checked before, last first. Empty where nothing was, or nothing can be read. */
export async function recentTargets(): Promise<readonly string[]> {
	try {
		const content: unknown = JSON.parse(await readFile(file, 'utf8'));
		const words = Array.isArray(content) ? content : [];
		return words.filter((word): word is string => typeof word === 'string' && isPlain(word)).slice(0, remembered);
	} catch {
		return [];
	}
}

/** Remembers what was checked, readable by this user only. Where that's impossible, nothing happens. */
export async function rememberTarget(target: string): Promise<void> {
	try {
		const others = (await recentTargets()).filter((other) => other !== target);
		mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		await writeReport(file, `${JSON.stringify([target, ...others].slice(0, remembered))}\n`);
	} catch {
		// A convenience: a home directory that can't be written is no reason to fail.
	}
}

/** A file that somebody edited must not bring control characters to the screen. */
function isPlain(word: string): boolean {
	return word.length <= 253 && !/\p{C}/u.test(word);
}
