/** What one measurement found: a row of the table. Texts carry their units. */
export interface Row {
	readonly what: string;
	readonly doorcheck: string;
	/** The same for what it is compared with. */
	readonly other?: string;
	/** `other` divided by `doorcheck`: above 1, doorcheck is ahead. */
	readonly ratio?: number;
	/** How it was measured: runs, spread, and whatever went wrong. */
	readonly note: string;
}

/** How much to measure. */
export interface Extent {
	/** Scans of each kind. */
	readonly runs: number;
}

/** Something that can be measured again by anyone. */
export type Measurement = (extent: Extent) => Promise<readonly Row[]>;
