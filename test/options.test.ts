import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../source/errors.ts';
import { commonPorts } from '../source/knowledge/catalogue.ts';
import { udpNeverSend } from '../source/knowledge/never-send.ts';
import { type CheckCommand, parseCommandLine } from '../source/options.ts';

function check(...argv: readonly string[]): CheckCommand {
	const command = parseCommandLine(['example.com', ...argv]);
	assert.ok(command.kind === 'check');
	return command.options;
}

/** The ports of a command line. */
function ports(...argv: readonly string[]) {
	const { ports: tcp, udpPorts: udp } = check(...argv);
	return { tcp, udp };
}

const tcpCatalogue = commonPorts('tcp').toSorted((a, b) => a - b);
const udpCatalogue = commonPorts('udp')
	.filter((port) => !udpNeverSend.has(port))
	.toSorted((a, b) => a - b);

test("without options it is the catalogue's TCP ports; -u and --udp add its UDP ports", () => {
	assert.deepEqual(ports(), { tcp: tcpCatalogue, udp: [] });
	for (const option of ['-u', '--udp']) {
		assert.deepEqual(ports(option), { tcp: tcpCatalogue, udp: udpCatalogue });
	}
	assert.equal(check('-u').portsGiven, false, 'a target with a port of its own is still checked there only');
	assert.equal(check('-p', '53/udp').portsGiven, true);
});

test('a list may name ports of one protocol or both', () => {
	assert.deepEqual(ports('-p', '53/udp'), { tcp: [], udp: [53] });
	assert.deepEqual(ports('-p', '22,53/udp', '-p', '1000-1001/udp'), { tcp: [22], udp: [53, 1000, 1001] });
	assert.deepEqual(ports('-p', 'snmp'), { tcp: [], udp: [161] });
	assert.deepEqual(ports('-p', 'dns'), { tcp: [53], udp: [] });
	assert.deepEqual(ports('-p', 'dns', '-u'), { tcp: [53], udp: [53] });
	assert.deepEqual(ports('-p', '22', '-u'), { tcp: [22], udp: udpCatalogue });
	const { tcp, udp } = ports('-u', '-p', 'all');
	assert.deepEqual([tcp.length, udp], [65_535, udpCatalogue]);
});

test('UDP ports that nothing is ever sent to are no part of the common ones; who names one is told', () => {
	assert.ok(!ports('-u').udp.includes(47808));
	assert.ok(!ports('-p', 'common/udp').udp.includes(47808));
	assert.deepEqual(ports('-p', '53/udp,47808/udp').udp, [53, 47808]);
	assert.deepEqual(ports('-u', '-p', 'bacnet').udp, [47808]);
});

test('what is left out is left out over both protocols, unless it says over which', () => {
	assert.deepEqual(ports('-p', '53,53/udp,123/udp', '--exclude-ports', '53'), { tcp: [], udp: [123] });
	assert.deepEqual(ports('-p', '53,53/udp', '--exclude-ports', '53/udp'), { tcp: [53], udp: [] });
	assert.deepEqual(ports('-p', '53,53/udp', '--exclude-ports', '1-100/tcp'), { tcp: [], udp: [53] });
	const { udp } = ports('-u', '--exclude-ports', 'snmp,ntp');
	assert.deepEqual(
		udp,
		udpCatalogue.filter((port) => port !== 161 && port !== 123),
	);
});

test('where nothing is left to check, or -u adds nothing, one line says so and the way out', () => {
	const cases: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
		[['-p', '53/udp', '--exclude-ports', '53'], /no port is left to check/],
		[['-u', '--exclude-ports', 'all'], /no port is left to check/],
		[
			['-p', '515/udp,47808/udp'],
			/^nothing is ever sent to 515\/udp, 47808\/udp, where printers and control systems act on it: name other ports$/,
		],
		[
			['-p', 'mysql', '-u'],
			/^-u adds nothing to mysql, which has no UDP port: leave -u out, or add some, like 53\/udp$/,
		],
		[['-p', 'redis/udp'], /redis is reached over TCP only: leave out \/udp/],
		[['-p', ''], /list of ports is empty/],
	];
	for (const [argv, message] of cases) {
		assert.throws(
			() => check(...argv),
			(error) => {
				assert.ok(error instanceof UsageError, String(error));
				assert.match(error.message, message);
				return true;
			},
		);
	}
});

