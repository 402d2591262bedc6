import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonPorts, doorAt, serviceById, services } from '../../source/knowledge/catalogue.ts';
import {
	type Edit,
	type Pitfall,
	platforms,
	replacedBy,
	type ServiceEntry,
	type Step,
} from '../../source/knowledge/entry.ts';
import { documentation } from '../../source/knowledge/standing.ts';
import { categories, type Protocol, severities } from '../../source/model.ts';

/** The ports the catalogue must speak about: 219 of TCP, 33 of UDP. */
const expectedPorts: Readonly<Record<Protocol, string>> = {
	tcp: `
		7 13 17 19 21 22 23 24 25 37 43 53 79 80 81 88 102 104 110 111 113 119 135 139 143 179 389 427 443 445 465
		502 512 513 514 515 523 548 554 563 587 623 631 636 873 902 990 993 995 1080 1099 1194 1414 1433 1521 1527
		1720 1723 1801 1883 1911 2000 2049 2082 2083 2086 2087 2095 2096 2121 2181 2222 2323 2375 2376 2377 2379 2380
		2404 2483 3000 3050 3128 3260 3268 3269 3283 3306 3310 3389 3478 3632 3690 4190 4222 4369 4444 4505 4506 4730
		4786 4840 4848 4899 5000 5001 5005 5060 5061 5222 5432 5433 5555 5601 5631 5666 5671 5672 5683 5800 5900 5901
		5938 5984 5985 5986 6000 6001 6080 6333 6379 6380 6443 6667 7000 7001 7077 7199 7474 7547 7687 7860 8000 8006
		8009 8020 8080 8081 8083 8086 8088 8090 8091 8123 8161 8188 8200 8222 8265 8291 8443 8500 8529 8545 8728 8880
		8883 8888 8983 9000 9001 9042 9051 9090 9091 9092 9100 9200 9229 9300 9418 9443 9600 9870 10000 10050 10051
		10250 10255 10257 10259 11211 11300 11434 15672 15692 16379 16992 19530 20000 25565 25672 26257 27015 27017
		27018 27019 28015 28017 32400 33060 44818 47808 49152 50000 50070 61613 61616 64738
	`,
	udp: `
		17 19 53 67 69 88 111 123 137 161 177 389 427 443 500 520 623 631 1194 1434 1900 3389 3478 3702 4500 5060 5351 5353
		5683 10001 11211 47808 51820
	`,
};

test('the catalogue speaks about exactly the 252 doors it promises, each once', () => {
	for (const protocol of ['tcp', 'udp'] as const) {
		const promised = expectedPorts[protocol].trim().split(/\s+/).map(Number);
		const found = services
			.flatMap((service) => service.doors)
			.filter((door) => door.protocol === protocol)
			.map((door) => door.port)
			.sort((a, b) => a - b);
		assert.equal(promised.length, protocol === 'tcp' ? 219 : 33);
		assert.deepEqual(found, promised);
	}
});

test('service ids are unique, lower case, and not mistakable for a category or a port', () => {
	const ids = services.map(({ id }) => id);
	assert.deepEqual(
		ids.filter((id, at) => ids.indexOf(id) !== at),
		[],
	);
	for (const id of ids) {
		assert.match(id, /^[a-z][a-z0-9-]*$/);
		assert.ok(!['all', 'common', ...categories].includes(id), id);
	}
});

for (const service of services) {
	test(`the entry of ${service.id} is complete and keeps to the limits of the screen`, () => checkEntry(service));
}

function checkEntry(service: ServiceEntry): void {
	const doors = [...service.doors, ...(service.alsoAt ?? [])];
	assert.ok(doors.length > 0, 'has a door');
	assert.ok(categories.includes(service.category));
	assertSentences(service.what, 1, 1);
	assertSentences(service.risk, 2, 3);
	assertSentences(service.need, 1, 1);
	assert.ok(service.risk.length <= 420, `risk has ${service.risk.length} characters`);
	for (const door of doors) {
		assert.ok(Number.isInteger(door.port) && door.port > 0 && door.port < 65_536);
		assert.ok(severities.includes(door.severity));
		assert.ok(door.why.length > 0 && door.why.length <= 80, `why of ${door.port} has ${door.why.length} characters`);
		assert.doesNotMatch(door.why, /\.$/, 'why ends without a full stop');
	}
	for (const source of service.sources ?? []) {
		assert.match(source, /^https:\/\/[^\s/]+\.[^\s/]+/);
	}
	if (service.instructions !== undefined) {
		assert.ok((service.sources ?? []).length > 0, 'instructions name their sources');
		for (const page of Object.values(service.instructions.pages ?? {})) {
			assert.ok(service.sources?.includes(page), `${page} is not among the sources`);
		}
	}
	for (const text of allText(service)) {
		assert.doesNotMatch(text, /\b(TODO|FIXME|TBD|lorem|placeholder|foobar|example text)\b|\?\?\?|XXX/i, text);
		assert.doesNotMatch(text, /\s$|^\s|\u2014/, text);
	}
}

