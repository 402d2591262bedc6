import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Step } from '../../source/knowledge/entry.ts';
import {
	allowOnlySteps,
	closeSteps,
	exampleAddress,
	type FirewallId,
	firewallIds,
	firewalls,
	platformFirewalls,
	sessionPorts,
	undoSteps,
} from '../../source/knowledge/firewall.ts';

const mysql = { port: 3306, protocol: 'tcp' } as const;
const snmp = { port: 161, protocol: 'udp' } as const;

test('every platform offers firewalls, each with a name, and a cloud firewall last', () => {
	assert.equal(platformFirewalls('rhel')[0], 'firewalld');
	assert.equal(platformFirewalls('windows')[0], 'windows');
	const offered = new Set([
		...platformFirewalls('debian'),
		...platformFirewalls('rhel'),
		...platformFirewalls('windows'),
	]);
	assert.deepEqual([...offered].sort(), [...firewallIds].sort());
	for (const platform of ['debian', 'rhel', 'windows'] as const) {
		assert.equal(platformFirewalls(platform).at(-1), 'cloud');
	}
	for (const id of firewallIds) assert.ok(firewalls[id].name.length > 0);
});

/** What in the commands of a firewall shuts IPv4 and what shuts IPv6. */
const bothFamilies: Readonly<Record<FirewallId, readonly RegExp[]>> = {
	nftables: [/add table inet /, /add rule inet \S+ prerouting iifname != "lo" fib .* drop'$/m],
	ufw: [/^ufw (prepend )?deny 3306\/tcp$/m],
	iptables: [/^iptables .*--dport 3306 -j DROP$/m, /^ip6tables .*--dport 3306 -j DROP$/m],
	firewalld: [/'rule priority="-10" port port="3306" protocol="tcp" drop'/],
	windows: [/-LocalPort 3306 (-Action Block|-RemoteAddress \S+ -Action Allow)$/m],
	cloud: [/revoke.*0\.0\.0\.0\/0/, /revoke.*::\/0/],
};

for (const id of firewallIds) {
	test(`${id} shuts both families, whether for everyone or for all but one`, () => {
		for (const steps of [
			closeSteps(id, mysql),
			allowOnlySteps(id, { ...mysql, from: '198.51.100.7' }),
			allowOnlySteps(id, { ...mysql, from: '2001:db8::7' }),
		]) {
			for (const pattern of bothFamilies[id]) assert.match(commands(steps), pattern);
		}
	});

	test(`${id} never shuts a port that carries sessions before the reader's own address may come in`, () => {
		for (const port of sessionPorts) {
			const steps = closeSteps(id, { port, protocol: 'tcp' });
			const first = steps[0];
			assert.ok(first?.kind === 'say');
			assert.match(first.text, /second session/);
			const lines = commands(steps).split('\n');
			const allow = lines.findIndex((line) => line.includes(exampleAddress));
			const shut = lines.findIndex((line) =>
				/\b(drop|DROP|deny|revoke-|Disable-NetFirewallRule|delete allow)\b/.test(line),
			);
			assert.ok(allow !== -1 && shut !== -1 && allow < shut, `${port}: ${lines.join('\n')}`);
		}
	});

	test(`${id} says what makes a rule last over a reboot`, () => {
		const words = closeSteps(id, mysql)
			.map((step) => (step.kind === 'say' ? step.text : ''))
			.join(' ');
		assert.match(words, /reboot|lasts/);
	});

	test(`${id} takes back what it did`, () => {
		assert.match(commands(undoSteps(id, mysql)), /3306/);
		assert.match(commands(undoSteps(id, { ...mysql, from: '198.51.100.7' })), /3306/);
	});
}

test('the family of the address decides where it is allowed', () => {
	assert.match(commands(allowOnlySteps('nftables', { ...mysql, from: '2001:db8::7' })), /ip6 saddr 2001:db8::7 tcp/);
	assert.match(
		commands(allowOnlySteps('iptables', { ...mysql, from: '2001:db8::7' })),
		/^ip6tables .* 2001:db8::7 .*ACCEPT$/m,
	);
	assert.match(
		commands(allowOnlySteps('firewalld', { ...mysql, from: '2001:db8::7' })),
		/family="ipv6" source address="2001:db8::7"/,
	);
	assert.match(commands(allowOnlySteps('cloud', { ...mysql, from: '2001:db8::7' })), /CidrIpv6=2001:db8::7\/128/);
	assert.match(commands(allowOnlySteps('cloud', { ...mysql, from: '10.0.0.0/8' })), /CidrIp=10\.0\.0\.0\/8\}/);
});

