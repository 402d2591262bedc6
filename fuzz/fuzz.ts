/** Gives everything that reads what servers send hostile input: recorded conversations, mutated. */
import pLimit from 'p-limit';
import { commandLine } from '../bench/command.ts';
import { tryInput } from './input.ts';
import { readSeeds } from './seeds.ts';

const usage = `usage: npm run fuzz -- [options]
  --minutes N   how long (1)
  --seed N      one input alone: what failed is printed with its seed
`;
const { values } = commandLine(usage, {
	options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
});
const minutes = numberFrom(values.minutes);
const seeds = await readSeeds();
let failures = 0;

process.on('uncaughtException', (error) => fail('of an earlier input', error));
process.on('unhandledRejection', (error) => fail('of an earlier input', error));

if (values.seed !== undefined) {
	await tryInput(seeds, numberFrom(values.seed)).then(
		() => process.stdout.write('nothing failed\n'),
		(error: unknown) => fail(`seed ${values.seed}`, error),
	);
} else {
	const until = Date.now() + minutes * 60_000;
	const first = Date.now() % 2 ** 31;
	let tried = 0;
	const atOnce = pLimit(16);
	while (Date.now() < until && failures < 20) {
		const batch = Array.from({ length: 400 }, () => first + tried++);
		await atOnce.map(batch, (seed) => tryInput(seeds, seed).catch((error: unknown) => fail(`seed ${seed}`, error)));
	}
	const from = `${seeds.tcp.length + seeds.udp.length} recorded conversations`;
	process.stdout.write(`${tried.toLocaleString('en-US')} inputs from ${from}, ${failures} failures\n`);
}
process.exitCode = failures > 0 ? 1 : 0;

function numberFrom(text: string): number {
	const number = Number(text);
	if (!(number >= 0)) throw new Error(`${text} is no number`);
	return number;
}

function fail(which: string, error: unknown): void {
	failures++;
	process.stdout.write(`${which}: ${error instanceof Error ? error.stack : error}\n`);
}
