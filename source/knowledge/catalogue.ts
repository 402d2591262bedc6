import type { Protocol } from '../model.ts';
import { severities } from '../model.ts';
import type { Door, ServiceEntry } from './entry.ts';
import { adminMonitoring } from './services/admin-monitoring.ts';
import { containers } from './services/containers.ts';
import { database } from './services/database.ts';
import { development } from './services/development.ts';
import { directoryAuth } from './services/directory-auth.ts';
import { fileSharing } from './services/file-sharing.ts';
import { industrialIot } from './services/industrial-iot.ts';
import { mail } from './services/mail.ts';
import { messaging } from './services/messaging.ts';
import { nameService } from './services/name-service.ts';
import { networkInfra } from './services/network-infra.ts';
import { other } from './services/other.ts';
import { remoteDesktop } from './services/remote-desktop.ts';
import { remoteShell } from './services/remote-shell.ts';
import { voiceMedia } from './services/voice-media.ts';
import { web } from './services/web.ts';

/** Every service doorcheck knows, in the order of the categories. */
export const services: readonly ServiceEntry[] = [
	...database,
	...remoteDesktop,
	...remoteShell,
	...containers,
	...adminMonitoring,
	...directoryAuth,
	...fileSharing,
	...messaging,
	...industrialIot,
	...development,
	...networkInfra,
	...voiceMedia,
	...mail,
	...web,
	...nameService,
	...other,
];

/** A service together with the one of its doors that was asked for. */
export interface KnownDoor {
	readonly service: ServiceEntry;
	readonly door: Door;
}

const knownDoors: readonly KnownDoor[] = services.flatMap((service) =>
	service.doors.map((door) => ({ service, door })),
);

const byId = new Map(services.map((service) => [service.id, service]));
const byDoor = new Map(knownDoors.map((known) => [doorKey(known.door.port, known.door.protocol), known]));
const byProtocol = new Map((['tcp', 'udp'] as const).map((protocol) => [protocol, worstFirst(protocol)] as const));

/** The service users call by this id (`redis`), or undefined. */
export function serviceById(id: string): ServiceEntry | undefined {
	return byId.get(id);
}

/** What the catalogue says about this port, or undefined when it says nothing. */
export function doorAt(port: number, protocol: Protocol): KnownDoor | undefined {
	return byDoor.get(doorKey(port, protocol));
}

/** The catalogue's ports of one protocol: worst severity first, then ascending. */
export function commonPorts(protocol: Protocol): readonly number[] {
	return byProtocol.get(protocol) ?? [];
}

function doorKey(port: number, protocol: Protocol): string {
	return `${port}/${protocol}`;
}

function worstFirst(protocol: Protocol): readonly number[] {
	return knownDoors
		.map(({ door }) => door)
		.filter((door) => door.protocol === protocol)
		.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.port - b.port)
		.map((door) => door.port);
}
