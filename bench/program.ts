import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTerminal, type Screen } from '../test/terminal/screen.ts';

/** The built program. */
export const program = fileURLToPath(new URL('../bin/doorcheck.js', import.meta.url));

/** The options of a scan of every port that lasts long enough to be watched: some 15 s. */
export const watchable = ['127.0.0.1', '-p', 'all', '--rate', '4500'] as const;

/** Runs doorcheck on a pseudo-terminal for as long as `watch` takes. What it remembers goes into a folder of its own. */
export async function onTerminal<T>(args: readonly string[], watch: (screen: Screen) => Promise<T>): Promise<T> {
	const home = await mkdtemp(join(tmpdir(), 'doorcheck-bench-'));
	const screen = await openTerminal({
		command: process.execPath,
		args: [program, ...args],
		env: { HOME: home },
	});
	try {
		return await watch(screen);
	} finally {
		await screen.close();
		await rm(home, { recursive: true, force: true });
	}
}

/** Waits for the first frame. */
export async function firstFrame(screen: Screen): Promise<void> {
	await screen.waitFor(() => screen.text().trim() !== '', 'a frame of text');
}

/** Whether the scan that the screen shows is still going on. */
export function isScanning(screen: Screen): boolean {
	return !/Checked [\d,]+ port/.test(screen.text());
}

/** Waits for the end of the scan that the screen shows. */
export async function endOfScan(screen: Screen): Promise<void> {
	await screen.waitFor(() => !isScanning(screen), 'the scan to end', 120_000);
}

/** Opens a few doors on 127.0.0.1 while `use` runs, so that a scan of it finds something. */
export async function withOpenDoors<T>(use: () => Promise<T>): Promise<T> {
	const servers = await Promise.all([6379, 27017, 9200, 5432, 3306].map(open));
	try {
		return await use();
	} finally {
		for (const server of servers) {
			server?.close();
		}
	}
}

/** A server that says nothing and hangs up; null where the port is taken, which serves as well. */
async function open(port: number): Promise<Server | null> {
	const server = createServer((socket) => socket.on('error', () => {}).end());
	return new Promise((resolve) => {
		server.once('error', () => resolve(null)).listen(port, '127.0.0.1', () => resolve(server));
	});
}
