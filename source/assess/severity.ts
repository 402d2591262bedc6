import { doorAt, serviceById } from '../knowledge/catalogue.ts';
import type { Door, ServiceEntry } from '../knowledge/entry.ts';
import type { Access, Category, Finding, Identity, PortState, Protocol, Severity } from '../model.ts';
import { severities } from '../model.ts';
import { speaksHttp } from './web-ports.ts';

/** A port that was seen open, with what identification learned about it, if anything. */
export interface Sighting {
	readonly address: string;
	readonly port: number;
	readonly protocol: Protocol;
	readonly state: PortState;
	readonly rttMs: number | null;
	readonly identity?: Identity | undefined;
}

/**
 * What a port that was seen open means: which service, how bad, whether strangers can use it.
 * A recognised service wins over what the port number suggests, wherever it listens. The severity is that of the
 * open door; it stays when the door is closed later, so that a reader sees what was closed.
 */
export function assessPort(sighting: Sighting): Finding {
	const { address, port, protocol, state, rttMs, identity } = sighting;
	const service = serviceBehind(port, protocol, identity);
	const access = identity?.access ?? 'unknown';
	const severity = severityOf(service, access);
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
		severity,
		access,
		tls: identity?.tls ?? null,
		evidence: identity?.evidence ?? [],
		expected: null,
		rttMs,
		remark: remarkOf(severity, protocol, identity),
		os: identity?.os ?? null,
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
	if (known && isPlainWeb(identity.service) && speaksHttp(known.service.category, port, protocol)) {
		return { ...assumed, confidence: assumed.id === identity.service ? 'confirmed' : 'assumed' };
	}
	if (known?.service.id === identity.service) {
		return { ...assumed, confidence: 'confirmed' };
	}
	const entry = serviceById(identity.service);
	const door = entry?.doors.find((door) => door.protocol === protocol) ?? entry?.doors[0];
	return entry && door
		? { ...behind(entry, door, 'confirmed'), name: entry.name }
		: { ...unknown, id: identity.service, name: identity.service.toUpperCase(), confidence: 'confirmed' };
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

function isPlainWeb(service: string): boolean {
	return service === 'http' || service === 'https';
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

function remarkOf(
	severity: Severity,
	protocol: Protocol,
	{ access, remark, tls }: Partial<Identity> = {},
): string | null {
	// A public web page is meant to answer strangers.
	if (access === 'open' && severity !== 'info') {
		// Over UDP it says how strangers abuse that.
		return protocol === 'udp' && remark ? remark : 'answers without a password';
	}
	if (access === 'protected') {
		// Over TLS the remark is about the certificate; otherwise it says itself how the service protects itself.
		return tls && remark ? `asks for a password, ${remark}` : (remark ?? 'asks for a password');
	}
	return remark ?? null;
}
