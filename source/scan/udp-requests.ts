import { randomUUID } from 'node:crypto';
import { udpNeverSend } from '../knowledge/never-send.ts';
import type { UdpQuestion } from './udp-exchange.ts';
import { discovery } from './udp-requests/discovery.ts';
import { games } from './udp-requests/games.ts';
import { management } from './udp-requests/management.ts';
import { names } from './udp-requests/names.ts';
import type { UdpRequest } from './udp-requests/request.ts';
import { routing } from './udp-requests/routing.ts';
import { sessions } from './udp-requests/sessions.ts';
import { voice } from './udp-requests/voice.ts';
import { vpn } from './udp-requests/vpn.ts';

const requests = [...names, ...management, ...discovery, ...voice, ...vpn, ...routing, ...sessions, ...games];
const byPort = new Map(requests.map((request) => [request.port, { ...request, make: maker(request) }]));

/**
 * The request that is sent to a UDP port: well-formed, harmless, and such that a server of the protocol that usually is
 * there answers. Nothing logs in, guesses, writes or registers, and all are shorter than 1,300 bytes. They must not be
 * changed.
 *
 * Empty, for an empty datagram, where a server answers whatever comes, where no harmless request gets an answer, and
 * where doorcheck knows no protocol:
 *
 * - 17 and 19, QOTD and CharGEN, answer every datagram (RFC 865, RFC 864).
 * - 67, DHCP: every message is about giving out addresses, and answers go to port 68.
 * - 631, CUPS browsing, only listens: any message would announce a printer.
 * - 514, syslog, and 162, SNMP traps, only listen: any message would end up in a log.
 * - 1701, L2TP: whatever gets an answer begins a tunnel.
 * - 1812 and 1813, RADIUS, are silent to all whose secret they don't know (RFC 2865, section 2).
 * - 51820, WireGuard, is silent by design to all who don't know its key, so its silence says nothing.
 *
 * @param id of the request, in protocols where each one has one.
 */
export function udpRequest(port: number, id: string = randomUUID()): Uint8Array {
	return byPort.get(port)?.make(id) ?? empty;
}

/** What `udpRequest` sends to this port, in plain words: `a STUN binding request`, `an empty datagram`. */
export function udpRequestName(port: number): string {
	return udpNeverSend.has(port) ? 'nothing' : (byPort.get(port)?.name ?? 'an empty datagram');
}

/**
 * The same request as it is asked: of a TFTP server, for one, the answer comes from another port than the one that was
 * asked (RFC 1350, section 4).
 */
export function udpQuestion(port: number, id?: string): UdpQuestion {
	return { port, bytes: udpRequest(port, id), answersFromAnyPort: byPort.get(port)?.answersFromAnyPort ?? false };
}

const empty = new Uint8Array();

function maker({ bytes }: UdpRequest): (id: string) => Uint8Array {
	if (typeof bytes === 'function') return (id) => Uint8Array.from(bytes(id));
	const always = Uint8Array.from(bytes);
	return () => always;
}