/** Full stops inside names, versions and paths are no ends of sentences: only one before a space and a capital is. */
function assertSentences(text: string, least: number, most: number): void {
	assert.match(text, /[.?]$/, text);
	const count = text.split(/(?<=[.?])\s+(?=["A-Z0-9])/).length;
	assert.ok(count >= least && count <= most, `${count} sentences: ${text}`);
}

function stepsOf({ instructions }: ServiceEntry): readonly Step[] {
	return [instructions?.usage, instructions?.stop, instructions?.bind, instructions?.harden].flatMap((byPlatform) =>
		platforms.flatMap((platform) => byPlatform?.[platform] ?? []),
	);
}

function allText(service: ServiceEntry): readonly string[] {
	return [
		service.name,
		service.what,
		service.risk,
		service.need,
		...[...service.doors, ...(service.alsoAt ?? [])].flatMap((door) => [
			door.why,
			...(door.name === undefined ? [] : [door.name]),
		]),
		...(service.instructions?.pitfalls ?? []).map(textOf),
		...stepsOf(service).flatMap((step) => {
			if (step.kind === 'run') return [step.command];
			return step.kind === 'edit' || step.kind === 'write' ? [step.file] : [step.text];
		}),
	];
}

function textOf(pitfall: Pitfall): string {
	return typeof pitfall === 'string' ? pitfall : pitfall.text;
}

test('where a system has instructions, there are steps, and its packages have a page among the sources', () => {
	for (const { id, instructions = {}, sources = [] } of services) {
		for (const way of ['usage', 'stop', 'bind', 'harden'] as const) {
			for (const platform of platforms) {
				const steps = instructions[way]?.[platform];
				assert.ok(steps === undefined || steps.length > 0, `${id}: no step to ${way} on ${platform}`);
			}
		}
		for (const platform of ['alpine', 'macos', 'freebsd', 'docker'] as const) {
			const packaged = instructions.stop?.[platform] ?? (platform === 'docker' ? instructions.bind?.docker : undefined);
			if (packaged?.some(({ kind }) => kind === 'run') && !anywhere.has(id)) {
				assert.ok(
					sources.some((source) => documentation[platform].test(source)),
					`${id} has no source for ${platform}`,
				);
			}
		}
	}
});

/** Programs that nobody packages for a system: their own pages hold on each. */
const anywhere = new Set(['jupyter', 'mongodb']);

test('a pitfall is told somewhere, and one about systemd only where systemd runs', () => {
	for (const { id, instructions } of services) {
		for (const pitfall of instructions?.pitfalls ?? []) {
			const on = typeof pitfall === 'string' ? platforms : pitfall.on;
			assert.ok(on.length > 0, id);
			if (/systemctl|\bsystemd\b|\.socket\b|\.service\b/.test(textOf(pitfall))) {
				const without = on.filter((platform) => ['alpine', 'freebsd', 'macos', 'docker'].includes(platform));
				assert.deepEqual(without, [], `${id}: ${textOf(pitfall)}`);
			}
		}
	}
});

test('no step of any entry is empty, and what is to be edited has a file and lines', () => {
	for (const service of services) {
		for (const step of stepsOf(service)) {
			if (step.kind === 'edit' || step.kind === 'write')
				assert.ok(step.file !== '' && step.lines.length > 0, service.id);
			else assert.notEqual(step.kind === 'run' ? step.command : step.text, '', service.id);
		}
	}
});

test('what one service has written to a file, no instruction to stop or bind another takes out again', () => {
	for (const platform of platforms) {
		const edits = services.flatMap(({ id, instructions = {} }) =>
			[...(instructions.stop?.[platform] ?? []), ...(instructions.bind?.[platform] ?? [])].flatMap((step) =>
				step.kind === 'edit' && step.byHand === undefined ? [{ id, step }] : [],
			),
		);
		for (const { id, step } of edits) {
			const sameFile = edits.filter((other) => other.id !== id && isIn(other.step, step));
			const lost = sameFile.flatMap((other) =>
				other.step.lines.filter((line) => replacedBy(step).some((word) => line.trim().startsWith(word))),
			);
			assert.deepEqual(
				lost.filter((line) => !step.lines.includes(line)),
				[],
				`${id} on ${platform}: ${step.file}`,
			);
		}
	}
});

/** Whether an edit is of a place that another one covers. */
function isIn(inner: Edit, outer: Edit): boolean {
	const { section = [] } = outer;
	return inner.file === outer.file && section.every((name, at) => inner.section?.[at] === name);
}

test('a door leads to its service, and an unknown port to nothing', () => {
	assert.equal(doorAt(6379, 'tcp')?.service, serviceById('redis'));
	assert.equal(doorAt(6379, 'tcp')?.door.port, 6379);
	assert.equal(doorAt(6379, 'udp'), undefined);
	assert.equal(doorAt(65_000, 'tcp'), undefined);
	for (const service of services) {
		assert.equal(serviceById(service.id), service);
	}
	assert.equal(serviceById('nonesuch'), undefined);
});

test('common ports come worst first, then ascending, each once', () => {
	for (const protocol of ['tcp', 'udp'] as const) {
		const rank = commonPorts(protocol).map((port) => {
			const severity = doorAt(port, protocol)?.door.severity;
			assert.ok(severity);
			return severities.indexOf(severity) * 65_536 + port;
		});
		assert.deepEqual(
			rank,
			[...new Set(rank)].sort((a, b) => a - b),
		);
		assert.equal(rank.length, protocol === 'tcp' ? 219 : 33);
	}
});

test('every category has services, and each door belongs to one category', () => {
	const doors = categories.flatMap((category) => {
		const found = services.filter((service) => service.category === category).flatMap((service) => service.doors);
		assert.ok(found.length > 0, category);
		return found;
	});
	assert.equal(doors.length, 252);
});
