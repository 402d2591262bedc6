import { doorAt, serviceById } from '../knowledge/catalogue.ts';
import type { Door, ServiceEntry } from '../knowledge/entry.ts';
import type { Access, Advisory, Category, Finding, Identity, PortState, Protocol, Severity } from '../model.ts';
import { severities } from '../model.ts';
import { advisoriesFor, isPressing, pressingFlaws } from './advisories.ts';
import { advisoryRemark } from './advisory-words.ts';
import { isAnyWebServer, isPlainWeb, speaksHttp } from './web-ports.ts';

/** A port that was seen open, with what identification learned about it, if anything. */
export interface Sighting {
	readonly address: string;
	readonly port: number;
	readonly protocol: Protocol;
	readonly state: PortState;
	readonly rttMs: number | null;
	readonly identity?: Identity | undefined;
	/** When the check began, in milliseconds since 1970: whether a version's life has ended depends on it. */
	readonly at: number;
}

/**
 * What a port that was seen open means: which service, how bad, whether strangers can use it.
 * A recognised service wins over what the port number suggests, wherever it listens; so does a page that the suggested
 * service would not have shown. The severity is that of the open door; it stays when the door is closed later, so that a
 * reader sees what was closed.
 */
export function assessPort(sighting: Sighting): Finding {
	const { address, port, protocol, state, rttMs, identity, at } = sighting;
	const service = serviceBehind(port, protocol, identity);
	const access = identity?.access ?? 'unknown';
	const advisories = identity ? advisoriesFor(identity, at) : [];
	const usual = severityOf(service, access);
	return {
		address,
		port,
		protocol,
		state,
		service: {
			id: service.id,
			name: service.name,
			product: identity?.product ?? null,
			version: identity?.version ?? null,
			confidence: service.confidence,
		},
		category: service.category,
		severity: withAdvisories(usual, advisories, access),
		access,
		tls: identity?.tls ?? null,
		evidence: identity?.evidence ?? [],
		expected: null,
		rttMs,
		remark: remarkOf(usual, advisories, identity),
		os: identity?.os ?? null,
		advisories,
	};
}

interface Behind {
	readonly id: string;
	readonly name: string;
	readonly category: Category;
	readonly severity: Severity;
	readonly confidence: 'confirmed' | 'assumed';
}

/** Medium: a door that nobody can name may be harmless, but someone has to say what it is for. */
const unknown: Behind = {
	id: 'unknown',
	name: 'Unknown service',
	category: 'other',
	severity: 'medium',
	confidence: 'assumed',
};

function serviceBehind(port: number, protocol: Protocol, identity: Identity | undefined): Behind {
	const known = doorAt(port, protocol);
	const assumed = known ? behind(known.service, known.door, 'assumed') : unknown;
	if (!identity || identity.service === 'tls' || identity.service === 'unknown') {
		return assumed;
	}
	if (known && identity.isNot === known.service.id) {
		return { ...confirmed(identity.service, protocol), severity: milder(assumed.severity, 'medium') };
	}
	if (known && isPlainWeb(identity.service) && speaksHttp(known.service.category, port, protocol)) {
		return { ...assumed, confidence: isAnyWebServer(assumed.id) ? 'confirmed' : 'assumed' };
	}
	if (known?.service.id === identity.service) {
		return { ...assumed, confidence: 'confirmed' };
	}
	return confirmed(identity.service, protocol);
}

/** A service that was recognised, on a port that isn't its own. */
function confirmed(id: string, protocol: Protocol): Behind {
	const entry = serviceById(id);
	const door = entry?.doors.find((door) => door.protocol === protocol) ?? entry?.doors[0] ?? entry?.alsoAt?.[0];
	return entry && door
		? { ...behind(entry, door, 'confirmed'), name: entry.name }
		: { ...unknown, id, name: id.toUpperCase(), confidence: 'confirmed' };
}

function behind(service: ServiceEntry, door: Door, confidence: Behind['confidence']): Behind {
	return {
		id: service.id,
		name: door.name ?? service.name,
		category: service.category,
		severity: door.severity,
		confidence,
	};
}

/** The less severe of two. */
function milder(one: Severity, other: Severity): Severity {
	return severities.indexOf(one) > severities.indexOf(other) ? one : other;
}

/** Kinds of service where a stranger who needs no password can read the data or run commands. */
const handsOverTheServer: ReadonlySet<Category> = new Set([
	'database',
	'remote-desktop',
	'remote-shell',
	'containers',
	'messaging',
	'industrial-iot',
]);

function severityOf(service: Behind, access: Access): Severity {
	if (access !== 'open' || service.severity === 'info') {
		return service.severity;
	}
	return handsOverTheServer.has(service.category) ? 'critical' : oneWorse(service.severity);
}

function oneWorse(severity: Severity): Severity {
	return severities[severities.indexOf(severity) - 1] ?? 'critical';
}

/**
 * A pressing flaw makes a door one level worse, at least medium: somebody has to look at it. It never makes it critical,
 * nor does an end of life make it worse than medium: a version is no proof, while an answer without a password is one.
 */
function withAdvisories(severity: Severity, advisories: readonly Advisory[], access: Access): Severity {
	if (pressingFlaws(advisories, access).length > 0) {
		return raised(severity, 'medium', 'high');
	}
	return advisories.some((advisory) => isPressing(advisory, access)) ? raised(severity, 'info', 'medium') : severity;
}

/** One level worse, and within these bounds; what is beyond them already stays as it is. */
function raised(severity: Severity, atLeast: Severity, atMost: Severity): Severity {
	const rank = (one: Severity) => severities.indexOf(one);
	const within = Math.max(rank(atMost), Math.min(rank(atLeast), rank(severity) - 1));
	return severities[Math.min(rank(severity), within)] ?? severity;
}

/** What matters most about a door: that strangers can use it, a flaw known to be exploited, then what it said. */
function remarkOf(
	severity: Severity,
	advisories: readonly Advisory[],
	{ access = 'unknown', remark, tls }: Partial<Identity> = {},
): string | null {
	// A public web page is meant to answer strangers.
	if (access === 'open' && severity !== 'info') {
		// Where that is not the word for it, it says itself what strangers can do.
		return remark ?? 'answers without a password';
	}
	const [flaw] = pressingFlaws(advisories, access);
	if (flaw) {
		return advisoryRemark(flaw);
	}
	if (access === 'protected') {
		// Over TLS the remark is about the certificate; otherwise it says itself how the service protects itself.
		const says = remark ?? 'asks for a password';
		return tls && !says.startsWith('asks for ') ? `asks for a password, ${says}` : says;
	}
	const advisory = advisories.find((one) => isPressing(one, access)) ?? advisories[0];
	return remark ?? (advisory ? advisoryRemark(advisory) : null);
}
