import { discovery } from './udp-requests/discovery.ts';
import { management } from './udp-requests/management.ts';
import { names } from './udp-requests/names.ts';
import type { UdpRequest } from './udp-requests/request.ts';
import { routing } from './udp-requests/routing.ts';
import { sessions } from './udp-requests/sessions.ts';
import { voice } from './udp-requests/voice.ts';
import { vpn } from './udp-requests/vpn.ts';

const requests = [...names, ...management, ...discovery, ...voice, ...vpn, ...routing, ...sessions];
const byPort = new Map(requests.map((request) => [request.port, compiled(request)]));

/**
 * Control systems and printers: nothing is ever sent there. Over TCP it is enough to connect; over UDP that sends
 * nothing and tells nothing, and even an empty datagram would be handed to the program that controls. So these ports
 * can't be asked at all.
 */
export const udpNeverSend: ReadonlySet<number> = new Set([
	// What identification leaves alone over TCP, whatever may listen there over UDP.
	...[9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 515],
	...[102, 502, 2404, 20000, 44818, 47808],
	// Control systems that speak UDP: Foundation Fieldbus, EtherNet/IP, KNX, HART-IP, OMRON FINS, PROFINET, EtherCAT.
	...[1089, 1090, 1091, 2222, 3671, 5094, 9600, 34962, 34963, 34964, 34980],
]);

/**
 * The request that is sent to a UDP port: well-formed, harmless, and such that a server of the protocol that usually is
 * there answers. Nothing logs in, guesses, writes or registers, and all are shorter than 1,300 bytes. Always the same
 * bytes; they must not be changed.
 *
 * Empty, for an empty datagram, where a server answers whatever comes, where no harmless request gets an answer, and
 * where doorcheck knows no protocol:
 *
 * - 17 and 19, QOTD and CharGEN, answer every datagram (RFC 865, RFC 864).
 * - 67, DHCP: every message is about giving out addresses, and answers go to port 68.
 * - 631, CUPS browsing, only listens: any message would announce a printer.
 * - 514, syslog, and 162, SNMP traps, only listen: any message would end up in a log.
 * - 51820, WireGuard, is silent by design to all who don't know its key, so its silence says nothing.
 */
export function udpRequest(port: number): Uint8Array {
	return byPort.get(port)?.bytes ?? empty;
}

/** What `udpRequest` sends to this port, in plain words: `a STUN binding request`, `an empty datagram`. */
export function udpRequestName(port: number): string {
	return udpNeverSend.has(port) ? 'nothing' : (byPort.get(port)?.name ?? 'an empty datagram');
}

/** Whether a server of the protocol may answer from another port than the one it was asked at (RFC 1350, section 4). */
export function answersFromAnyPort(port: number): boolean {
	return byPort.get(port)?.answersFromAnyPort ?? false;
}

const empty = new Uint8Array();

function compiled(request: UdpRequest): Omit<UdpRequest, 'bytes'> & { readonly bytes: Uint8Array } {
	return { ...request, bytes: Uint8Array.from(request.bytes) };
}
