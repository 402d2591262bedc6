import { resolve } from 'node:path';
import meow from 'meow';
import { UsageError } from './errors.ts';
import { onRequest } from './identify/protocols.ts';
import * as catalogue from './knowledge/catalogue.ts';
import type { Choice } from './knowledge/choice.ts';
import { platforms } from './knowledge/entry.ts';
import { firewallIds, platformFirewalls } from './knowledge/firewall.ts';
import { udpNeverSend } from './knowledge/never-send.ts';
import type { Family, Protocol, Severity } from './model.ts';
import { type PortSelection, parseExcludedPorts, parsePorts } from './ports/parse.ts';
import { runbookFormatOf } from './report/runbook.ts';
import { mostAttempts } from './scan/confidence.ts';
import { quote } from './targets/quote.ts';
import { parseSource } from './targets/source-address.ts';

/** Formats of a report; `tui` is the screen. */
export const formats = ['tui', 'text', 'json', 'ndjson'] as const;
export type Format = (typeof formats)[number];

/** Formats in which the catalogue is told. */
export const catalogueFormats = ['text', 'json', 'markdown'] as const;
export type CatalogueFormat = (typeof catalogueFormats)[number];

/** What the command line asks for. */
export type Command =
	| { readonly kind: 'help'; readonly text: string }
	| { readonly kind: 'version' }
	| { readonly kind: 'catalogue'; readonly options: CatalogueCommand }
	| { readonly kind: 'check'; readonly options: CheckCommand };

export interface CatalogueCommand {
	/** A port, a service or a category; absent: everything. */
	readonly word?: string;
	/** What the instructions are for; absent: every system, each with its usual firewall. */
	readonly choice?: Choice;
	readonly format: CatalogueFormat;
	readonly output?: string;
	readonly look: LookOptions;
}

export interface LookOptions {
	readonly color: boolean;
	readonly ascii: boolean;
}

export interface CheckCommand {
	/** As typed; may be empty. */
	readonly targets: readonly string[];
	/** TCP ports; may be empty when there are UDP ports. */
	readonly ports: readonly number[];
	readonly udpPorts: readonly number[];
	/** TCP ports to leave alone. */
	readonly excludedPorts: readonly number[];
	/** Whether `--ports` was given, so that it holds for targets with a port of their own too. */
	readonly portsGiven: boolean;
	readonly families: readonly Family[];
	readonly rate: number | 'gentle' | 'max';
	/** Milliseconds. */
	readonly timeoutMs: number;
	readonly attempts?: number;
	readonly identify: boolean;
	/** Ids of protocols that are asked on request only. */
	readonly ask: readonly string[];
	/** Absent: the screen on a terminal, text otherwise. */
	readonly format?: Format;
	readonly output?: string;
	/** Where to write how to close what is found; its name ends in `.md` or `.sh`. */
	readonly runbook?: string;
	/** What the runbook is for; absent: what each finding suggests. */
	readonly choice?: Choice;
	readonly failOn?: Exclude<Severity, 'info'>;
	readonly look: LookOptions;
	readonly fps?: number;
}

