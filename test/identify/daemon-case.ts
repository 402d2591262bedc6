import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '../../source/model.ts';

/** Real servers to identify, by name: the files in `daemons/` have one of these as their default export. */
export type DaemonCases = Readonly<Record<string, DaemonCase>>;

/** A real server, and what must be said about each of its doors. */
export interface DaemonCase {
	readonly recipe: Recipe;
	readonly doors: readonly Expectation[];
}

/** Where a daemon's port is usually found, what should be said about it, and what that may take. */
export type Expectation = TcpExpectation | UdpExpectation;

interface Expected {
	/** Name of the daemon's port. */
	readonly door: string;
	readonly usualPort: number;
	/** Fields that must be as they are here; those that are undefined must be absent. */
	readonly identity: { readonly [Field in keyof Identity]?: Identity[Field] | undefined };
	readonly evidence?: RegExp;
	/** The daemon's own version is what should be told. */
	readonly tellsVersion?: boolean;
}

export interface TcpExpectation extends Expected {
	readonly protocol?: 'tcp';
	/** `elsewhere`: on a port that suggests nothing; left out where it can't be known there. */
	readonly connections: { readonly usual: number; readonly elsewhere?: number };
	/** What is asked on request only. */
	readonly ask?: readonly string[];
	/** It speaks TLS; left out where its service says so. */
	readonly secure?: boolean;
}

export interface UdpExpectation extends Expected {
	readonly protocol: 'udp';
	readonly requests: number;
}

export const once = { usual: 1, elsewhere: 1 };

/** How a daemon is configured and started. */
export interface Recipe {
	/** Absolute paths of what must be installed. */
	readonly needs: readonly string[];
	readonly needsRoot?: boolean;
	readonly ports: readonly string[];
	/** Those of them that are listened on over UDP, and not over TCP. */
	readonly udpPorts?: readonly string[];
	/** Command line whose output states the version, and where in it. */
	readonly version?: readonly [command: string, args: readonly string[], pattern: RegExp];
	/** Writes the configuration and says what to start, in order. */
	prepare(place: Place): Promise<readonly Launch[]>;
}

/** Where a daemon's recipe may write, and what it gets to listen on (on 127.0.0.1). */
export interface Place {
	readonly directory: string;
	readonly ports: Readonly<Record<string, number>>;
}

/** One process to start, in the foreground. */
export interface Launch {
	readonly command: string;
	readonly args: readonly string[];
	/** Run as this user instead of root. */
	readonly user?: string;
	/** Beside what every daemon gets. */
	readonly env?: Readonly<Record<string, string>>;
	/** A file that appears when it is ready, or what it then says; without them, its ports being listened on. */
	readonly readyFile?: string;
	readonly readyOutput?: RegExp;
}

/** Started beside a daemon that listens before it serves: ready once it answers the request with what grep looks for. */
export function untilAnswered(port: number, request: string, pattern: string, directory: string): Launch {
	const script = `
		until exec 3<>/dev/tcp/127.0.0.1/$0 && printf "$1" >&3 && timeout 5 grep -q "$2" <&3; do sleep 0.05; done
		touch "$3"
		exec sleep infinity`;
	const readyFile = join(directory, 'answers');
	return { command: '/bin/bash', args: ['-c', script, String(port), request, pattern, readyFile], readyFile };
}

/** The name in the certificate of those that speak TLS; it is self-signed and valid for 61 days. */
export const certificateName = 'doorcheck.test';

/** Runs a command to its end; what it prints to standard error is in the error that it fails with. */
export function run(command: string, ...args: readonly string[]): void {
	execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Writes `certificate.pem` and `key.pem`. */
export function makeCertificate(directory: string, name = certificateName, days = 61): void {
	run(
		...(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const),
		...['-keyout', join(directory, 'key.pem'), '-out', join(directory, 'certificate.pem')],
		...['-subj', `/O=Doorcheck tests/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`],
		...['-days', String(days)],
	);
}

/** Writes a file of lines; gives its path. */
export async function write(directory: string, name: string, lines: readonly string[]): Promise<string> {
	const file = join(directory, name);
	await writeFile(file, `${lines.join('\n')}\n`);
	return file;
}
