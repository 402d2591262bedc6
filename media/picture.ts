/**
 * Draws the pictures of the readme, `npm run picture`: the built program looks at real services on this machine,
 * and what the terminal then shows is drawn. Needs the services of `test/identify/daemons/` to be installed.
 */
import { writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { endOfScan, onTerminal } from '../bench/program.ts';
import { startDaemon } from '../test/identify/daemon.ts';
import type { DaemonCase } from '../test/identify/daemon-case.ts';
import mariadb from '../test/identify/daemons/mariadb.ts';
import nginx from '../test/identify/daemons/nginx.ts';
import redis from '../test/identify/daemons/redis.ts';
import ssh from '../test/identify/daemons/ssh.ts';
import type { Screen } from '../test/terminal/screen.ts';
import { drawScreen } from './svg.ts';

/** What runs, and where people are used to meeting it. */
const usualPorts: readonly (readonly [string, DaemonCase, Readonly<Record<string, number>>])[] = [
	['redis', redis.redis, { redis: 6379 }],
	['mariadb', mariadb.mariadb, { mysql: 3306 }],
	['nginx', nginx.nginx, { http: 80, https: 443 }],
	['sshd', ssh.sshd, { ssh: 22 }],
];

const daemons = await Promise.all(
	usualPorts.map(async ([name, { recipe }, usual]) => ({ usual, ...(await startDaemon(name, recipe)) })),
);
const doors = await Promise.all(
	daemons.flatMap(({ usual, ports }) => Object.entries(usual).map(([name, port]) => openDoor(port, ports[name] ?? 0))),
);

try {
	await onTerminal(['localhost'], drawCheck);
} finally {
	for (const door of doors) {
		door?.close();
	}
	await Promise.all(daemons.map((daemon) => daemon.stop()));
}

async function drawCheck(screen: Screen): Promise<void> {
	await endOfScan(screen);
	await stillness(screen);
	await draw(screen, 'results');

	screen.press('enter');
	await screen.contains('Why it matters');
	screen.press('tab');
	await screen.contains(/nftables/);
	await stillness(screen);
	await draw(screen, 'detail');
}

async function draw(screen: Screen, name: string): Promise<void> {
	await writeFile(new URL(`${name}.svg`, import.meta.url), drawScreen(screen.terminal, 'doorcheck localhost'));
}

/** Waits until nothing was written for a while: identification has ended, and notices are gone. */
async function stillness(screen: Screen): Promise<void> {
	for (let bytes = -1; bytes !== screen.bytes(); ) {
		bytes = screen.bytes();
		await setTimeout(3000);
	}
}

/** Makes the daemon on `port` reachable on its usual port too; null where that is taken: what is there is drawn then. */
async function openDoor(usual: number, port: number): Promise<Server | null> {
	const server = createServer((outside) => {
		const inside = connect(port, '127.0.0.1');
		outside.on('error', () => inside.destroy()).pipe(inside);
		inside.on('error', () => outside.destroy()).pipe(outside);
	});
	return new Promise((resolve) => {
		server.once('error', () => resolve(null)).listen(usual, '127.0.0.1', () => resolve(server));
	});
}