const help = `
  Checks the open ports of a server: what is open, why it matters, how to
  close it.

  Usage
    $ doorcheck [target ...] [options]
    $ doorcheck catalogue [port | service | category]
                [--format text | json | markdown] [-o FILE]
                [--system NAME] [--firewall NAME] [--from ADDRESS]

  Targets
    Host name, IPv4 or IPv6 address, host:port, URL, network (192.0.2.0/28),
    range (192.0.2.1-20), @file (one a line, # for comments), - for standard
    input. Without a target, doorcheck asks for one.

  What to check
    -p, --ports LIST      common (the catalogue; default), all,
                          22,80,8000-8100, service ids (mysql), categories
                          (database), 53/udp; TCP if not said; combinable
                          with commas
    --exclude-ports LIST  leave these out
    -u, --udp             the catalogue's UDP ports too; of service ids and
                          categories, theirs
    -4, -6                one address family only (both)
    --no-identify         port states only: send nothing after connecting
    --ask LIST            ask for these too, which is left out because they
                          serve one client at a time: jdwp (Java debugger; a
                          program that waits for its debugger starts to run)

  How
    --rate N              at most N new attempts a second; max: only the
                          network's answers and this machine's limits slow it
                          (gentle: at most 1,000 half-open connections)
    --timeout MS          wait at most so long for an answer (adaptive, at
                          most 3000)
    --attempts N          ask a silent port at most so often (adaptive, 2 to
                          12)

  What to do with it
    --format FORMAT       tui (default on a terminal), text (default
                          otherwise), json, ndjson
    -o, --output FILE     write the report there; with the tui, as JSON when
                          it ends
    --runbook FILE        write there how to close what is found: FILE.md to
                          read, FILE.sh a shell script in which every command
                          is a comment
    --system NAME         the runbook, or the catalogue, for debian, rhel,
                          alpine, windows, macos, freebsd or docker (what the
                          banners tell; every system)
    --firewall NAME       for another firewall: ufw, iptables, firewalld, aws,
                          ... (the system's usual one)
    --from ADDRESS        the address or network that may come in, where one
                          may
    --fail-on LEVEL       exit 1 for an open port of low, medium, high or
                          critical severity and above

  The screen
    --no-color            no colours (NO_COLOR does the same)
    --ascii               ASCII characters only
    --fps N               at most N frames a second (15; 10 over SSH)

    --help, --version

  Exit codes
    0    done
    1    done, and --fail-on found something
    2    the command line or a file it names is wrong
    3    the check could not be done
    130  interrupted

  Examples
    $ doorcheck example.com
    $ doorcheck example.com -p all -4
    $ doorcheck @servers.txt --format json -o report.json --fail-on high
`;

const flags = {
	ports: { type: 'string', shortFlag: 'p', isMultiple: true },
	excludePorts: { type: 'string', isMultiple: true },
	udp: { type: 'boolean', shortFlag: 'u' },
	ipv4: { type: 'boolean', shortFlag: '4' },
	ipv6: { type: 'boolean', shortFlag: '6' },
	rate: { type: 'string' },
	timeout: { type: 'string' },
	attempts: { type: 'string' },
	identify: { type: 'boolean', default: true },
	ask: { type: 'string' },
	format: { type: 'string' },
	output: { type: 'string', shortFlag: 'o' },
	runbook: { type: 'string' },
	system: { type: 'string' },
	firewall: { type: 'string' },
	from: { type: 'string' },
	failOn: { type: 'string' },
	color: { type: 'boolean', default: true },
	ascii: { type: 'boolean', default: false },
	fps: { type: 'string' },
	help: { type: 'boolean', shortFlag: 'h' },
	version: { type: 'boolean', shortFlag: 'v' },
} as const;

/**
 * Reads the command line.
 *
 * @param argv without the program's own name
 * @throws {UsageError} when an option or its value is wrong. Targets are only read later.
 */
export function parseCommandLine(argv: readonly string[]): Command {
	const words = separated(argv);
	refuseMisread(words);
	const { input, flags: given } = read(words);
	refuseUnknown(given);
	if (given.help) return { kind: 'help', text: `${help.trimEnd().slice(1)}\n` };
	if (given.version) return { kind: 'version' };
	const look = { color: given.color !== false, ascii: given.ascii === true };
	if (input[0] === 'catalogue') return catalogueCommand(input.slice(1), given, look);
	return { kind: 'check', options: checkCommand(input, given, look) };
}

type Given = Readonly<Record<string, unknown>>;

function read(argv: readonly string[]): { input: readonly string[]; flags: Given } {
	try {
		return meow(help, {
			importMeta: import.meta,
			pkg: {},
			argv,
			flags,
			autoHelp: false,
			autoVersion: false,
			booleanDefault: undefined,
		});
	} catch (error) {
		const [option = 'an option'] = /--[\w-]+/.exec(String(error)) ?? [];
		throw new UsageError(`${option} is given twice: give it once`);
	}
}

/** Those that take no value, and those of them that are switched off by `--no-`. */
const switches: readonly string[] = Object.entries(flags).flatMap(([name, flag]) =>
	flag.type === 'boolean' ? [dashed(name), ...('shortFlag' in flag ? [`-${flag.shortFlag}`] : [])] : [],
);
const switchedOff: readonly string[] = ['--no-identify', '--no-color'];

/**
 * What the parser would take for something else: an option that can't be switched off, a value of one that takes none, a
 * list that is missing or is the next option.
 */
