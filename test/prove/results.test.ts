import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pageOf } from '../../prove/page.ts';
import { proofsOf } from '../../prove/proofs-file.ts';
import { recipes } from '../../prove/recipes.ts';
import { readResults, ways } from '../../prove/results.ts';
import { serviceById } from '../../source/knowledge/catalogue.ts';
import { isOnMachine, platformFirewalls } from '../../source/knowledge/firewall.ts';
import { proofs } from '../../source/knowledge/proofs.ts';

test('what users are told and what the page says is what the runs left, and nothing else', async () => {
	const results = await readResults();
	assert.deepEqual(proofs, proofsOf(results));
	assert.equal(readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8'), pageOf(results));
});

test('nothing is proven that was not seen open before, and shut over both families after', async () => {
	for (const { outcome, sightings, service, way } of await readResults()) {
		if (outcome !== 'proven') continue;
		const outside = sightings.filter(({ from }) => from === 'outside');
		const [before, ...later] = outside;
		assert.ok(before?.moment === 'before' && later.length >= 2, `${service}, ${way}`);
		assert.ok(Object.values(before.states).every(([ipv4]) => ipv4 === 'open'));
		for (const { moment, states } of later) {
			if (moment === 'taken back') continue;
			for (const [door, families] of Object.entries(states)) {
				for (const state of families) {
					assert.match(state, /^(closed|filtered|open\|filtered)$/, `${service}, ${way}, ${moment}, ${door}`);
				}
			}
		}
		assert.ok(
			later.some(({ moment }) => moment.endsWith('after a restart')),
			`${service}, ${way}: after a restart`,
		);
	}
});

test('recipes are for doors of services that the catalogue has, each once, and try every firewall of Debian', () => {
	const seen = new Set<string>();
	for (const { service, package: name, doors, packages } of recipes) {
		const known = serviceById(service);
		assert.ok(known, service);
		for (const { port, protocol } of doors) {
			assert.ok(
				[...known.doors, ...(known.alsoAt ?? [])].some((door) => door.port === port && door.protocol === protocol),
				`${service} on ${port}/${protocol}`,
			);
		}
		assert.ok(packages.length > 0 && doors.length > 0);
		assert.ok(!seen.has(`${service} ${name}`), `${service} ${name}`);
		seen.add(`${service} ${name}`);
	}
	for (const firewall of platformFirewalls('debian').filter((id) => isOnMachine(id) && id !== 'docker-user')) {
		assert.ok(ways.includes(`firewall ${firewall}`) && ways.includes(`allow ${firewall}`), firewall);
	}
});
