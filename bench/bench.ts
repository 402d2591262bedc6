/**
 * Measures doorcheck as it is built, nmap and others beside it where they are on the PATH: `npm run bench`, or some of it,
 * `npm run bench -- lab --only policer --runs 1`. Prints tables in Markdown; a run of everything also leaves them in
 * results.md. Scans this machine's loopback and, as root, the networks of lab/, which are inside this machine.
 */
import { writeFile } from 'node:fs/promises';
import { commandLine } from './command.ts';
import { control } from './control.ts';
import { doors } from './doors.ts';
import { heading } from './heading.ts';
import { hosts } from './hosts.ts';
import { identificationHeadings, identifications } from './identification.ts';
import { lab } from './lab/measure.ts';
import { InterruptedError, openPorts } from './lab/network.ts';
import { latency } from './latency.ts';
import { loopback } from './loopback.ts';
import type { Extent, Measurement, Row } from './measurement.ts';
import { memory } from './memory.ts';
import { remarks, type ScanMeasurement, scanCells, scanHeadings } from './scan-row.ts';
import { atDefault, atMaximum, calledAs, installed, masscan, naabu, nmap, rustscan, type Scanner } from './scanners.ts';
import { startup } from './startup.ts';
import { traffic } from './traffic.ts';

const scans: Readonly<Record<string, ScanMeasurement>> = { loopback, lab };
const ofProgram: Readonly<Record<string, Measurement>> = { startup, latency, control, traffic, memory, doors, hosts };
const all = [...Object.keys(scans), ...Object.keys(ofProgram), 'identification'];

const usage = `usage: npm run bench -- [${all.join('] [')}] [options]
  --runs N            scans of each kind (3)
  --only TEXT         of the scans, those whose network or ports contain it: drop, 65,535, policer
  --no-nmap           doorcheck alone, without nmap and the others
  --time-limit S      end a scan that takes longer (300)
`;

const { values, positionals } = commandLine(usage, {
	allowPositionals: true,
	options: {
		runs: { type: 'string', default: '3' },
		only: { type: 'string' },
		'no-nmap': { type: 'boolean', default: false },
		'time-limit': { type: 'string', default: '300' },
	},
});
const runs = Number(values.runs);
const timeLimitMs = Number(values['time-limit']) * 1000;
const names = positionals.length > 0 ? positionals : values.only === undefined ? all : Object.keys(scans);
const printed: string[] = [];
let isWhole = true;

if (names.some((name) => !all.includes(name)) || !Number.isInteger(runs) || runs < 1 || !(timeLimitMs > 0)) {
	process.stderr.write(usage);
	process.exitCode = 2;
} else {
	try {
		await bench({
			runs,
			others: !values['no-nmap'],
			timeLimitMs,
			...(values.only !== undefined && { only: values.only }),
		});
	} catch (error) {
		if (!(error instanceof InterruptedError)) throw error;
		process.exitCode = 130;
	}
}

async function bench(extent: Extent): Promise<void> {
	const known = [nmap, masscan, rustscan, naabu];
	const others = extent.others ? await installed(known) : [];
	const missing = known.filter((scanner) => !others.includes(scanner));
	print(...(await heading(others, missing)));

	const doScans = names.filter((name) => name in scans);
	if (doScans.length > 0) {
		await printScans(doScans, extent, others);
	}
	const measurements = names.filter((name) => name in ofProgram);
	if (measurements.length > 0) {
		await printProgram(measurements);
	}
	if (names.includes('identification')) {
		await printIdentification();
	}
	await keep(extent);
}

async function printScans(names: readonly string[], extent: Extent, others: readonly Scanner[]): Promise<void> {
	const further = others.filter((scanner) => scanner !== nmap).map(({ name }) => name);
	const notes: string[] = [];
	let rows = 0;
	print('', '## Scans', '', ...explanation(extent), '', ...tableHead(scanHeadings(further)));
	for (const name of names) {
		try {
			for await (const row of scans[name]?.(extent, others) ?? []) {
				print(tableRow(scanCells(row, further)));
				rows += 1;
				notes.push(...remarks(row));
			}
		} catch (error) {
			if (error instanceof InterruptedError) throw error;
			notes.push(`${name} was not measured: ${messageOf(error)}`);
			isWhole = false;
		}
	}
	if (rows === 0 && notes.length === 0) {
		notes.push('no such network, or ports');
	}
	if (notes.length > 0) {
		process.exitCode = 1;
		print('', ...notes.map((note) => `- ${note}`));
	}
	print('', ...[atMaximum, atDefault, ...others].map((scanner) => `- ${scanner.name}: \`${calledAs(scanner)}\``));
}

function explanation({ runs }: Extent): readonly string[] {
	const times = runs === 1 ? '1 run' : `${runs} runs, by turns`;
	return [
		`Times are those of whole commands: the median (fastest–slowest) of ${times}.`,
		'What took more than a minute and no goal needs was run once. After the times: open ports missed / ports with a false',
		'state, run by run where not all are 0.',
		`The target of the lab has ${openPorts.length} open ports; 1,000 ports are the same list for all, with those in it.`,
	];
}

async function printProgram(names: readonly string[]): Promise<void> {
	print('', '## The program', '', ...tableHead(['measured', 'doorcheck', 'goal', 'met', 'how']));
	for (const name of names) {
		for (const { what, doorcheck, goal, note } of await rowsOf(name)) {
			print(tableRow([what, doorcheck, goal?.text ?? '', goal === undefined ? '' : goal.met ? 'yes' : 'no', note]));
		}
	}
}

async function printIdentification(): Promise<void> {
	print('', '## Identification', '', ...tableHead(identificationHeadings));
	for await (const row of identifications()) {
		print(tableRow(row));
	}
}

/** A measurement that fails says so in the table and leaves the others to be made. */
async function rowsOf(name: string): Promise<readonly Row[]> {
	try {
		return (await ofProgram[name]?.()) ?? [];
	} catch (error) {
		process.exitCode = 1;
		isWhole = false;
		return [{ what: name, doorcheck: 'not measured', note: messageOf(error) }];
	}
}

/** Leaves in results.md what everything was measured for, and often enough; less would pass for more there. */
async function keep({ runs, others, only }: Extent): Promise<void> {
	const isAll = all.every((name) => names.includes(name)) && only === undefined && others && runs >= 3;
	if (isAll && isWhole) {
		await writeFile(new URL('results.md', import.meta.url), ['# Results', '', ...printed, ''].join('\n'));
	} else {
		const reason = isAll
			? 'not everything could be measured'
			: 'only a run of everything, three times or more, goes there';
		process.stderr.write(`bench/results.md was left as it was: ${reason}\n`);
	}
}

function print(...lines: readonly string[]): void {
	printed.push(...lines);
	process.stdout.write(`${lines.join('\n')}\n`);
}

function tableHead(headings: readonly string[]): readonly string[] {
	return [tableRow(headings), tableRow(headings.map(() => '---'))];
}

function tableRow(cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
