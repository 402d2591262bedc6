import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { ownAddress } from './scripted-server.ts';

/** A datagram server on loopback that does what a test tells it to do. */
export interface ScriptedUdpServer {
	readonly address: string;
	/** Every datagram that came in. */
	readonly requests: readonly Buffer[];
	/** How many of them are different: on a busy machine one is sent again. */
	questions(): number;
	close(): Promise<void>;
}

/** How an answer is sent: from the server's own port, or from another one. */
export type Answer = (bytes: Uint8Array, from?: 'another port') => void;

/** @param script what to do with each datagram; `asker` tells askers apart. */
export async function startUdpServer(
	port: number,
	script: (request: Buffer, answer: Answer, asker: string) => void,
): Promise<ScriptedUdpServer> {
	const address = ownAddress();
	const requests: Buffer[] = [];
	const [server, other] = [createSocket('udp4'), createSocket('udp4')];
	server.on('message', (request, from) => {
		requests.push(request);
		script(request, (bytes, by) => send(by === 'another port' ? other : server, bytes, from), String(from.port));
	});
	await listen(server, port, address);
	await listen(other, 0, address);
	return {
		address,
		requests,
		questions: () => new Set(requests.map((request) => request.toString('hex'))).size,
		close: async () => {
			await Promise.all([server, other].map((socket) => new Promise<void>((done) => socket.close(() => done()))));
		},
	};
}

/** A script that hands datagrams to a server elsewhere, and its answers back, from another port where they come so. */
export function relayDatagrams(upstream: {
	readonly port: number;
	readonly address: string;
}): (request: Buffer, answer: Answer, asker: string) => void {
	const sockets = new Map<string, Socket>();
	return (request, answer, asker) => {
		const socket = sockets.get(asker) ?? createSocket('udp4').unref();
		if (!sockets.has(asker)) {
			sockets.set(asker, socket);
			socket.on('error', () => {});
			socket.on('message', (reply, from) => answer(reply, from.port === upstream.port ? undefined : 'another port'));
		}
		socket.send(request, upstream.port, upstream.address);
	};
}

function listen(socket: Socket, port: number, address: string): Promise<void> {
	return new Promise((resolve, reject) => {
		socket.once('error', reject);
		socket.bind(port, address, () => resolve());
	});
}

function send(socket: Socket, bytes: Uint8Array, { port, address }: RemoteInfo): void {
	try {
		// The asker may be gone.
		socket.send(bytes, port, address, () => {});
	} catch {
		// Closed: the answer comes too late.
	}
}
