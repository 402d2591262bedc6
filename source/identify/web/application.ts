import type { Access } from '../../model.ts';
import type { Page } from './page.ts';

/** A console or an API that speaks HTTP: where it shows itself, what it may be asked, how its answers are judged. */
export interface Application {
	/** Service id of the catalogue. */
	readonly service: string;
	/** The documentation that says what answers whom. */
	readonly docs: string;
	/** Where its further pages are read though the front page shows nothing. */
	readonly ports?: readonly number[];
	/** The front page gives it away, or could. Only the page up to its title is there yet. */
	hinted(front: Page, port: number): boolean;
	/**
	 * What may be read after the front page, with a plain GET and without credentials: at most two paths, harmless by
	 * the documentation. `redirect` is where the front page sends its reader, on the same server.
	 */
	readonly paths?: readonly FurtherPath[];
	/**
	 * Asked where the page hinted at it and at its ports, again after each further page until it has said all. Pure, and
	 * strict: a wrong name is worse than none.
	 *
	 * @param further the pages of `paths` that were read so far, in their order; undefined those that can't be had.
	 * @returns undefined when it isn't this application.
	 */
	judge(front: Page, ...further: readonly (Page | undefined)[]): Found | undefined;
}

/** A path, or one of which no more than the first bytes are read. */
export type FurtherPath = 'redirect' | Path | { readonly path: Path; readonly bytes: number };

export type Path = `/${string}`;

/** What pages say about the application they belong to. */
export interface Found {
	readonly product: string;
	readonly version?: string | undefined;
	/** `open` only where it answered with something for which it wants a login when it is protected. */
	readonly access: Access;
	/** Where `access` doesn't say it. */
	readonly remark?: string | undefined;
	/** The operating system or distribution that a page names. */
	readonly os?: string | undefined;
}