test('the catalogue is told in the format that is asked for, and --runbook needs a name that says which', () => {
	assert.deepEqual(parseCommandLine(['catalogue', 'redis', '--format', 'json', '-o', 'redis.json']), {
		kind: 'catalogue',
		options: { word: 'redis', format: 'json', output: 'redis.json', look: { color: true, ascii: false } },
	});
	assert.deepEqual(
		parseCommandLine(['catalogue', 'redis', '--system', 'debian', '--firewall', 'ufw', '--from', '192.0.2.7/24']),
		{
			kind: 'catalogue',
			options: {
				word: 'redis',
				choice: { platform: 'debian', firewall: 'ufw', from: '192.0.2.0/24' },
				format: 'text',
				look: { color: true, ascii: false },
			},
		},
	);
	assert.throws(() => parseCommandLine(['catalogue', '--format', 'tui']), /takes one of text, json, markdown/);
	for (const name of ['plan.md', 'plan.sh']) {
		const command = parseCommandLine(['localhost', '--runbook', name]);
		assert.equal(command.kind === 'check' && command.options.runbook, name);
	}
	assert.throws(() => parseCommandLine(['localhost', '--runbook', 'plan.txt']), /end the name in \.md .* or in \.sh/);
	assert.throws(
		() => parseCommandLine(['localhost', '--runbook', './plan.md', '-o', 'plan.md']),
		/--output and --runbook both name \.\/plan\.md/,
	);
});

test('system and firewall of the instructions must fit each other, and need something that is written for them', () => {
	const refused = (...args: readonly string[]) => {
		let message = '';
		try {
			parseCommandLine(args);
		} catch (error) {
			message = String(error);
		}
		return message;
	};
	assert.match(
		refused('catalogue', 'redis', '--system', 'rhel', '--firewall', 'ufw'),
		/--firewall ufw: for rhel there is firewalld, nftables, aws/,
	);
	assert.match(refused('catalogue', 'redis', '--system', 'beos'), /--system beos: takes one of debian, rhel/);
	assert.match(refused('catalogue', 'redis', '--from', '0.0.0.0/0'), /everyone/);
	assert.match(refused('catalogue', 'redis', '--from', '$(reboot)'), /is no address/);
	assert.match(refused('example.com', '--system', 'rhel'), /are for the runbook: name its file with --runbook/);
	assert.equal(refused('example.com', '--system', 'rhel', '--runbook', 'plan.md'), '');
});

test('a silent port may be asked as often as it ever is', () => {
	assert.equal(check('--attempts', '12').attempts, 12);
	assert.throws(() => check('--attempts', '13'), UsageError);
});

test('short options may be written together, and their value right behind them', () => {
	assert.deepEqual(ports('-p22,80-81'), { tcp: [22, 80, 81], udp: [] });
	assert.deepEqual(ports('-p=22'), { tcp: [22], udp: [] });
	assert.deepEqual(ports('-pmysql').tcp, ports('-p', 'mysql').tcp);
	assert.deepEqual(ports('-u4p53'), { tcp: [53], udp: udpCatalogue });
	assert.deepEqual(check('-4p', '53').families, [4]);
	assert.equal(check('-oup.json').output, 'up.json');
	assert.throws(() => check('-46'), /-4 and -6/);
	assert.throws(() => check('-po', '1'), /o is no port/);
	assert.throws(() => check('-p='), /needs a list/);
	const { targets } = check('-', '--', '-4', '-p22');
	assert.deepEqual(targets, ['example.com', '-', '-4', '-p22']);
});
