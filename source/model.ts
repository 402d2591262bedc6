/**
 * The words everyone in the house shares. Plain data only: everything here can be
 * written by `JSON.stringify`, sent to a worker thread and compared in a test.
 */

export type Protocol = 'tcp' | 'udp';
export type Family = 4 | 6;

/**
 * What a port turned out to be. `open|filtered`: over UDP only, a well-formed request stayed unanswered, so it can't be
 * told whether something listens there and keeps silent, or a firewall drops what comes. `undecided`: the evidence was
 * not enough for one of the others.
 */
export const portStates = ['open', 'closed', 'filtered', 'open|filtered', 'undecided'] as const;
export type PortState = (typeof portStates)[number];

/** How many ports have each state. */
export type StateCounts = Readonly<Record<PortState, number>>;

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** In the order in which screens and reports show them when severities tie. */
export const categories = [
	'database',
	'remote-desktop',
	'remote-shell',
	'containers',
	'admin-monitoring',
	'directory-auth',
	'file-sharing',
	'messaging',
	'industrial-iot',
	'development',
	'network-infra',
	'voice-media',
	'mail',
	'web',
	'name-service',
	'other',
] as const;
export type Category = (typeof categories)[number];

/** Category headings as users read them. */
export const categoryNames: Readonly<Record<Category, string>> = {
	database: 'Database',
	'remote-desktop': 'Remote desktop',
	'remote-shell': 'Remote shell',
	containers: 'Containers and clusters',
	'admin-monitoring': 'Administration and monitoring',
	'directory-auth': 'Directory and sign-in',
	'file-sharing': 'File sharing',
	messaging: 'Messaging',
	'industrial-iot': 'Industrial and IoT',
	development: 'Development',
	'network-infra': 'Network infrastructure',
	'voice-media': 'Voice and media',
	mail: 'Mail',
	web: 'Web',
	'name-service': 'Name service',
	other: 'Other',
};

/** Whether a stranger can use what answers: `open` only after a harmless exchange that needed no password. */
export type Access = 'open' | 'protected' | 'unknown';

/** One thing to check, as the user wrote it, with the ports that the target itself names (`host:22`, a URL). */
export interface Target {
	/** As it was asked. */
	readonly target: string;
	/** A host name, or an IP literal without brackets. */
	readonly host: string;
	/** The port that came with the target (`host:port`, a URL). */
	readonly port?: number;
}

/** An IP literal (IPv6 compressed, without brackets; may carry a zone) and its family. */
export interface Address {
	readonly address: string;
	readonly family: Family;
}

/** A target after name resolution. */
export interface ResolvedTarget extends Target {
	readonly addresses: readonly Address[];
}

/** What was measured on the way to one address. Times in milliseconds, `loss` and `missProbability` from 0 to 1. */
export interface NetworkMeasurement {
	/** Smoothed round-trip time; null while nothing has answered. */
	readonly rttMs: number | null;
	/** Share of the attempts on ports known to answer that stayed unanswered; null while there is no such port. */
	readonly loss: number | null;
	/** Chance that at least one open port was missed in the whole scan of this address; null without a known loss, or where it ended early. */
	readonly missProbability: number | null;
	/** Connection attempts made so far. */
	readonly attempts: number;
}

/** Before anything was sent. */
export const nothingMeasured: NetworkMeasurement = { rttMs: null, loss: null, missProbability: null, attempts: 0 };

/** What a scan noticed about an address beside the states of its ports. */
export interface Circumstances {
	/** In mid-scan it fell silent, or began to refuse what had been open, and didn't come back: ports are undecided. */
	readonly lost?: 'silent' | 'refusing';
	/** Ports that should not be open on any machine are: something answers for all of them. */
	readonly answersForAll?: boolean;
	/** Refusals on the way come rarely: silence stands for a refusal too. */
	readonly rejectsSparingly?: boolean;
}

