import { readdirSync } from 'node:fs';

/** A file of a folder, and what it exports by default. */
export interface Module<T> {
	/** Without its ending. */
	readonly name: string;
	readonly content: T;
}

/** The default exports of all files in one of this folder's folders, by name. What they are is the caller's to know. */
export async function modulesIn<T>(folder: string): Promise<readonly Module<T>[]> {
	const place = new URL(`${folder}/`, import.meta.url);
	return Promise.all(
		readdirSync(place)
			.sort()
			.map(async (file) => {
				const { default: content }: { readonly default: T } = await import(new URL(file, place).href);
				return { name: file.replace(/\.ts$/, ''), content };
			}),
	);
}
