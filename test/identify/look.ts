import { connect } from 'node:net';
import { identify } from '../../source/identify/identify.ts';
import type { Identity } from '../../source/model.ts';
import type { Daemon } from './daemon.ts';
import { certificateName, type Expectation } from './daemon-case.ts';
import { type ScriptedServer, startServer } from './scripted-server.ts';
import { relayDatagrams, startUdpServer } from './scripted-udp-server.ts';

/** What a look at a daemon's door gave, and what it took. */
export interface Look {
	readonly found: Identity | undefined;
	readonly ms: number;
	/** Connections that reached the daemon, or different questions over UDP. */
	readonly exchanges: number;
}

/** Identifies a daemon through a relay that listens on `port`, on one that suggests nothing without it, and counts. */
export function lookAt(daemon: Daemon, expected: Expectation, port?: number): Promise<Look> {
	return expected.protocol === 'udp' ? lookOverUdp(daemon, expected) : lookOverTcp(daemon, expected, port);
}

/** How what was found differs from what is expected, in words; nothing where all is right. */
export function faultsOf(
	found: Identity,
	{ identity, evidence, tellsVersion }: Expectation,
	daemon: Daemon,
): readonly string[] {
	const version = tellsVersion ? [['version', daemon.version] as const] : [];
	const fields = [...Object.entries(identity), ...version].flatMap(([field, expected]) => {
		const is = found[field as keyof Identity];
		return is === expected ? [] : [`${field} is ${is}, not ${expected}`];
	});
	const quoted = !evidence || found.evidence.some((line) => evidence.test(line));
	return quoted ? fields : [...fields, `no evidence like ${evidence}: ${found.evidence.join('\n')}`];
}

async function lookOverTcp(
	daemon: Daemon,
	{ door, ask = [] }: Extract<Expectation, { protocol?: 'tcp' }>,
	listenOn: number | undefined,
): Promise<Look> {
	await daemon.ready();
	const relay = await relayTo(daemon.ports[door] ?? 0, listenOn);
	try {
		const start = performance.now();
		const { address, port } = relay;
		const found = await identify({ address, family: 4, port, serverName: certificateName, ask });
		return { found, ms: performance.now() - start, exchanges: relay.connections() };
	} finally {
		await relay.close();
	}
}

async function lookOverUdp(daemon: Daemon, { door, usualPort }: Expectation): Promise<Look> {
	const upstream = { port: daemon.ports[door] ?? 0, address: '127.0.0.1' };
	const relay = await startUdpServer(usualPort, relayDatagrams(upstream));
	try {
		const start = performance.now();
		const found = await identify({ address: relay.address, family: 4, port: usualPort, protocol: 'udp' });
		return { found, ms: performance.now() - start, exchanges: relay.questions() };
	} finally {
		await relay.close();
	}
}

function relayTo(port: number, listenOn: number | undefined): Promise<ScriptedServer> {
	return startServer(
		(socket) => {
			const upstream = connect(port, '127.0.0.1');
			upstream.on('error', () => socket.destroy());
			socket.on('close', () => upstream.destroy());
			socket.pipe(upstream).pipe(socket);
		},
		listenOn === undefined ? {} : { port: listenOn },
	);
}