/** What the states of all ports of an address say together. */
export type HostPattern =
	| 'all-closed'
	| 'default-deny'
	| 'mixed'
	| 'rejecting'
	| 'all-open'
	| 'cdn'
	| 'unreachable'
	| 'unclear';

/** A certificate and the TLS connection it came over. Dates are ISO 8601. */
export interface TlsFacts {
	readonly version: string;
	readonly cipher: string;
	readonly subject: string;
	readonly issuer: string;
	readonly names: readonly string[];
	readonly validFrom: string;
	readonly validTo: string;
	/** Whole days until `validTo`, negative when it has passed. */
	readonly daysLeft: number;
	readonly selfSigned: boolean;
	/** Whether the certificate is for the name that was asked; null when an address was asked. */
	readonly nameMatches: boolean | null;
	/** Versions before TLS 1.2 that were found to be accepted (the newest of them); absent where that wasn't tried. */
	readonly oldVersions?: readonly string[];
}

/** A product and its version, as a banner names them. */
export interface Software {
	readonly product: string;
	readonly version: string;
	/** Version of the distribution's package, without its epoch, where the banner tells: `9.2p1-2+deb12u3`. */
	readonly packageVersion?: string;
}

/** What identification learned about one open port. All text is sanitised and bounded. */
export interface Identity {
	/** Service id of the catalogue, or of a protocol doorcheck can recognise (`http`, `ssh`, …). */
	readonly service: string;
	readonly product?: string;
	readonly version?: string;
	/** Version of the distribution's package, without its epoch, where a banner tells: `9.2p1-2+deb12u3`. */
	readonly packageVersion?: string;
	/** What else it says it runs: PHP behind a web server. */
	readonly alongside?: readonly Software[];
	readonly access: Access;
	/** What was seen, as a reader of the report can check it: `INFO answered: redis_version:7.0.15`. */
	readonly evidence: readonly string[];
	readonly tls?: TlsFacts;
	/** A short remark for the list: a page title, `certificate valid, 61 days left`. */
	readonly remark?: string;
	/** The operating system or distribution a banner named: `Debian`, `Ubuntu`, `Windows`. */
	readonly os?: string;
	/** Id of the service that is usual on this port, where it would have shown itself on the page that was read. */
	readonly isNot?: string;
}

/** The service behind a finding. `assumed`: only the port number says so. */
export interface ServiceReport {
	readonly id: string;
	readonly name: string;
	readonly product: string | null;
	readonly version: string | null;
	readonly confidence: 'confirmed' | 'assumed';
}

/**
 * What is known about the version that answered: a flaw that was reported for it, or that its makers have stopped fixing
 * it. A version is no proof: distributions fix flaws without changing it.
 */
export interface Advisory {
	/** `CVE-2024-6387`, or for an end of life the line of releases: `PHP 7.4`. */
	readonly id: string;
	readonly kind: 'flaw' | 'end-of-life';
	/** The product and version that was seen: `OpenSSH 9.1p1`; also what a server says it runs: `PHP 7.4.33`. */
	readonly about: string;
	/** One sentence: what a stranger can do with the flaw, or since when nothing is fixed. */
	readonly text: string;
	/** What must be true as well, one sentence; null where it holds for every installation. */
	readonly condition: string | null;
	/** Versions that have the fix, one for each line of releases; none for an end of life. */
	readonly fixedIn: readonly string[];
	/** Whether a stranger can use it without signing in. */
	readonly beforeLogin: boolean;
	/** Day on which CISA listed it as exploited (Known Exploited Vulnerabilities Catalog); null where it has not. */
	readonly exploitedSince: string | null;
	/** Where that is stated: the vendor, the CVE record or NVD (https). */
	readonly source: string;
}

