import { readFile } from 'node:fs/promises';
import { cpus, release, type } from 'node:os';
import { output } from './command.ts';
import { type Scanner, versionOf } from './scanners.ts';

/** When, on what and with which versions something is measured, and how to do it again: lines of Markdown. */
export async function heading(scanners: readonly Scanner[], missing: readonly Scanner[]): Promise<readonly string[]> {
	const { length, 0: first } = cpus();
	const day = new Date().toISOString().slice(0, 10);
	const user = process.getuid?.() === 0 ? 'as root' : 'not as root';
	const versions = [
		await doorcheckVersion(),
		`Node ${process.version}`,
		...(await Promise.all(scanners.map(versionOf))),
	];
	const absent = missing.length > 0 ? `; not measured: ${missing.map(({ name }) => name).join(', ')}` : '';
	return [
		`Measured on ${day} by \`${['npm run bench --', ...process.argv.slice(2)].join(' ').replace(/ --$/, '')}\`, ${user}.`,
		`Machine: ${length} × ${first?.model ?? 'unknown processor'}, ${type()} ${release()}.`,
		`Versions: ${versions.join(', ')}${absent}.`,
	];
}

/** With the commit it was built from, as far as that can be told. */
async function doorcheckVersion(): Promise<string> {
	const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
	const git = async (...args: readonly string[]) => (await output('git', args).catch(() => '')).trim();
	const commit = await git('rev-parse', '--short', 'HEAD');
	const changes = await git('status', '--porcelain', '--', 'source', 'package-lock.json');
	return `doorcheck ${version}${commit && ` (${commit}${changes && ' and changes since'})`}`;
}
