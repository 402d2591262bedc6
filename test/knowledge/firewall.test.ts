import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { platforms, type Step } from '../../source/knowledge/entry.ts';
import {
	allowOnlySteps,
	closeSteps,
	cloudFirewallIds,
	exampleAddress,
	type FirewallId,
	firewallIds,
	firewalls,
	platformFirewalls,
	sessionPorts,
	undoSteps,
} from '../../source/knowledge/firewall.ts';
import { inNetwork, isolated, missing, overUdp } from './network.ts';

const mysql = { port: 3306, protocol: 'tcp' } as const;
const snmp = { port: 161, protocol: 'udp' } as const;

test('every platform offers firewalls, each with a name, and those of providers last', () => {
	assert.equal(platformFirewalls('rhel')[0], 'firewalld');
	assert.equal(platformFirewalls('windows')[0], 'windows');
	const offered = new Set(platforms.flatMap(platformFirewalls));
	assert.deepEqual([...offered].sort(), [...firewallIds].sort());
	for (const platform of platforms) {
		assert.deepEqual(platformFirewalls(platform).slice(-cloudFirewallIds.length), cloudFirewallIds);
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
	'docker-user': [
		/^iptables -I DOCKER-USER .*--ctorigdstport 3306 .*-j DROP$/m,
		/^ip6tables -I DOCKER-USER .*--ctorigdstport 3306 .*-j DROP$/m,
		/^ip6tables -I INPUT .*--dport 3306 .*-j DROP$/m,
	],
	'macos-pf': [/'block drop in quick on ! lo0 proto tcp from any to any port 3306'/],
	'freebsd-pf': [/'block drop in quick on ! lo0 proto tcp from any to any port 3306'/],
	aws: [/revoke.*0\.0\.0\.0\/0/, /revoke.*::\/0/],
	'google-cloud': [/DENY .*--source-ranges=0\.0\.0\.0\/0/, /DENY .*--source-ranges=::\/0/],
	azure: [/--access Deny .*--source-address-prefixes '\*'$/m],
	digitalocean: [/remove-rules .*address:0\.0\.0\.0\/0,address:::\/0"$/m],
	hetzner: [/delete-rule .*--source-ips 0\.0\.0\.0\/0 --source-ips ::\/0$/m],
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
			const script = commands(steps);
			const allow = script.indexOf(exampleAddress);
			const shut = script.search(
				/\b(drop|DROP|DENY|Deny|deny|revoke-|remove-rules|delete-rule|Disable-NetFirewallRule|delete allow)\b/,
			);
			assert.ok(allow !== -1 && shut !== -1 && allow < shut, `${port}: ${script}`);
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
	assert.match(commands(allowOnlySteps('aws', { ...mysql, from: '2001:db8::7' })), /CidrIpv6=2001:db8::7\/128/);
	assert.match(commands(allowOnlySteps('aws', { ...mysql, from: '10.0.0.0/8' })), /CidrIp=10\.0\.0\.0\/8\}/);
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
	for (const id of ['ufw', 'firewalld', ...cloudFirewallIds] as const) {
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

for (const id of ['nftables', 'iptables'] as const) {
	test(`over UDP ${id} shuts strangers out, and lets in what answers this machine`, { skip: tools }, () => {
		const everything = ['own 198.51.100.1', 'own 2001:db8::1', 'stranger 198.51.100.1', 'stranger 2001:db8::1'];
		const own = everything.slice(0, 2);
		for (const [steps, expected] of [
			[closeSteps(id, snmp), own],
			[allowOnlySteps(id, { ...snmp, from: '198.51.100.2' }), [...own, 'stranger 198.51.100.1']],
		] as const) {
			assert.deepEqual(overUdp(161, applied(steps), expected.length), { before: everything, after: expected });
		}
	});
}

test('the DOCKER-USER chain really shuts a published port, and lets the one address in', { skip: tools }, () => {
	const published = { port: 8080, protocol: 'tcp', platform: 'docker' } as const;
	const real = (steps: readonly Step[]) => applied(steps).map((line) => line.replace('-i WAN', '-i near'));
	const seen = inNetwork([
		...container,
		'probe 8080',
		...real(closeSteps('docker-user', published)),
		'probe 8080',
		...real(undoSteps('docker-user', published)),
		...real(allowOnlySteps('docker-user', { ...published, from: '198.51.100.2' })),
		'probe 8080',
		...real(undoSteps('docker-user', { ...published, from: '198.51.100.2' })),
		...real(allowOnlySteps('docker-user', { ...published, from: '2001:db8::2' })),
		'probe 8080',
		...real(undoSteps('docker-user', { ...published, from: '2001:db8::2' })),
		'probe 8080',
	]);
	const all = ['198.51.100.2', '198.51.100.3', '2001:db8::2', '2001:db8::3'];
	assert.deepEqual(seen, [all, [], ['198.51.100.2'], ['2001:db8::2'], all]);
});

/** What Docker does for a port published as 8080:3306: a container behind the machine, and a redirection to it. */
const container = [
	'unshare -n sh -c \'until ip addr add 10.9.0.2/24 dev inner 2>/dev/null; do sleep 0.05; done; ip addr add 2001:db8:9::2/64 dev inner nodad; ip link set inner up; ip link set lo up; ip route add default via 10.9.0.1; ip -6 route add default via 2001:db8:9::1; exec "$0" -e "require(\\"net\\").createServer((socket) => socket.on(\\"error\\", () => {})).listen(3306, \\"::\\")"\' "$NODE" & inside=$!',
	"trap 'kill $far $server $inside' EXIT",
	'until [ "$(readlink /proc/$inside/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done',
	'ip link add bridge type veth peer name inner netns $inside',
	'ip addr add 10.9.0.1/24 dev bridge; ip addr add 2001:db8:9::1/64 dev bridge nodad; ip link set bridge up',
	'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding',
	'iptables -t nat -A PREROUTING -i near -p tcp --dport 8080 -j DNAT --to-destination 10.9.0.2:3306',
	'ip6tables -t nat -A PREROUTING -i near -p tcp --dport 8080 -j DNAT --to-destination [2001:db8:9::2]:3306',
	'for tool in iptables ip6tables; do $tool -N DOCKER-USER; $tool -A FORWARD -j DOCKER-USER; done',
	'until [ "$(probe 8080 | wc -w)" = 4 ]; do sleep 0.1; done',
];

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

function commands(steps: readonly Step[]): string {
	return steps.flatMap((step) => (step.kind === 'run' ? [step.command] : [])).join('\n');
}

function words(steps: readonly Step[]): string {
	return steps.flatMap((step) => (step.kind === 'say' ? [step.text] : [])).join(' ');
}