/** One port worth reading about. */
export interface Finding {
	readonly address: string;
	readonly port: number;
	readonly protocol: Protocol;
	readonly state: PortState;
	readonly service: ServiceReport;
	readonly category: Category;
	readonly severity: Severity;
	readonly access: Access;
	readonly tls: TlsFacts | null;
	readonly evidence: readonly string[];
	/** null while nobody said what to expect. */
	readonly expected: boolean | null;
	readonly rttMs: number | null;
	/** One short remark for lists: `answers without a password`. */
	readonly remark: string | null;
	/** Operating system named by a banner. */
	readonly os: string | null;
	/** What is known about its version, what matters most first. */
	readonly advisories: readonly Advisory[];
}

/** A port whose state differs between the two families of one target. */
export interface Difference {
	readonly port: number;
	readonly protocol: Protocol;
	readonly ipv4: PortState;
	readonly ipv6: PortState;
}

export interface AddressReport {
	readonly address: string;
	readonly family: Family;
	/** Both protocols together. */
	readonly counts: StateCounts;
	/** The UDP ports among `counts`; absent while none has a state. */
	readonly udp?: StateCounts;
	readonly network: NetworkMeasurement;
	readonly pattern: HostPattern;
	readonly notes: readonly string[];
}

export interface HostReport {
	readonly target: string;
	/** Why the host could not be checked; absent when it could. */
	readonly error?: string;
	readonly addresses: readonly AddressReport[];
	readonly findings: readonly Finding[];
	readonly differences: readonly Difference[];
}

export interface Verdict {
	readonly level: 'pass' | 'review' | 'stop';
	readonly reasons: readonly string[];
}

/** Everything a check found: the one thing that screens show and files hold. */
export interface Report {
	readonly schema: 'doorcheck/1';
	readonly version: string;
	readonly startedAt: string;
	readonly elapsedMs: number;
	readonly complete: boolean;
	/** Name of the machine the check ran on. */
	readonly vantage: string;
	readonly hosts: readonly HostReport[];
	readonly verdict: Verdict;
}

/** How far the scan of one address is, told a few times a second. */
export interface AddressProgress {
	readonly address: string;
	/** Ports decided, and ports to decide. */
	readonly done: number;
	readonly total: number;
	/** New attempts a second, over the last second. */
	readonly rate: number;
	readonly network: NetworkMeasurement;
}

/**
 * What happens during a check, in order. A port may change its state later (a recheck, a second look);
 * the last word counts.
 */
export type CheckEvent =
	| {
			readonly type: 'start';
			readonly startedAt: string;
			readonly version: string;
			readonly vantage: string;
			readonly targets: readonly string[];
	  }
	/** A target got its addresses; `ports` is how many ports are checked at each. */
	| {
			readonly type: 'host';
			readonly target: string;
			readonly addresses: readonly Address[];
			readonly ports: number;
	  }
	/** A target that can't be checked, and why (`no such host`). */
	| { readonly type: 'unresolved'; readonly target: string; readonly reason: string }
	/** One port was found open. */
	| {
			readonly type: 'open';
			readonly address: string;
			readonly port: number;
			readonly protocol: Protocol;
			readonly rttMs: number;
	  }
	/** Ports that were decided otherwise, in batches. `rejected`: filtered, and the other side said so. */
	| {
			readonly type: 'ports';
			readonly address: string;
			readonly protocol: Protocol;
			readonly state: Exclude<PortState, 'open'>;
			readonly rejected?: boolean;
			readonly ports: readonly number[];
	  }
	| { readonly type: 'progress'; readonly addresses: readonly AddressProgress[] }
	| {
			readonly type: 'identified';
			readonly address: string;
			readonly port: number;
			readonly protocol: Protocol;
			readonly identity: Identity;
	  }
	/** Something the reader should know about an address, or about this machine (`address` absent). */
	| { readonly type: 'note'; readonly address?: string; readonly text: string }
	/** The scan of one address is over; identification may still run. */
	| { readonly type: 'scanned'; readonly progress: AddressProgress; readonly circumstances?: Circumstances }
	| { readonly type: 'end'; readonly elapsedMs: number; readonly complete: boolean };