function refuseMisread(argv: readonly string[]): void {
	for (const [at, word] of argv.entries()) {
		if (word === '--') return;
		const [option = '', ...rest] = word.split('=');
		const value = rest.length > 0 ? rest.join('=') : undefined;
		if (option.startsWith('--no-') && !switchedOff.includes(option)) throw unknownOption(option);
		if (value !== undefined && [...switches, ...switchedOff].includes(option)) {
			throw new UsageError(`${option} takes no value: leave out =${value}`);
		}
		if (!['-p', '--ports', '--exclude-ports'].includes(option)) continue;
		if (value === '' || (value === undefined && argv[at + 1]?.startsWith('-') !== false)) {
			throw new UsageError(`${option} needs a list of ports, like 22,80,8000-8100`);
		}
	}
}

/** Words as the parser likes them: it takes `-4` for a number, and `-p22,80` for many options. */
function separated(argv: readonly string[]): readonly string[] {
	const end = argv.indexOf('--');
	const [words, rest] = end < 0 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
	return [...words.flatMap(shortOptions), ...rest];
}

/** The options in `-u4p53`, each by itself: `-p` and `-o` take what stands behind them. */
function shortOptions(word: string): readonly string[] {
	const [, together = '', option, value = ''] = /^-([46uhv]*)(?:([po])(=?.*))?$/s.exec(word) ?? [];
	const ways = Array.from(together, (letter) => (/\d/.test(letter) ? `--ipv${letter}` : `-${letter}`));
	if (option === undefined) return ways.length > 0 ? ways : [word];
	const long = option === 'p' ? '--ports' : '--output';
	return [...ways, value === '' ? `-${option}` : `${long}=${value.replace(/^=/, '')}`];
}

function refuseUnknown(given: Given): void {
	const unknown = Object.keys(given).find((name) => !(name in flags));
	if (unknown !== undefined) throw unknownOption(unknown.length === 1 ? `-${unknown}` : dashed(unknown));
}

function unknownOption(option: string): UsageError {
	return new UsageError(`unknown option ${option}: doorcheck --help lists the options`);
}

