/** What one measurement of the program found: a row of its table. Texts carry their units. */
export interface Row {
	readonly what: string;
	readonly doorcheck: string;
	/** What it should be, and whether it is. */
	readonly goal?: { readonly text: string; readonly met: boolean };
	/** How it was measured: spread, and whatever went wrong. */
	readonly note: string;
}

/** How much to measure. */
export interface Extent {
	/** Scans of each kind. */
	readonly runs: number;
	/** Only the networks whose description contains this, whatever the case. */
	readonly only?: string;
	/** Whether to run nmap, and others that are there, beside doorcheck. */
	readonly others: boolean;
	/** What a scan may take before it is ended, in ms. */
	readonly timeLimitMs: number;
}

/** Whether a scan is among those wanted. */
export function isWanted(network: string, ports: string, { only }: Extent): boolean {
	return only === undefined || `${network}, ${ports} ports`.toLowerCase().includes(only.toLowerCase());
}

/** Something about the program that can be measured again by anyone. */
export type Measurement = () => Promise<readonly Row[]>;