test('rules that last are written where the platform reads them at boot', () => {
	assert.match(commands(closeSteps('nftables', { ...mysql, platform: 'debian' })), />> \/etc\/nftables\.conf$/m);
	assert.match(
		commands(closeSteps('nftables', { ...mysql, platform: 'rhel' })),
		/>> \/etc\/sysconfig\/nftables\.conf$/m,
	);
});

test('the traps are told where they bite', () => {
	assert.match(words(closeSteps('ufw', mysql)), /earlier allow rule wins/);
	assert.match(words(closeSteps('firewalld', mysql)), /by its number and as part of a named service/);
	assert.match(words(closeSteps('windows', mysql)), /block rule wins over every allow rule/);
	for (const id of ['ufw', 'firewalld', 'iptables'] as const)
		assert.match(words(closeSteps(id, mysql)), /Docker publishes/);
	for (const id of ['ufw', 'firewalld', 'cloud'] as const) {
		assert.match(words(closeSteps(id, mysql)), /[Cc]onnections that exist already/);
	}
});

test('what Docker publishes over UDP is named so', () => {
	for (const id of ['ufw', 'firewalld', 'iptables'] as const) {
		assert.match(words(closeSteps(id, snmp)), /publish it as 127\.0\.0\.1:161:161\/udp instead/);
		assert.match(words(closeSteps(id, mysql)), /publish it as 127\.0\.0\.1:3306:3306 instead/);
	}
});

// From here on the commands are run for real, in network namespaces that end with the test.

test('ufw takes every command', { skip: missing('ufw', 'unshare') }, () => {
	for (const port of [mysql, snmp]) {
		for (const steps of variants('ufw', port)) {
			const lines = commands(steps)
				.split('\n')
				.filter((line) => /^ufw (prepend|deny|delete|allow)/.test(line))
				.map((line) => line.replace(/^ufw/, 'ufw --dry-run'));
			isolated(['set -e', ...lines]);
		}
	}
});

