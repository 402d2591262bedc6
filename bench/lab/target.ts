/**
 * The program behind the firewall: listens on the TCP ports it is told, hangs up on whoever comes, and echoes what comes to
 * UDP port 7, which measures the line. Sends a packet to everybody now and then. Prints `ready`; runs until its standard input ends.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Ctrl+C is for whoever started it.
process.on('SIGINT', () => {});
process.stdin.on('end', () => process.exit()).resume();

for (const port of process.argv.slice(2).map(Number)) {
	const server = createServer((socket) => socket.on('error', () => {}).end());
	await once(server.listen({ port, host: '::', backlog: 65_535 }), 'listening');
}

const echo = createSocket({ type: 'udp6', recvBufferSize: 8_000_000, sendBufferSize: 8_000_000 });
echo.on('message', (message, { address, port }) => echo.send(message, port, address));
await once(echo.bind(7), 'listening');
// No line is ever silent, and some scanners (masscan) end only when a packet comes. Nobody answers to this one.
setInterval(() => echo.send('', 9, '::ffff:224.0.0.1'), 250);
process.stdout.write('ready\n');
