import { versionsOf } from '../knowledge/advisories.ts';
import type { Flaw, Lifecycle, VersionRange } from '../knowledge/advisory.ts';
import type { Access, Advisory, Identity, Software } from '../model.ts';
import { comparePackageVersions, upstreamVersion } from './package-version.ts';
import { compareVersions, isOfLine, parseVersion, type Version } from './version.ts';

type Versions = Pick<Identity, 'product' | 'version' | 'packageVersion' | 'alongside' | 'os'>;

/**
 * What is known about the versions that a service named, what matters most first: flaws known to be exploited, other
 * flaws, ends of life. A version that can't be read, or that nothing was reported for, gives nothing; nor does a package
 * in which the distribution has fixed the flaw.
 *
 * @param at when it was seen, in milliseconds since 1970: a life that ends later hasn't ended.
 */
export function advisoriesFor(identity: Versions, at: number): readonly Advisory[] {
	return softwareOf(identity)
		.flatMap((software) => advisoriesOn(software, identity.os, at))
		.sort((a, b) => importance(a) - importance(b));
}

/**
 * Whether an advisory counts in the severity and the verdict. A flaw does when it is known to be exploited, holds for
 * every installation, and can be used by someone who only reaches the port. An end of life does unless a distribution
 * may still fix what the makers don't.
 */
export function isPressing({ kind, condition, beforeLogin, exploitedSince }: Advisory, access: Access): boolean {
	if (condition !== null) return false;
	return kind === 'end-of-life' || (exploitedSince !== null && (beforeLogin || access === 'open'));
}

/** The flaws among the advisories that count. */
export function pressingFlaws(advisories: readonly Advisory[], access: Access): readonly Advisory[] {
	return advisories.filter((advisory) => advisory.kind === 'flaw' && isPressing(advisory, access));
}

/** The product that answered, what it says it runs, and the release of Debian that its package was made for. */
function softwareOf({ product, version, packageVersion, alongside = [], os }: Versions): readonly Software[] {
	const debian = os === 'Debian' ? /[+~]deb(\d{1,2})u\d/.exec(packageVersion ?? '')?.[1] : undefined;
	return [
		...(product !== undefined && version !== undefined
			? [{ product, version, ...(packageVersion === undefined ? {} : { packageVersion }) }]
			: []),
		...alongside,
		...(debian === undefined ? [] : [{ product: 'Debian', version: debian }]),
	];
}

function advisoriesOn(software: Software, os: string | undefined, at: number): readonly Advisory[] {
	const known = versionsOf(software.product);
	const version = parseVersion(software.version);
	if (!known || !version) return [];
	return [
		...known.flaws
			.filter((flaw) => isAffected(flaw, version) && existsOn(flaw, os) && !fixedInPackage(flaw, software))
			.map((flaw) => flawOf(flaw, software)),
		...(known.lifecycle ? endOf(known.lifecycle, known.product, version, software, os, at) : []),
	];
}

function isAffected({ affected }: Flaw, version: Version): boolean {
	return affected.some((range) => isWithin(version, range));
}

function isWithin(version: Version, { from, before }: VersionRange): boolean {
	const [first, end] = [from === undefined ? undefined : parseVersion(from), parseVersion(before)];
	return (
		end !== undefined &&
		compareVersions(version, end) < 0 &&
		(first === undefined || compareVersions(version, first) >= 0)
	);
}

function existsOn({ on, notOn = [] }: Flaw, os: string | undefined): boolean {
	return os === undefined ? on === undefined : !notOn.includes(os) && (on?.includes(os) ?? true);
}

/** Only packages of the same upstream version can be compared: another one is of another release. */
function fixedInPackage({ fixedPackages = [] }: Flaw, { packageVersion }: Software): boolean {
	return (
		packageVersion !== undefined &&
		fixedPackages.some(
			(fixed) =>
				upstreamVersion(fixed) === upstreamVersion(packageVersion) &&
				comparePackageVersions(packageVersion, fixed) >= 0,
		)
	);
}

function flawOf(flaw: Flaw, { product, version }: Software): Advisory {
	return {
		id: flaw.cve,
		kind: 'flaw',
		about: `${product} ${version}`,
		text: flaw.text,
		condition: flaw.condition ?? backportOf(flaw, version),
		fixedIn: flaw.fixedIn,
		beforeLogin: flaw.beforeLogin,
		exploitedSince: flaw.exploitedSince ?? null,
		source: flaw.source,
	};
}

function backportOf({ backports = [] }: Flaw, version: string): string | null {
	const backport = backports.find((one) => one.version === version);
	return backport ? `Not in the package of ${backport.by}, which has the fix and kept this version.` : null;
}

function endOf(
	{ ended, source }: Lifecycle,
	product: string,
	version: Version,
	software: Software,
	os: string | undefined,
	at: number,
): readonly Advisory[] {
	const over = ended.find(({ line }) => {
		const numbers = parseVersion(line);
		return numbers !== undefined && isOfLine(version, numbers);
	});
	// The last day is still a day on which something may be fixed.
	if (!over || new Date(at).toISOString().slice(0, 10) <= over.on) return [];
	const id = `${product} ${over.line}`;
	const keeper = product === os ? undefined : distributionOf(software, os);
	return [
		{
			id,
			kind: 'end-of-life',
			about: `${software.product} ${software.version}`,
			text: `Its makers have not supported ${id} since ${over.on}.`,
			condition: keeper === undefined ? null : `${keeper} may fix it for longer, in its own packages.`,
			fixedIn: [],
			beforeLogin: false,
			exploitedSince: null,
			source: over.source ?? source,
		},
	];
}

/** Systems whose packages are looked after by others than the makers of the software. */
const distributions: ReadonlySet<string> = new Set([
	'AlmaLinux',
	'Alpine',
	'Amazon Linux',
	'CentOS',
	'Debian',
	'Fedora',
	'Raspbian',
	'Red Hat',
	'Rocky Linux',
	'SUSE',
	'Ubuntu',
]);

function distributionOf({ packageVersion }: Software, os: string | undefined): string | undefined {
	if (os !== undefined && distributions.has(os)) return os;
	return packageVersion === undefined ? undefined : 'The distribution';
}

/** Lower comes first. */
function importance({ kind, exploitedSince, condition, beforeLogin }: Advisory): number {
	if (kind === 'end-of-life') return 8;
	return (exploitedSince === null ? 4 : 0) + (condition === null ? 0 : 2) + (beforeLogin ? 0 : 1);
}
