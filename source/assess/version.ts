/** A version in a form that can be compared. */
export interface Version {
	readonly numbers: readonly number[];
	/** What follows the numbers: below 0 what comes before the release (`rc1`), above 0 what comes after it (`p1`). */
	readonly stage: number;
	readonly step: number;
}

/** Before the release: alpha, beta, milestone, release candidate. */
const early: Readonly<Record<string, number>> = { alpha: -4, beta: -3, m: -2, rc: -1, cr: -1 };

const pattern = /^v?(\d{1,9}(?:\.\d{1,9}){0,7})(?:[p_](\d{1,9})|([a-z])|[-._]?(alpha|beta|m|rc|cr)[-._]?(\d{0,9}))?$/i;

/**
 * Reads a version as the products of the knowledge write theirs: `9.2p1` (OpenSSH's portable releases), `4.90_1` (Exim),
 * `1.3.5e` (ProFTPD), `8.5.0-rc1`, `9.0.0.M1` (Tomcat), `7.0.15`. Undefined for anything else: what can't be read must
 * not be compared.
 */
export function parseVersion(text: string): Version | undefined {
	const match = pattern.exec(text);
	if (!match) return undefined;
	const [, numbers = '', patch, letter, stage, step = ''] = match;
	const rest =
		patch !== undefined
			? { stage: 1, step: Number(patch) }
			: letter !== undefined
				? { stage: 1, step: Number.parseInt(letter, 36) - 9 }
				: stage !== undefined
					? { stage: early[stage.toLowerCase()] ?? 0, step: Number(step) }
					: { stage: 0, step: 0 };
	return { numbers: numbers.split('.').map(Number), ...rest };
}

/** Below 0 when `a` is older, above 0 when it is newer, 0 when they are the same: 8.5 is 8.5.0. */
export function compareVersions(a: Version, b: Version): number {
	const length = Math.max(a.numbers.length, b.numbers.length);
	for (let at = 0; at < length; at++) {
		const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
		if (difference !== 0) return difference;
	}
	return a.stage - b.stage || a.step - b.step;
}

/** Whether a version is one of a line of releases: 7.4.33 is of 7.4, and 7.40.1 is not. */
export function isOfLine(version: Version, line: Version): boolean {
	return line.numbers.every((number, at) => version.numbers[at] === number);
}
