import { test } from 'node:test';
import { tryInput } from '../../fuzz/input.ts';
import { readSeeds } from '../../fuzz/seeds.ts';

const inputs = 2000;

test('hostile input to whatever reads what servers send does no harm', async () => {
	const seeds = await readSeeds();
	for (let seed = 1; seed <= inputs; seed++) await tryInput(seeds, seed);
});
