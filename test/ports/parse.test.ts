import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../source/errors.ts';
import type { ServiceEntry } from '../../source/knowledge/entry.ts';
import type { Category, Protocol } from '../../source/model.ts';
import { type Catalogue, parsePorts } from '../../source/ports/parse.ts';

const services = [
	service('mysql', 'MySQL, MariaDB', 'database', 'tcp', 3306, 33060),
	service('redis', 'Redis', 'database', 'tcp', 6379),
	service('http', 'Web server', 'web', 'tcp', 80),
	service('snmp', 'SNMP', 'admin-monitoring', 'udp', 161),
];

const catalogue: Catalogue = {
	services,
	serviceById: (id) => services.find((entry) => entry.id === id),
	commonPorts: (protocol) => (protocol === 'tcp' ? [6379, 3306, 33060, 80] : [161]),
	portsOfService: (id) => services.find((entry) => entry.id === id)?.doors ?? [],
	portsOfCategory: (category) => services.filter((entry) => entry.category === category).flatMap(({ doors }) => doors),
};

test('numbers, ranges, service ids, categories and words combine, ascending and each once', () => {
	const cases: Record<string, number[]> = {
		'22': [22],
		'80,22,80': [22, 80],
		'1-1,65535': [1, 65535],
		'8000-8003,8002-8004': [8000, 8001, 8002, 8003, 8004],
		'53/tcp,20-21/tcp': [20, 21, 53],
		mysql: [3306, 33060],
		'redis/tcp': [6379],
		database: [3306, 6379, 33060],
		common: [80, 3306, 6379, 33060],
		' Common , 22 ': [22, 80, 3306, 6379, 33060],
		'web,redis,443': [80, 443, 6379],
	};
	for (const [list, tcp] of Object.entries(cases)) {
		assert.deepEqual(parsePorts(list, catalogue), { tcp }, list);
	}
});

test('all is every port from 1 to 65535', () => {
	const { tcp } = parsePorts('all,22,common', catalogue);
	assert.deepEqual([tcp.length, tcp[0], tcp.at(-1)], [65535, 1, 65535]);
});

test('a wrong list is refused in one line that names the part and the way out', () => {
	const cases: Record<string, RegExp> = {
		'': /list of ports is empty/,
		'  ': /list of ports is empty/,
		'22,,80': /22,,80 has an empty part/,
		',': /empty part/,
		'/tcp': /empty part/,
		'0': /^0 is outside .*1 to 65535/,
		'22,65536': /^65536 is outside/,
		'0-80': /^0-80 is outside/,
		'1-99999999999999999999': /is outside/,
		'80-20': /^80-20 runs backwards: write 20-80/,
		'80-': /not a range/,
		'-80': /not a range/,
		'1-2-3': /not a range/,
		'53/udp': /UDP ports can't be checked yet/,
		'redis/udp': /UDP ports can't be checked yet/,
		snmp: /^snmp is reached over UDP only/,
		rediss: /did you mean redis\?/,
		mysq: /did you mean mysql\?/,
		mariadb: /did you mean mysql\?/,
		databases: /did you mean database\?/,
		rdeis: /did you mean redis\?/,
		comon: /did you mean common\?/,
		al: /did you mean all\?/,
		data: /did you mean database\?/,
		gopherd: /^gopherd is no port.*: 'doorcheck catalogue' lists those there are$/,
		'22 80': /^22 80 is no port/,
		'53/sctp': /^53\/sctp is no port/,
		'x\u001b[2J': /^x\?\[2j is no port/,
	};
	for (const [list, message] of Object.entries(cases)) {
		assert.throws(
			() => parsePorts(list, catalogue),
			(error) => {
				assert.ok(error instanceof UsageError, `${list}: ${error}`);
				assert.match(error.message, message);
				return true;
			},
			`${list} was taken`,
		);
	}
});

function service(
	id: string,
	name: string,
	category: Category,
	protocol: Protocol,
	...ports: readonly number[]
): ServiceEntry {
	const doors = ports.map((port) => ({ port, protocol, severity: 'high' as const, why: name }));
	return { id, name, category, doors, what: name, risk: name, need: name };
}
