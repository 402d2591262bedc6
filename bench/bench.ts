/**
 * Measures doorcheck as it is built and prints a table: `npm run bench`, or some of it, `npm run bench -- startup
 * latency --runs 20`. Reaches 127.0.0.1 only.
 */
import { cpus, release, type } from 'node:os';
import { parseArgs } from 'node:util';
import { latency } from './latency.ts';
import type { Measurement, Row } from './measurement.ts';
import { memory } from './memory.ts';
import { againstNmap } from './nmap.ts';
import { startup } from './startup.ts';
import { traffic } from './traffic.ts';

const measurements: Readonly<Record<string, Measurement>> = { nmap: againstNmap, startup, latency, traffic, memory };

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { runs: { type: 'string', default: '5' } },
});
const runs = Number(values.runs);
const names = positionals.length > 0 ? positionals : Object.keys(measurements);
const unknown = names.filter((name) => measurements[name] === undefined);

if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
	process.stderr.write(`usage: npm run bench -- [${Object.keys(measurements).join('] [')}] [--runs N]\n`);
	process.exitCode = 2;
} else {
	process.stdout.write(`${heading()}\n\n${tableRow('measured', 'doorcheck', 'nmap', 'nmap ÷ doorcheck', 'how')}\n`);
	process.stdout.write(`${tableRow('---', '---', '---', '---', '---')}\n`);
	for (const name of names) {
		for (const row of await rowsOf(name)) {
			const { what, doorcheck, other = '', ratio, note } = row;
			process.stdout.write(`${tableRow(what, doorcheck, other, ratio?.toFixed(2) ?? '', note)}\n`);
		}
	}
}

/** A measurement that fails says so in the table and leaves the others to be made. */
async function rowsOf(name: string): Promise<readonly Row[]> {
	try {
		return (await measurements[name]?.({ runs })) ?? [];
	} catch (error) {
		process.exitCode = 1;
		process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
		return [{ what: name, doorcheck: 'not measured', note: 'it failed; standard error says how' }];
	}
}

function heading(): string {
	const { length, 0: first } = cpus();
	return `${new Date().toISOString().slice(0, 10)}, ${length} × ${first?.model ?? 'unknown processor'}, ${type()} ${release()}, Node ${process.version}`;
}

function tableRow(...cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
