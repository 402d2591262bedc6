import type { Report } from '../source/model.ts';
import { isInstalled, output } from './command.ts';
import { client } from './lab/network.ts';
import { program } from './program.ts';

/** What a scanner said about one address. */
export interface Reading {
	readonly open: readonly number[];
	/** How many ports it called closed, filtered or undecided; null where it doesn't tell. */
	readonly closed: number | null;
	readonly filtered: number | null;
	readonly undecided: number | null;
}

/** A program that looks for open ports. */
export interface Scanner {
	/** Its name in the table. */
	readonly name: string;
	readonly command: string;
	/** Arguments for a scan of the ports (numbers and ranges with commas) of a host. */
	readonly args: (host: string, ports: string) => readonly string[];
	readonly read: (output: string) => Reading;
}

const doorcheckArgs = (host: string, ports: string) => [
	program,
	host,
	'-p',
	ports,
	'--no-identify',
	'--format',
	'json',
];

/** doorcheck as fast as the network and this machine allow. */
export const atMaximum: Scanner = {
	name: 'doorcheck --rate max',
	command: process.execPath,
	args: (host, ports) => [...doorcheckArgs(host, ports), '--rate', 'max'],
	read: readReport,
};

/** doorcheck at the gentle rate that it has by default. */
export const atDefault: Scanner = {
	name: 'doorcheck',
	command: process.execPath,
	args: doorcheckArgs,
	read: readReport,
};

export const nmap: Scanner = {
	name: 'nmap',
	command: 'nmap',
	args: (host, ports) => ['-sT', '-T4', '-n', '-Pn', '-p', ports, '-oX', '-', host],
	read: readNmap,
};

/** Sends packets of its own through the device `link`; it asks each port once, at the rate it is told. */
export const masscan: Scanner = {
	name: 'masscan',
	command: 'masscan',
	args: (host, ports) => [
		...[host, '-p', ports, '--rate', '10000', '--wait', '2', '-oL', '-'],
		...['--adapter', 'link', '--adapter-ip', client.ipv4, '--source-port', '61000'],
	],
	read: (text) => onlyOpen(text, /^open tcp (\d+) /gm),
};

export const rustscan: Scanner = {
	name: 'rustscan',
	command: 'rustscan',
	args: (host, ports) => ['--no-config', '--greppable', '--ulimit', '65535', ...portsOfRustscan(ports), '-a', host],
	read: (text) => onlyOpen(/\[([\d,]*)\]/.exec(text)?.[1] ?? '', /(\d+)/g),
};

export const naabu: Scanner = {
	name: 'naabu',
	command: 'naabu',
	args: (host, ports) => ['-silent', '-disable-update-check', '-Pn', '-s', 'c', '-p', ports, '-host', host],
	read: (text) => onlyOpen(text, /:(\d+)$/gm),
};

/** How the scanner is called, as a reader can repeat it. */
export function calledAs({ command, args }: Scanner): string {
	return [command, ...args('HOST', 'PORTS')].join(' ').replace(`${process.execPath} ${program}`, 'doorcheck');
}

/** Those that are on the PATH. */
export async function installed(scanners: readonly Scanner[]): Promise<readonly Scanner[]> {
	const there = await Promise.all(scanners.map(({ command }) => isInstalled(command)));
	return scanners.filter((_, index) => there[index]);
}

/** `nmap 7.93`. */
export async function versionOf({ name, command }: Scanner): Promise<string> {
	const flag = name === 'naabu' ? '-version' : '--version';
	const text = await output('sh', ['-c', `${command} ${flag} 2>&1 || true`]);
	return `${name} ${/\d+(?:\.\d+)+/.exec(text)?.[0] ?? 'of unknown version'}`;
}

function readReport(text: string): Reading {
	const report: Report = JSON.parse(text);
	const [host] = report.hosts;
	const [address] = host?.addresses ?? [];
	if (host === undefined || address === undefined || !report.complete) {
		throw new Error('doorcheck did not check the host to its end');
	}
	const open = host.findings.filter(({ state, protocol }) => state === 'open' && protocol === 'tcp');
	return { ...address.counts, open: open.map(({ port }) => port) };
}

/** Ports are listed one by one, but for the states that most of them have. */
function readNmap(text: string): Reading {
	const ports = [...text.matchAll(/<port protocol="tcp" portid="(\d+)"><state state="([^"]+)"/g)];
	const extra = [...text.matchAll(/<extraports state="([^"]+)" count="(\d+)"/g)];
	const count = (wanted: string) =>
		ports.filter(([, , state]) => state === wanted).length +
		extra.filter(([, state]) => state === wanted).reduce((sum, [, , figure]) => sum + Number(figure), 0);
	return {
		open: ports.filter(([, , state]) => state === 'open').map(([, port]) => Number(port)),
		closed: count('closed'),
		filtered: count('filtered'),
		undecided: null,
	};
}

function onlyOpen(text: string, port: RegExp): Reading {
	const open = [...text.matchAll(port)].map(([, number]) => Number(number));
	return { open, closed: null, filtered: null, undecided: null };
}

/** It takes one range, or numbers. */
function portsOfRustscan(ports: string): readonly string[] {
	if (/^\d+-\d+$/.test(ports)) {
		return ['-r', ports];
	}
	const numbers = ports.split(',').flatMap((part) => {
		const [first = 0, last = first] = part.split('-').map(Number);
		return Array.from({ length: last - first + 1 }, (_, index) => first + index);
	});
	return ['-p', numbers.join(',')];
}
