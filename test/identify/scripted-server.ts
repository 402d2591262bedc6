import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/** A server on loopback that does what a test tells it to do. */
export interface ScriptedServer {
	readonly address: string;
	readonly port: number;
	/** Connections accepted so far. */
	connections(): number;
	/** Everything clients sent so far, on all connections. */
	received(): string;
	close(): Promise<void>;
}

export interface Scripted {
	/** A port that suggests a protocol; a free one that suggests none without it. */
	readonly port?: number;
	/** Speak TLS. */
	readonly tls?: TlsOptions;
}

let next = 0;

/** An address of this machine's loopback network that no other test uses: well-known ports are free there. */
export function ownAddress(): string {
	next += 1;
	const [block, host] = [Math.floor(next / 250), 1 + (next % 250)];
	return `127.${100 + (process.pid % 100)}.${((process.pid >> 7) + block) % 250}.${host}`;
}

/** @param script what to do with each connection. */
export async function startServer(script: (socket: Socket) => void, options: Scripted = {}): Promise<ScriptedServer> {
	const sockets = new Set<Socket>();
	let connections = 0;
	let received = '';
	const accept = (socket: Socket) => {
		socket.on('error', () => {});
		socket.on('data', (chunk) => {
			received += chunk.toString('latin1');
		});
		script(socket);
	};
	const server = options.tls ? createTlsServer(options.tls, accept) : createServer(accept);
	server.on('tlsClientError', () => {});
	server.on('connection', (socket: Socket) => {
		connections += 1;
		sockets.add(socket);
		socket.on('error', () => {});
	});
	const address = ownAddress();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, address, resolve);
	});
	const bound = server.address();
	if (bound === null || typeof bound === 'string') throw new Error('not listening');
	return {
		address,
		port: bound.port,
		connections: () => connections,
		received: () => received,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
