import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { closingPlan, keepingPlan } from '../../source/knowledge/closing.ts';
import { type Platform, platforms, type Step } from '../../source/knowledge/entry.ts';
import {
	allowOnlySteps,
	closeSteps,
	type FirewallId,
	type FirewallPort,
	platformFirewalls,
	undoSteps,
} from '../../source/knowledge/firewall.ts';
import { isolated, missing } from './network.ts';

/** A port of each protocol, and one that carries sessions. */
const ports: readonly Pick<FirewallPort, 'port' | 'protocol'>[] = [
	{ port: 3306, protocol: 'tcp' },
	{ port: 161, protocol: 'udp' },
	{ port: 22, protocol: 'tcp' },
	{ port: 3389, protocol: 'udp' },
];

/** An address and a network of each family. */
const sources = ['198.51.100.7', '198.51.100.0/24', '2001:db8::7', '2001:db8::/32'];

interface Variant {
	readonly name: string;
	readonly platform: Platform;
	readonly firewall: FirewallId;
	/** What is done, and what takes it back. */
	readonly steps: readonly Step[];
	readonly undo: readonly Step[];
}

const variants: readonly Variant[] = platforms.flatMap((platform) =>
	platformFirewalls(platform).flatMap((firewall) =>
		ports.flatMap((port) => {
			const place = { ...port, platform };
			const name = `${firewall} on ${platform}, ${port.port}/${port.protocol}`;
			return [
				{ name, platform, firewall, steps: closeSteps(firewall, place), undo: undoSteps(firewall, place) },
				...sources.map((from) => ({
					name: `${name} from ${from}`,
					platform,
					firewall,
					steps: allowOnlySteps(firewall, { ...place, from }),
					undo: undoSteps(firewall, { ...place, from }),
				})),
			];
		}),
	),
);

test('every recipe has commands to shut, to let in and to take back, for both protocols and families, everywhere', () => {
	for (const { name, steps, undo } of variants) {
		assert.ok(commands(steps).length > 0 && commands(undo).length > 0, name);
		assert.doesNotMatch([...commands(steps), ...commands(undo)].join('\n'), /undefined|NaN|\[object|FROM\b/, name);
	}
});

test('whatever is for a POSIX shell says nothing that shellcheck doubts', { skip: absent('shellcheck') }, () => {
	const generic = platforms
		.filter((platform) => platform !== 'windows')
		.flatMap((platform) => {
			const [firewall] = platformFirewalls(platform);
			return ports.flatMap((port) => {
				const request = { ...port, platform, firewall };
				return [...closingPlan(request), ...keepingPlan(request)].map(({ steps }) => commands(steps).join('\n'));
			});
		});
	const recipes = variants
		.filter(({ platform }) => platform !== 'windows')
		.map(({ steps, undo }) => [...commands(steps), ...commands(undo)].join('\n'));
	const folder = mkdtempSync(join(tmpdir(), 'doorcheck-shellcheck-'));
	try {
		const scripts = [...new Set([...generic, ...recipes])].filter((script) => script !== '');
		const files = scripts.map((script, index) => {
			const file = join(folder, `${index}.sh`);
			writeFileSync(file, `${script}\n`);
			return file;
		});
		const options = ['--shell=sh', '--severity=warning'];
		const { status, stdout } = spawnSync('shellcheck', [...options, ...files], { encoding: 'utf8' });
		assert.equal(status, 0, stdout);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test('PowerShell reads every command for Windows', { skip: absent('pwsh') }, () => {
	const script = variants
		.filter(({ platform, firewall }) => platform === 'windows' && firewall === 'windows')
		.flatMap(({ steps, undo }) => [...commands(steps), ...commands(undo)])
		.join('\n');
	const parse =
		'$errors = $null; [void][System.Management.Automation.Language.Parser]::ParseInput($input -join "`n", [ref]$null, [ref]$errors); $errors; exit $errors.Count';
	const { status, stdout } = spawnSync('pwsh', ['-NoProfile', '-Command', parse], { input: script, encoding: 'utf8' });
	assert.equal(status, 0, stdout);
});

for (const [firewall, tools, before] of [
	['nftables', ['nft'], []],
	['iptables', ['iptables', 'ip6tables'], []],
	['docker-user', ['iptables', 'ip6tables'], ['iptables -N DOCKER-USER', 'ip6tables -N DOCKER-USER']],
] as const) {
	test(`the kernel takes every rule of ${firewall}, and takes it back to nothing`, { skip: missing(...tools) }, () => {
		const rules = (steps: readonly Step[]) =>
			commands(steps).filter((line) => /^nft '?(add|flush|delete) |^ip6?tables /.test(line));
		const list = 'nft list ruleset 2>/dev/null | grep -E "^table inet|DROP|ACCEPT|RETURN|drop" || true';
		const mine = variants.filter((variant) => variant.firewall === firewall);
		const scripts = new Set(mine.map(({ steps, undo }) => [...rules(steps), ...rules(undo)].join('\n')));
		assert.ok(scripts.size >= ports.length * sources.length);
		assert.equal(isolated(['set -e', ...before, ...scripts, list]), '');
	});
}

test('pfctl reads every anchor', { skip: absent('pfctl') }, () => {
	for (const { name, steps, firewall } of variants) {
		const [, rules] = /printf '%s\\n' (.*) > /.exec(commands(steps).join('\n')) ?? [];
		if (!firewall.endsWith('-pf')) continue;
		assert.ok(rules, name);
		const { status, stderr } = spawnSync('sh', ['-c', `printf '%s\\n' ${rules} | pfctl -nf -`], { encoding: 'utf8' });
		assert.equal(status, 0, `${name}: ${stderr}`);
	}
});

function absent(name: string): string | false {
	return spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0 && `not installed: ${name}`;
}

function commands(steps: readonly Step[]): readonly string[] {
	return steps.flatMap((step) => (step.kind === 'run' ? step.command.split('\n') : []));
}
