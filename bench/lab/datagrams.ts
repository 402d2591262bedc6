/**
 * Runs where the client is and measures the line by what the target echoes on UDP port 7:
 * `datagrams.ts ADDRESS COUNT RATE PATIENCE`, so many datagrams at so many a second, and how long (ms) to wait for the last
 * ones. Prints JSON: how many came back, the shortest round-trip time, and how long
 * the sending took (ms).
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

const [address, ...figures] = process.argv.slice(2);
const [count = 0, rate = 0, patienceMs = 0] = figures.map(Number);

const times: number[] = [];
const sentAt: number[] = [];
const socket = createSocket({ type: 'udp4', recvBufferSize: 8_000_000, sendBufferSize: 8_000_000 });
socket.on('message', (message) => times.push(performance.now() - (sentAt[message.readUInt32BE()] ?? Number.NaN)));
socket.connect(7, address);
await once(socket, 'connect');

const start = performance.now();
while (sentAt.length < count) {
	const due = Math.min(count, ((performance.now() - start) / 1000) * rate + 1);
	while (sentAt.length < due) {
		const message = Buffer.alloc(20);
		message.writeUInt32BE(sentAt.length);
		sentAt.push(performance.now());
		socket.send(message);
	}
	await setTimeout(1);
}
const sendingMs = performance.now() - start;
await setTimeout(patienceMs);
socket.close();
process.stdout.write(
	JSON.stringify({ returned: times.length, rttMs: times.length > 0 ? Math.min(...times) : null, sendingMs }),
);
