/**
 * Compares two versions of Debian's or Ubuntu's packages, without their epochs (Debian Policy, section 5.6.12): below 0
 * when `a` is older, above 0 when it is newer.
 */
export function comparePackageVersions(a: string, b: string): number {
	const [upstreamA, revisionA] = parts(a);
	const [upstreamB, revisionB] = parts(b);
	return compareParts(upstreamA, upstreamB) || compareParts(revisionA, revisionB);
}

/** The upstream version in a package's version: 9.2p1 in 9.2p1-2+deb12u3. */
export function upstreamVersion(packageVersion: string): string {
	return parts(packageVersion)[0];
}

/** The last hyphen divides the upstream version from the revision. */
function parts(version: string): readonly [upstream: string, revision: string] {
	const hyphen = version.lastIndexOf('-');
	return hyphen < 0 ? [version, ''] : [version.slice(0, hyphen), version.slice(hyphen + 1)];
}

/** Stretches of other characters and of digits, in turn, until one differs. */
function compareParts(a: string, b: string): number {
	const [restA, restB] = [stretches(a), stretches(b)];
	for (let at = 0; at < Math.max(restA.length, restB.length); at++) {
		const [textA, numberA] = restA[at] ?? nothing;
		const [textB, numberB] = restB[at] ?? nothing;
		const difference = compareText(textA, textB) || numberA - numberB;
		if (difference !== 0) return difference;
	}
	return 0;
}

type Stretch = readonly [text: string, number: number];

const nothing: Stretch = ['', 0];

function stretches(part: string): readonly Stretch[] {
	return Array.from(part.matchAll(/(\D*)(\d*)/g), ([, text = '', digits = '']) => [text, Number(digits)] as const);
}

function compareText(a: string, b: string): number {
	for (let at = 0; at < Math.max(a.length, b.length); at++) {
		const difference = weight(a[at]) - weight(b[at]);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** A tilde is older even than the end, letters come before everything else. */
function weight(character: string | undefined): number {
	if (character === undefined) return 0;
	if (character === '~') return -1;
	const code = character.charCodeAt(0);
	return /[A-Za-z]/.test(character) ? code : code + 0x1_0000;
}