/** `--fail-on` for `failOn`. */
function dashed(name: string): string {
	return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function catalogueCommand(words: readonly string[], given: Given, look: LookOptions): Command {
	const [word, ...more] = words;
	if (more.length > 0) throw new UsageError('catalogue takes one port, service or category: name one at a time');
	const format = oneOf(given, 'format', catalogueFormats) ?? 'text';
	const output = text(given, 'output');
	const choice = choiceOf(given);
	const options = {
		...(word !== undefined && { word }),
		...(choice !== undefined && { choice }),
		format,
		...(output !== undefined && { output }),
		look,
	};
	return { kind: 'catalogue', options };
}

function checkCommand(targets: readonly string[], given: Given, look: LookOptions): CheckCommand {
	const attempts = numberIn(given, 'attempts', 1, mostAttempts);
	const fps = numberIn(given, 'fps', 1, 60);
	const format = oneOf(given, 'format', formats);
	const output = text(given, 'output');
	const runbook = runbookOf(given);
	const choice = choiceOf(given);
	if (choice !== undefined && runbook === undefined) {
		throw new UsageError('--system, --firewall and --from are for the runbook: name its file with --runbook');
	}
	const failOn = oneOf(given, 'fail-on', ['low', 'medium', 'high', 'critical']);
	const excluded = excludedPorts(given);
	const { tcp, udp } = portsOf(given, excluded);
	return {
		targets,
		ports: tcp,
		udpPorts: udp,
		excludedPorts: excluded.tcp,
		portsGiven: lists(given, 'ports').length > 0,
		families: familiesOf(given),
		rate: rateOf(given),
		timeoutMs: numberIn(given, 'timeout', 50, 60_000) ?? 3000,
		...(attempts !== undefined && { attempts }),
		identify: given.identify !== false,
		ask: askOf(given),
		...(format !== undefined && { format }),
		...(output !== undefined && { output }),
		...(runbook !== undefined && { runbook }),
		...(choice !== undefined && { choice }),
		...(failOn !== undefined && { failOn }),
		look,
		...(fps !== undefined && { fps }),
	};
}

function runbookOf(given: Given): string | undefined {
	const file = text(given, 'runbook');
	if (file !== undefined && runbookFormatOf(file) === undefined) {
		throw new UsageError(`--runbook ${quote(file)}: end the name in .md for Markdown, or in .sh for a shell script`);
	}
	const output = text(given, 'output');
	if (file !== undefined && output !== undefined && resolve(file) === resolve(output)) {
		throw new UsageError(`--output and --runbook both name ${quote(file)}: give each a file of its own`);
	}
	return file;
}

function choiceOf(given: Given): Choice | undefined {
	const platform = oneOf(given, 'system', platforms);
	const firewall = oneOf(given, 'firewall', firewallIds);
	const from = text(given, 'from');
	const offered = platform === undefined ? firewallIds : platformFirewalls(platform);
	if (firewall !== undefined && !offered.includes(firewall)) {
		throw new UsageError(`--firewall ${firewall}: for ${platform} there is ${offered.join(', ')}`);
	}
	return platform === undefined && firewall === undefined && from === undefined
		? undefined
		: { platform, firewall, from: from === undefined ? undefined : parseSource(from) };
}

function excludedPorts(given: Given): PortSelection {
	const selections = lists(given, 'exclude-ports').map((list) => parseExcludedPorts(list, catalogue));
	return { tcp: selections.flatMap(({ tcp }) => tcp), udp: selections.flatMap(({ udp }) => udp) };
}

function portsOf(given: Given, excluded: PortSelection): PortSelection {
	const included = lists(given, 'ports');
	const asked = parsePorts(included.length > 0 ? included.join(',') : 'common', catalogue, { udp: given.udp === true });
	const left = (protocol: Protocol) => {
		const without = new Set(excluded[protocol]);
		return asked[protocol].filter((port) => !without.has(port));
	};
	const [tcp, udp] = [left('tcp'), left('udp')];
	if (tcp.length + udp.length === 0) {
		throw new UsageError('no port is left to check: --exclude-ports takes away all of them');
	}
	if (tcp.length === 0 && udp.every((port) => udpNeverSend.has(port))) {
		throw new UsageError(
			`nothing is ever sent to ${udp.join('/udp, ')}/udp, where printers and control systems act on it: name other ports`,
		);
	}
	return { tcp, udp };
}

function familiesOf(given: Given): readonly Family[] {
	if (given.ipv4 && given.ipv6) throw new UsageError('-4 and -6 exclude each other: leave out both for both families');
	if (given.ipv4) return [4];
	return given.ipv6 ? [6] : [4, 6];
}

function askOf(given: Given): readonly string[] {
	const list = text(given, 'ask');
	if (list === undefined) return [];
	const ids = list.split(',').map((id) => id.trim());
	const unknown = ids.find((id) => !onRequest.includes(id));
	if (unknown !== undefined) throw new UsageError(`--ask ${unknown}: takes a list of ${onRequest.join(', ')}`);
	return ids;
}

function rateOf(given: Given): number | 'gentle' | 'max' {
	const rate = text(given, 'rate');
	if (rate === 'max' || rate === 'gentle') return rate;
	return numberIn(given, 'rate', 1, 1_000_000, ' or max') ?? 'gentle';
}

function numberIn(given: Given, option: string, least: number, most: number, or = ''): number | undefined {
	const value = text(given, option);
	if (value === undefined) return undefined;
	const number = Number(value);
	if (/^\d+$/.test(value) && number >= least && number <= most) return number;
	throw new UsageError(`--${option} ${value}: takes a whole number from ${least} to ${most}${or}`);
}

function oneOf<Word extends string>(given: Given, option: string, words: readonly Word[]): Word | undefined {
	const value = text(given, option);
	if (value === undefined) return undefined;
	const word = words.find((known) => known === value);
	if (word === undefined) throw new UsageError(`--${option} ${value}: takes one of ${words.join(', ')}`);
	return word;
}

function text(given: Given, option: string): string | undefined {
	const value = given[camelCased(option)];
	if (value === undefined) return undefined;
	if (Array.isArray(value)) throw new UsageError(`--${option} is given twice: give it once`);
	if (value === '' || value === true) throw new UsageError(`--${option} needs a value: doorcheck --help tells which`);
	return String(value);
}

function lists(given: Given, option: string): readonly string[] {
	return (given[camelCased(option)] ?? []) as readonly string[];
}

function camelCased(option: string): string {
	return option.replace(/-[a-z]/g, (pair) => pair.slice(1).toUpperCase());
}
