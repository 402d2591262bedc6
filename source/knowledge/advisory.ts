/** Versions from `from` (or the very first) up to, but not including, `before`. */
export interface VersionRange {
	readonly from?: string;
	readonly before: string;
}

/** Versions by which an entry is tested, written as banners write them. */
export interface Examples {
	readonly affected: readonly string[];
	readonly unaffected: readonly string[];
}

/** A flaw that matters to whoever leaves the port open. */
export interface Flaw {
	readonly cve: string;
	readonly affected: readonly VersionRange[];
	/** The first version of each line of releases that has the fix; empty where no version tells. */
	readonly fixedIn: readonly string[];
	/** What a stranger can do with it: one plain sentence. */
	readonly text: string;
	/** What must be true as well: one sentence. Left out where the product is affected as it is installed. */
	readonly condition?: string;
	/** Systems on which alone it exists, or on which it doesn't, as `Identity.os` names them. */
	readonly on?: readonly string[];
	readonly notOn?: readonly string[];
	/** Whether it can be used without signing in. */
	readonly beforeLogin: boolean;
	/** Day on which it was added to CISA's Known Exploited Vulnerabilities Catalog. */
	readonly exploitedSince?: string;
	/** Packages in which distributions fixed it, by the upstream version they are of: `9.2p1-2+deb12u3`. */
	readonly fixedPackages?: readonly string[];
	/** Where answers never show the package; of releases only that are still looked after. */
	readonly backports?: readonly Backport[];
	readonly source: string;
	readonly examples: Examples;
}

/** A version as which the package of a distribution still answers after the flaw was fixed in it. */
export interface Backport {
	readonly version: string;
	readonly by: string;
}

/** A line of releases that is fixed no longer after a day. */
export interface EndedLine {
	/** Its versions begin with these numbers: 7.4 has 7.4.33. */
	readonly line: string;
	readonly on: string;
	readonly source?: string;
}

/** When the makers stopped fixing a product, line by line. */
export interface Lifecycle {
	readonly ended: readonly EndedLine[];
	/** The vendor's page, for every line without one of its own. */
	readonly source: string;
	readonly examples: Examples;
}

/** What matters about the versions of one product. */
export interface ProductVersions {
	readonly product: string;
	/** Further names under which `Identity.product` knows it. */
	readonly aliases?: readonly string[];
	/** Services of the catalogue that are this product, or are met with it. */
	readonly services: readonly string[];
	/** What matters most first. */
	readonly flaws: readonly Flaw[];
	readonly lifecycle?: Lifecycle;
}
