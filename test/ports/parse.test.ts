import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../source/errors.ts';
import type { ServiceEntry } from '../../source/knowledge/entry.ts';
import type { Category, Protocol } from '../../source/model.ts';
import { type Catalogue, parseExcludedPorts, parsePorts } from '../../source/ports/parse.ts';

const services = [
	service('mysql', 'MySQL, MariaDB', 'database', 'tcp', 3306, 33060),
	service('redis', 'Redis', 'database', 'tcp', 6379),
	service('http', 'Web server', 'web', 'tcp', 80),
	service('snmp', 'SNMP', 'network-infra', 'udp', 161),
	service('rpcbind', 'RPC', 'network-infra', 'tcp', 111),
	{ ...service('dns', 'DNS', 'name-service', 'tcp', 53), doors: [door('tcp', 53), door('udp', 53)] },
	{ ...service('phpmyadmin', 'phpMyAdmin', 'database', 'tcp'), alsoAt: [door('tcp', 80)] },
];

const catalogue: Catalogue = {
	services,
	commonPorts: (protocol) => (protocol === 'tcp' ? [6379, 3306, 33060, 80, 111, 53] : [161, 53]),
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
		phpmyadmin: [80],
		common: [53, 80, 111, 3306, 6379, 33060],
		'common/tcp': [53, 80, 111, 3306, 6379, 33060],
		' Common , 22 ': [22, 53, 80, 111, 3306, 6379, 33060],
		'web,redis,443': [80, 443, 6379],
		dns: [53],
		'name-service/tcp': [53],
	};
	for (const [list, tcp] of Object.entries(cases)) {
		assert.deepEqual(parsePorts(list, catalogue), { tcp, udp: [] }, list);
	}
});

test('UDP ports are named with /udp, or by a service that has no others', () => {
	const cases: Record<string, { tcp?: number[]; udp: number[] }> = {
		'53/udp': { udp: [53] },
		'53/UDP, 22': { tcp: [22], udp: [53] },
		'1000-1003/udp,1002-1004/udp': { udp: [1000, 1001, 1002, 1003, 1004] },
		'53/udp,53': { tcp: [53], udp: [53] },
		snmp: { udp: [161] },
		'snmp/udp,mysql': { tcp: [3306, 33060], udp: [161] },
		'dns/udp': { udp: [53] },
		'common/udp': { udp: [53, 161] },
		'network-infra': { tcp: [111], udp: [161] },
		'network-infra/udp': { udp: [161] },
	};
	for (const [list, { tcp = [], udp }] of Object.entries(cases)) {
		assert.deepEqual(parsePorts(list, catalogue), { tcp, udp }, list);
	}
});

test("-u adds the catalogue's UDP ports, and only their own where the list names nothing but services", () => {
	const cases: Record<string, { tcp?: number[]; udp: number[] }> = {
		common: { tcp: [53, 80, 111, 3306, 6379, 33060], udp: [53, 161] },
		'22,80': { tcp: [22, 80], udp: [53, 161] },
		'7/udp': { udp: [7, 53, 161] },
		'mysql,22': { tcp: [22, 3306, 33060], udp: [53, 161] },
		dns: { tcp: [53], udp: [53] },
		'dns,mysql': { tcp: [53, 3306, 33060], udp: [53] },
		'network-infra': { tcp: [111], udp: [161] },
		'dns/tcp,snmp': { tcp: [53], udp: [161] },
	};
	for (const [list, { tcp = [], udp }] of Object.entries(cases)) {
		assert.deepEqual(parsePorts(list, catalogue, { udp: true }), { tcp, udp }, list);
	}
	const { tcp, udp } = parsePorts('all', catalogue, { udp: true });
	assert.deepEqual([tcp.length, udp], [65535, [53, 161]]);
});

test('all is every TCP port from 1 to 65535, and all/udp every UDP port', () => {
	for (const [list, protocol, other] of [
		['all,22,common', 'tcp', 'udp'],
		['all/udp,53/udp', 'udp', 'tcp'],
	] as const) {
		const selection = parsePorts(list, catalogue);
		const ports = selection[protocol];
		assert.deepEqual([ports.length, ports[0], ports.at(-1), selection[other]], [65535, 1, 65535, []]);
	}
});

test('what is left out without /tcp or /udp is left out over both', () => {
	const cases: Record<string, { tcp?: number[]; udp?: number[] }> = {
		'53': { tcp: [53], udp: [53] },
		'53/udp': { udp: [53] },
		'53/tcp,8000-8001': { tcp: [53, 8000, 8001], udp: [8000, 8001] },
		dns: { tcp: [53], udp: [53] },
		'dns/tcp': { tcp: [53] },
		'network-infra': { tcp: [111], udp: [161] },
	};
	for (const [list, { tcp = [], udp = [] }] of Object.entries(cases)) {
		assert.deepEqual(parseExcludedPorts(list, catalogue), { tcp, udp }, list);
	}
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
		'/udp': /empty part/,
		'0/udp': /^0 is outside/,
		'2000-1000/udp': /^2000-1000 runs backwards/,
		'redis/udp': /^redis\/udp: redis is reached over TCP only: leave out \/udp$/,
		'database/udp': /^database\/udp: database is reached over TCP only/,
		'snmp/tcp': /^snmp\/tcp: snmp is reached over UDP only: leave out \/tcp$/,
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

test('-u that adds nothing is refused: nobody should think that UDP was looked at', () => {
	for (const list of ['mysql', 'database,redis', 'dns/tcp']) {
		assert.throws(
			() => parsePorts(list, catalogue, { udp: true }),
			/^UsageError: -u adds nothing to .*, which has no UDP/,
		);
	}
});

function door(protocol: Protocol, port: number) {
	return { port, protocol, severity: 'high' as const, why: 'For this test' };
}

function service(
	id: string,
	name: string,
	category: Category,
	protocol: Protocol,
	...ports: readonly number[]
): ServiceEntry {
	const doors = ports.map((port) => door(protocol, port));
	return { id, name, category, doors, what: name, risk: name, need: name };
}
