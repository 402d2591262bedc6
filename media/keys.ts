/** Writes the readme's table of keys from the keymap, `npm run keys`. */
import { readFile, writeFile } from 'node:fs/promises';
import { keymapRows } from '../source/ui/keymap.ts';

const readme = new URL('../readme.md', import.meta.url);
const marked = /(?<=<!-- keys -->\n)[\s\S]*?(?=<!-- \/keys -->)/;

/** The table as it stands in the readme. */
export function keysTable(): string {
	const rows = keymapRows().map(({ keys, label, where }) => `| ${keys} | ${label} | ${where} |\n`);
	return `\n| key | what it does | where |\n| --- | --- | --- |\n${rows.join('')}\n`;
}

/** The table that the readme has now. */
export async function keysInReadme(): Promise<string> {
	return marked.exec(await readFile(readme, 'utf8'))?.[0] ?? '';
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
	const text = await readFile(readme, 'utf8');
	await writeFile(readme, text.replace(marked, keysTable()));
}