test('firewalld takes every rule', { skip: missing('firewall-offline-cmd', 'unshare') }, () => {
	const folder = mkdtempSync(join(tmpdir(), 'doorcheck-firewalld-'));
	try {
		for (const port of [mysql, snmp]) {
			for (const steps of variants('firewalld', port)) {
				const rules = commands(steps)
					.split('\n')
					.filter((line) => line.includes('-rich-rule='))
					.map((line) =>
						line.replace('firewall-cmd --permanent', `firewall-offline-cmd --system-config=${folder} --zone=public`),
					);
				isolated(['set -e', ...rules]);
			}
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
});

const tools = missing('unshare', 'nsenter', 'ip', 'nft', 'iptables', 'ip6tables');

for (const id of ['nftables', 'iptables'] as const) {
	test(`${id} really shuts a port on both families, lets the one address in, and opens it again`, {
		skip: tools,
	}, () => {
		const other = ['198.51.100.3', '2001:db8::3'];
		const seen = inNetwork([
			'probe 3306',
			...applied(closeSteps(id, mysql)),
			'probe 3306',
			...applied(undoSteps(id, mysql)),
			...applied(allowOnlySteps(id, { ...mysql, from: '198.51.100.2' })),
			'probe 3306',
			...applied(undoSteps(id, { ...mysql, from: '198.51.100.2' })),
			...applied(allowOnlySteps(id, { ...mysql, from: '2001:db8::2' })),
			'probe 3306',
			...applied(undoSteps(id, { ...mysql, from: '2001:db8::2' })),
			'probe 3306',
		]);
		const all = ['198.51.100.2', '2001:db8::2', ...other];
		assert.deepEqual(
			seen,
			[all, [], ['198.51.100.2'], ['2001:db8::2'], all].map((open) => [...open].sort()),
		);
	});
}

test('a port that is redirected like a published container port is shut by nftables too', { skip: tools }, () => {
	const redirect = [
		'nft add table inet engine',
		"nft 'add chain inet engine prerouting { type nat hook prerouting priority dstnat; }'",
		"nft 'add rule inet engine prerouting tcp dport 8080 redirect to :3306'",
	];
	const published = 'probe 8080';
	const seen = inNetwork([
		...redirect,
		published,
		...applied(closeSteps('nftables', { port: 8080, protocol: 'tcp' })),
		published,
	]);
	assert.deepEqual(
		seen.map((open) => open.length),
		[4, 0],
	);
});

/** Whether a real run is impossible here, and why. */
function missing(...names: readonly string[]): string | false {
	if (process.getuid?.() !== 0) return 'needs root for a network namespace';
	if (spawnSync('unshare', ['-n', 'true']).status !== 0) return 'this system gives no network namespace';
	const absent = names.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
	return absent.length > 0 && `not installed: ${absent.join(', ')}`;
}

function variants(id: FirewallId, port: typeof mysql | typeof snmp): readonly (readonly Step[])[] {
	const of = (from: string) => [allowOnlySteps(id, { ...port, from }), undoSteps(id, { ...port, from })];
	return [closeSteps(id, port), undoSteps(id, port), ...of('198.51.100.7'), ...of('2001:db8::/32')];
}

/** The commands that change the running firewall, without those that write to the system's files. */
function applied(steps: readonly Step[]): readonly string[] {
	return commands(steps)
		.split('\n')
		.filter((line) => /^nft '?(add|flush|delete) |^ip6?tables /.test(line));
}

/** A shell function: `probe PORT` prints, in one line, the outside addresses from which the port is open. */
const probeFunction = `probe() { outside "$NODE" -e '
	const pairs = [["198.51.100.2", "198.51.100.1"], ["198.51.100.3", "198.51.100.1"], ["2001:db8::2", "2001:db8::1"], ["2001:db8::3", "2001:db8::1"]];
	const open = pairs.map(([source, target]) => new Promise((resolve) => {
		const socket = require("net").connect({ host: target, port: Number(process.argv[1]), localAddress: source, timeout: 500 });
		const end = (answer) => { resolve(answer); socket.destroy(); };
		socket.on("connect", () => end([source])).on("timeout", () => end([])).on("error", () => end([]));
	}));
	Promise.all(open).then((answers) => console.log(answers.flat().join(" ")));
' "$1"; }`;

/**
 * Runs a script on a small network: a server that listens on port 3306 of all its addresses, and an outside machine
 * with two addresses a family, which `outside COMMAND` runs on. Gives the addresses that each probe of it found.
 */
function inNetwork(script: readonly string[]): readonly (readonly string[])[] {
	const output = isolated([
		'set -e',
		'NODE=$0',
		'unshare -n sleep 60 & far=$!',
		'outside() { nsenter --net=/proc/$far/ns/net "$@"; }',
		probeFunction,
		"trap 'kill $far $server' EXIT",
		'until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done',
		'ip link add near type veth peer name far netns $far',
		'ip addr add 198.51.100.1/24 dev near; ip addr add 2001:db8::1/64 dev near nodad',
		'for last in 2 3; do outside ip addr add 198.51.100.$last/24 dev far; outside ip addr add 2001:db8::$last/64 dev far nodad; done',
		'ip link set lo up; ip link set near up; outside ip link set far up',
		'"$NODE" -e \'require("net").createServer((socket) => socket.on("error", () => {})).listen(3306, "::")\' & server=$!',
		'until [ "$(probe 3306 | wc -w)" = 4 ]; do sleep 0.1; done',
		...script,
	]);
	return output
		.replace(/\n$/, '')
		.split('\n')
		.map((line) => line.trim().split(' ').filter(Boolean).sort());
}

/** Runs a shell script in a network namespace of its own and gives what it printed. */
function isolated(script: readonly string[]): string {
	const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', script.join('\n'), process.execPath], {
		encoding: 'utf8',
		timeout: 60_000,
	});
	assert.equal(status, 0, `${script.join('\n')}\n${stderr}`);
	return stdout;
}

function commands(steps: readonly Step[]): string {
	return steps.flatMap((step) => (step.kind === 'run' ? [step.command] : [])).join('\n');
}

function words(steps: readonly Step[]): string {
	return steps.flatMap((step) => (step.kind === 'say' ? [step.text] : [])).join(' ');
}
