import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { UsageError } from '../errors.ts';
import type { Target } from '../model.ts';
import { parseEndpoint } from './endpoint.ts';
import { addressesOf, type Network, parseNetwork, parseRange, rangePattern } from './network.ts';
import { quote } from './quote.ts';

/** What one word of the command line, or one line of a file, asks for. */
export type TargetSpec =
	| { readonly kind: 'host'; readonly target: Target }
	| { readonly kind: 'network'; readonly network: Network }
	/** A list of targets, one a line. */
	| { readonly kind: 'file'; readonly path: string }
	| { readonly kind: 'stdin' };

/** What `expandTargets` needs from outside. */
export interface ExpandOptions {
	/** Asks whether to go on with a large network; absent where nobody can be asked. */
	readonly confirm?: (question: string) => Promise<boolean>;
	/** Where the target `-` is read from (standard input). */
	readonly stdin?: NodeJS.ReadableStream;
}

/** A network of more addresses than this is checked only when the user says so. */
const unasked = 4096;

/** One check takes no more targets than this. */
const most = 1_048_576;

/**
 * Reads one target as users write it: host name, IPv4, IPv6 with or without brackets, `host:port`, URL, CIDR
 * network, last-octet range, `@file`, or `-` for standard input. Looks nothing up and opens nothing.
 *
 * @throws {UsageError} when it is none of these.
 */
export function parseTarget(text: string): TargetSpec {
	const trimmed = text.trim();
	if (trimmed === '') {
		throw new UsageError('a target is empty: name a host, an address or a network');
	}
	if (trimmed === '-') {
		return { kind: 'stdin' };
	}
	if (trimmed === '@') {
		throw new UsageError('@ needs the name of a file with targets, like @hosts.txt');
	}
	if (trimmed.startsWith('@')) {
		return { kind: 'file', path: trimmed.slice(1) };
	}
	if (rangePattern.test(trimmed)) {
		return { kind: 'network', network: parseRange(trimmed) };
	}
	if (trimmed.includes('/') && !trimmed.includes('://')) {
		return { kind: 'network', network: parseNetwork(trimmed) };
	}
	return { kind: 'host', target: parseEndpoint(trimmed) };
}

/**
 * All targets that were asked for, in that order and each once (same host, same port). A target that comes from a
 * network or a range is the address itself.
 *
 * @throws {UsageError} when a list can't be read or has a wrong line, or a network is too large.
 */
export async function expandTargets(specs: readonly TargetSpec[], options: ExpandOptions = {}): Promise<Target[]> {
	const targets = new Map<string, Target>();

	for (const spec of await readLists(specs, options.stdin ?? process.stdin)) {
		for (const target of spec.kind === 'host' ? [spec.target] : await networkTargets(spec.network, options.confirm)) {
			const key = `${target.host} ${target.port ?? ''}`;
			if (!targets.has(key)) {
				targets.set(key, target);
			}
		}
		if (targets.size > most) {
			throw new UsageError(`more than ${figure(most)} targets: check them in several runs`);
		}
	}
	return [...targets.values()];
}

async function networkTargets(network: Network, confirm: ExpandOptions['confirm']): Promise<Iterable<Target>> {
	const name = quote(network.text);
	const part = network.first.length === 4 ? '/20' : '/116';

	if (network.size > most) {
		throw new UsageError(
			`${name} has more than ${figure(most)} addresses: split it into smaller networks, like ${part}`,
		);
	}
	if (network.size > unasked) {
		const fact = `${name} has ${figure(network.size)} addresses`;
		if (confirm === undefined) {
			throw new UsageError(
				`${fact}: more than ${figure(unasked)} need your yes on the command line of a terminal; or split it into ${part}s`,
			);
		}
		if (!(await confirm(`${fact}. Check them all?`))) {
			throw new UsageError(`${fact}, which you declined to check: name a smaller network, like ${part}`);
		}
	}
	return Array.from(addressesOf(network), (host) => ({ target: host, host }));
}

type Leaf = Extract<TargetSpec, { readonly kind: 'host' | 'network' }>;

async function readLists(specs: readonly TargetSpec[], stdin: NodeJS.ReadableStream): Promise<Leaf[]> {
	const lists: (readonly Leaf[])[] = [];
	for (const spec of specs) {
		if (spec.kind === 'file') {
			lists.push(parseList(await readList(spec.path), quote(spec.path)));
		} else if (spec.kind === 'stdin') {
			lists.push(parseList(await readAll(stdin), 'standard input'));
		} else {
			lists.push([spec]);
		}
	}
	return lists.flat();
}

function parseList(content: string, name: string): Leaf[] {
	const leaves = content
		.replace(/^\uFEFF/, '')
		.split('\n')
		.map((line, index) => ({ text: line.replace(/(?:^|\s)#.*/, '').trim(), where: `${name}, line ${index + 1}` }))
		.filter(({ text }) => text !== '')
		.map(({ text, where }) => parseLine(text, where));

	if (leaves.length === 0) {
		throw new UsageError(`${name} names no target: write one a line`);
	}
	return leaves;
}

function parseLine(text: string, where: string): Leaf {
	let spec: TargetSpec;
	try {
		spec = parseTarget(text);
	} catch (error) {
		throw error instanceof UsageError ? new UsageError(`${where}: ${error.message}`) : error;
	}

	if (spec.kind === 'file' || spec.kind === 'stdin') {
		throw new UsageError(`${where}: a list can't name another list: write the targets themselves`);
	}
	return spec;
}

const fileErrors: Readonly<Record<string, string>> = {
	ENOENT: 'no such file',
	ENOTDIR: 'no such file',
	EACCES: 'permission denied',
	EISDIR: 'a directory',
};

async function readList(path: string): Promise<string> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		const { code = 'unreadable' } = error as NodeJS.ErrnoException;
		throw new UsageError(`can't read ${quote(path)} (${fileErrors[code] ?? code}): name a readable text file after @`);
	}
}

function figure(count: number): string {
	return count.toLocaleString('en-US');
}
