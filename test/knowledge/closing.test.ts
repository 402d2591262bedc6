import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serviceById, services } from '../../source/knowledge/catalogue.ts';
import {
	type ClosingRequest,
	carriesSessions,
	closingPlan,
	type Fix,
	keepingPlan,
} from '../../source/knowledge/closing.ts';
import { platforms, type ServiceEntry, type Step } from '../../source/knowledge/entry.ts';
import { cloudFirewallIds, exampleAddress, platformFirewalls, sessionPorts } from '../../source/knowledge/firewall.ts';
import { stepLines } from '../../source/knowledge/plain.ts';
import { isolated, missing } from './network.ts';

const stranger = { port: 31_337, protocol: 'tcp', platform: 'debian', firewall: 'nftables' } as const;

const invented: ServiceEntry = {
	id: 'invented',
	name: 'Invented',
	category: 'other',
	doors: [{ port: 31_337, protocol: 'tcp', severity: 'low', why: 'For this test' }],
	what: 'A service.',
	risk: 'You have it. It is open.',
	need: 'Nobody.',
	instructions: {
		stop: { debian: [{ kind: 'run', command: 'systemctl disable --now invented' }] },
		bind: { debian: [{ kind: 'run', command: 'invented --bind 127.0.0.1' }] },
		harden: { debian: [{ kind: 'run', command: 'invented --password' }] },
		pitfalls: ['It listens twice.'],
	},
	sources: ['https://example.org/'],
};

test('an unknown port gets stop, bind, firewall and verify, in this order', () => {
	assert.deepEqual(ids(closingPlan(stranger)), ['stop', 'bind', 'firewall', 'verify']);
	assert.match(text(closingPlan(stranger)), /ss -ltnp 'sport = :31337'/);
	assert.match(text(closingPlan(stranger)), /systemctl disable UNIT/);
});

test('whether anybody uses the port is asked before anything is stopped', () => {
	for (const request of everyRequest()) {
		const plan = closingPlan(request);
		const stop = plan.find(({ id }) => id === 'stop');
		if (!plan.some(({ id }) => id === 'bind')) continue;
		assert.match(stop?.steps.map((step) => stepLines(step)[0]).join(' ') ?? '', /^Does anybody use it\?/);
	}
});

test('what the service itself tells of its users comes before what the system sees, on its systems only', () => {
	const usage = { debian: [{ kind: 'run', command: 'invented --clients' }] } as const;
	const service = { ...invented, instructions: { ...invented.instructions, usage } };
	const told = text(closingPlan({ ...stranger, service }));
	assert.match(told, /^Does anybody use it\? The service itself can tell:\n {4}invented --clients\n/);
	assert.match(told, /invented --clients.*ss -tnp state established.*systemctl disable/s);
	const elsewhere = text(closingPlan({ ...stranger, service, platform: 'rhel', firewall: 'firewalld' }));
	assert.doesNotMatch(elsewhere, /invented --clients|itself can tell/);
});

test('a pitfall is told on the systems it names, and on all if it names none', () => {
	const pitfalls = ['It listens twice.', { on: ['rhel'], text: 'It has a socket unit.' }] as const;
	const service = { ...invented, instructions: { ...invented.instructions, pitfalls } };
	assert.doesNotMatch(text(closingPlan({ ...stranger, service })), /socket unit/);
	const there = text(closingPlan({ ...stranger, service, platform: 'rhel', firewall: 'firewalld' }));
	assert.match(there, /It listens twice\.\nIt has a socket unit\./);
});

test("a service's own instructions take the place of the generated ones, on its system only", () => {
	const own = text(closingPlan({ ...stranger, service: invented }));
	assert.match(own, /systemctl disable --now invented/);
	assert.match(own, /invented --bind/);
	assert.match(own, /It listens twice\./);
	assert.doesNotMatch(own, /UNIT/);
	const elsewhere = text(closingPlan({ ...stranger, service: invented, platform: 'rhel', firewall: 'firewalld' }));
	assert.match(elsewhere, /systemctl disable UNIT/);
});

test('where many programs do what a service does, one that is not listed is found and stopped after those that are', () => {
	const service = { ...invented, instructions: { ...invented.instructions, manyOthers: true as const } };
	const [stop = ''] = closingPlan({ ...stranger, service })
		.filter(({ id }) => id === 'stop')
		.map((fix) => text([fix]));
	assert.match(stop, /disable --now invented.*something else.*sport = :31337.*systemctl disable UNIT/s);
	assert.equal(stop.match(/systemctl disable/g)?.length, 2);
	assert.match(text(closingPlan({ ...stranger, port: 8088, service: serviceById('http') })), /something else/);
});

test('where the port carries sessions, the firewall comes first and stopping comes last', () => {
	for (const port of sessionPorts) {
		for (const platform of platforms) {
			for (const firewall of platformFirewalls(platform)) {
				const plan = closingPlan({ port, protocol: 'tcp', platform, firewall });
				assert.deepEqual(ids(plan), ['firewall', 'verify', 'bind', 'stop']);
				assert.match(plan[0]?.steps.map((step) => stepLines(step)[0]).join(' ') ?? '', /^Keep a second session/);
				for (const fix of plan.slice(2)) assert.match(text([fix]), /another way in/);
			}
		}
	}
});

test('for every service, system and firewall, what could lock the reader out comes last, and a way in is made safe first', () => {
	const shuts =
		/\b(drop|DROP|block|Block|DENY|Deny|deny|revoke-|remove-rules|delete-rule|Disable-NetFirewallRule|delete allow)\b/;
	for (const request of everyRequest()) {
		const own = { address: '198.51.100.7', port: request.port };
		for (const reader of [undefined, own]) {
			const plan = closingPlan({ ...request, reader });
			const where = `${request.service?.id} on ${request.port}/${request.protocol}, ${request.platform}, ${request.firewall}`;
			if (!plan.some(({ id }) => id === 'bind')) continue;
			if (!carriesSessions({ ...request, reader })) {
				assert.deepEqual(ids(plan), ['stop', 'bind', 'firewall', 'verify'], where);
				continue;
			}
			assert.deepEqual(ids(plan), ['firewall', 'verify', 'bind', 'stop'], where);
			for (const { title } of plan.slice(2)) assert.match(title, /^Or .*once you have another way in$/, where);
			for (const fix of [plan[0], keepingPlan({ ...request, reader })[0]]) {
				const commands = fix?.steps.flatMap(commandOf) ?? [];
				const wayBack = commands.findIndex((command) => /sleep 300|AddMinutes\(5\)/.test(command));
				assert.equal(wayBack !== -1, !cloudFirewallIds.some((id) => id === request.firewall), where);
				assert.doesNotMatch(commands.slice(0, Math.max(0, wayBack)).join('\n'), shuts, where);
				const rules = commands.slice(wayBack + 1).join('\n');
				const allowed = rules.indexOf(reader?.address ?? exampleAddress);
				assert.ok(allowed !== -1 && allowed < rules.search(shuts), `${where}:\n${rules}`);
			}
		}
	}
});

test("SSH, RDP, WinRM and VNC carry sessions on whatever port they are met, and so does the reader's own port", () => {
	for (const id of ['ssh', 'rdp', 'winrm', 'vnc']) {
		assert.deepEqual(ids(closingPlan({ ...stranger, service: serviceById(id) })), [
			'firewall',
			'verify',
			'bind',
			'stop',
		]);
	}
	const reader = { address: '198.51.100.7', port: 31_337 };
	assert.deepEqual(ids(closingPlan({ ...stranger, reader })), ['firewall', 'verify', 'bind', 'stop']);
	assert.deepEqual(ids(closingPlan({ ...stranger, protocol: 'udp', reader })), ['stop', 'bind', 'firewall', 'verify']);
	assert.match(text(closingPlan({ ...stranger, reader })), /tcp flags & \(syn \| ack\) == syn drop/);
});

test('before anything shuts a port that carries sessions, a way back is set up, and stopped after a new sign-in', () => {
	for (const platform of platforms) {
		for (const firewall of platformFirewalls(platform)) {
			const request = { ...stranger, port: 22, platform, firewall } as const;
			for (const fix of [closingPlan(request)[0], keepingPlan(request)[0]]) {
				const commands = fix?.steps.flatMap(commandOf) ?? [];
				const backs = platform === 'windows' ? /AddMinutes\(5\)/ : /sleep 300/;
				const stop = platform === 'windows' ? /: Unregister-ScheduledTask/ : /with the kill that it showed\./;
				if (cloudFirewallIds.some((id) => id === firewall)) {
					assert.doesNotMatch(commands.join('\n'), backs);
					continue;
				}
				const wayBack = commands.findIndex((command) => backs.test(command));
				assert.ok(wayBack !== -1, `${platform}, ${firewall}`);
				for (const command of commands.slice(0, wayBack)) assert.doesNotMatch(command, /\b22\b/, 'it only looks');
				assert.match(text(fix === undefined ? [] : [fix]), stop, `${platform}, ${firewall}`);
				assert.doesNotMatch(
					commands.join('\n'),
					/^kill\b|Unregister/m,
					'copied with the others it would stop it at once',
				);
			}
		}
	}
	assert.doesNotMatch(text(closingPlan(stranger)), /sleep 300/);
});

test('on FreeBSD the way back switches pf off again where it was off: other rules may be what locks the reader out', () => {
	const [fix] = closingPlan({ ...stranger, port: 22, platform: 'freebsd', firewall: 'freebsd-pf' });
	const [wayBack = '', rules = ''] = fix?.steps.flatMap(commandOf) ?? [];
	assert.match(wayBack, /^on=; pfctl -s Running && on=1\nsleep 300\n(.*\n)*test -n "\$on" \|\| pfctl -d\n\)/m);
	assert.match(rules, /\nkldload -n pf\npfctl -nf \/etc\/pf\.conf$/);
});

test('what stands for the interface is looked up before the way back needs it', () => {
	const [fix] = closingPlan({ ...stranger, port: 22, platform: 'docker', firewall: 'docker-user' });
	const told = text(fix === undefined ? [] : [fix]);
	assert.match(
		told,
		/WAN stands for [^\n]*:\n {4}ip route show default\n {4}ip -6 route show default\nFirst set up a way back/,
	);
});

test("the reader's own address is the one that may come in, unless another one is given", () => {
	const reader = { address: '198.51.100.7', port: 22 };
	const own = text([...closingPlan({ ...stranger, port: 22, reader }), ...keepingPlan({ ...stranger, reader })]);
	assert.match(own, /198\.51\.100\.7 is the address that you are signed in from/);
	assert.match(own, /ip saddr 198\.51\.100\.7 tcp dport 22 accept/);
	assert.match(own, /ip saddr 198\.51\.100\.7 tcp dport 31337 accept/);
	assert.doesNotMatch(own, /203\.0\.113\.10/);
	const given = text(closingPlan({ ...stranger, port: 22, reader, from: '192.0.2.0/24' }));
	assert.match(given, /ip saddr 192\.0\.2\.0\/24 tcp dport 22 accept/);
	assert.match(given, /You are signed in from 198\.51\.100\.7: make sure that 192\.0\.2\.0\/24 holds it/);
});

test('what takes a firewall back is told as commands, which are not among those that shut the port', () => {
	for (const request of everyRequest()) {
		for (const fix of [...closingPlan(request), ...keepingPlan(request)]) {
			assert.equal(fix.undo !== undefined, fix.id === 'firewall' || fix.id === 'allow');
			if (fix.undo === undefined) continue;
			const back = fix.undo.flatMap(commandOf);
			assert.ok(back.length > 0);
			assert.ok(!fix.steps.some((step) => back.some((command) => commandOf(step).includes(command))));
		}
	}
});

test('a container is published on this machine only, since inside it a service has to listen on every address', () => {
	const plan = closingPlan({ ...stranger, platform: 'docker', firewall: 'docker-user' });
	assert.match(text(plan), /"127\.0\.0\.1:31337:31337"/);
	assert.doesNotMatch(text(plan), /Set it to 127\.0\.0\.1/);
});

for (const [how, happens, left] of [
	[
		'takes the rules back when the time is over, even after the connection was lost',
		['kill -HUP $way', 'echo > gate', 'wait $way'],
		'',
	],
	['leaves them when it is stopped', ['kill "$way"', 'wait $way || true'], 'table inet doorcheck_22_tcp\n'],
] as const) {
	test(`a way back ${how}`, { skip: missing('nft') }, () => {
		const [fix] = closingPlan({ ...stranger, port: 22 });
		const script = (fix?.steps.flatMap(commandOf) ?? []).join('\n');
		const [before = '', shut = ''] = script.split('echo "To stop the way back: kill $!"\n');
		const gate = mkdtempSync(join(tmpdir(), 'doorcheck-'));
		try {
			const printed = isolated([
				'set -e',
				`cd ${gate} && mkfifo gate`,
				before.replace('sleep 300', 'cat gate').replace(/^rm -f .*$/m, 'true'),
				'way=$!',
				...shut.split('\n').filter((line) => /^nft '?(add|flush) /.test(line)),
				...happens,
				'nft list tables',
			]);
			assert.equal(printed, left);
		} finally {
			rmSync(gate, { recursive: true });
		}
	});
}

test('a device that is no server is turned off in its own settings, and no command is given for it', () => {
	const device = { ...invented, instructions: { pitfalls: ['Turn it off in its menu.'] } };
	const plan = closingPlan({ ...stranger, service: device });
	assert.deepEqual(ids(plan), ['stop', 'firewall', 'verify']);
	assert.equal(text(plan.slice(0, 1)), 'Turn it off in its menu.');
	assert.doesNotMatch(text(plan), /systemctl disable UNIT|ss -ltnp/);
	assert.match(text(keepingPlan({ ...stranger, service: device })), /:DEVICE:31337 admin@HOST/);
});

test('what must stay reachable gets one address, a tunnel where TCP allows one, and its own safeguards', () => {
	assert.deepEqual(ids(keepingPlan({ ...stranger, service: invented })), ['allow', 'tunnel', 'harden']);
	assert.deepEqual(ids(keepingPlan({ ...stranger, protocol: 'udp' })), ['allow']);
	assert.deepEqual(ids(keepingPlan({ ...stranger, port: 22 })), ['allow']);
	const reader = { address: '198.51.100.7', port: stranger.port };
	assert.deepEqual(
		ids(keepingPlan({ ...stranger, reader })),
		['allow'],
		'it would lead through the port that it shuts',
	);
	assert.match(text(keepingPlan({ ...stranger, port: 61_616 })), /ssh -N -L 51616:127\.0\.0\.1:61616 admin@HOST/);
	assert.match(text(keepingPlan({ ...stranger, port: 80 })), /ssh -N -L 10080:127\.0\.0\.1:80 /);
	assert.match(text(keepingPlan({ ...stranger, platform: 'alpine' })), /AllowTcpForwarding local[\s\S]* ssh -N -L /);
	assert.doesNotMatch(text(keepingPlan(stranger)), /AllowTcpForwarding/);
});

test('the address that may come in is the one that was given, and an example is called one', () => {
	assert.match(text(keepingPlan(stranger)), /where 203\.0\.113\.10 stands/);
	const given = text(keepingPlan({ ...stranger, from: '2001:db8::/48' }));
	assert.match(given, /ip6 saddr 2001:db8::\/48/);
	assert.doesNotMatch(given, /203\.0\.113\.10/);
});

test('the check asks doorcheck for the port in the form its command line takes', () => {
	assert.match(text(closingPlan(stranger)), /doorcheck HOST -p 31337$/m);
	assert.match(text(closingPlan({ ...stranger, protocol: 'udp' })), /doorcheck HOST -p 31337\/udp$/m);
});

test('where the name of the server is known it stands in the commands for other machines, and no placeholder is left', () => {
	const named = (host: string) => text([...closingPlan({ ...stranger, host }), ...keepingPlan({ ...stranger, host })]);
	assert.match(named('example.com'), /^ {4}doorcheck example\.com -p 31337$/m);
	assert.match(named('example.com'), /^ {4}ssh -N -L 41337:127\.0\.0\.1:31337 admin@example\.com$/m);
	assert.doesNotMatch(named('example.com'), /HOST|other addresses/);
	assert.match(named('203.0.113.7'), /If it has other addresses, look at these too/);
	assert.match(named('2001:db8::7'), /If it has other addresses, look at these too/);
	const device = { ...invented, instructions: { pitfalls: ['Turn it off in its menu.'] } };
	const beside = text(keepingPlan({ ...stranger, service: device, host: 'example.com' }));
	assert.match(beside, /:DEVICE:31337 admin@HOST/, 'the SSH server is another machine');
});

test('whoever looks from the address that was let in is told that it is still open from there', () => {
	assert.match(text(closingPlan({ ...stranger, port: 22 })), /From the address that you let in it is still open\./);
	assert.doesNotMatch(text(closingPlan(stranger)), /still open/);
});

test('over UDP a firewall is seen as silence, and nothing in the generated steps speaks of TCP', () => {
	const filtered = /filtered if the firewall drops it/;
	assert.match(text(closingPlan(stranger)), filtered);
	for (const platform of platforms) {
		for (const firewall of platformFirewalls(platform)) {
			const request = { ...stranger, protocol: 'udp', platform, firewall } as const;
			const steps = text([...closingPlan(request), ...keepingPlan(request)]);
			assert.match(steps, /no answer \(open or filtered\) if the firewall drops it/);
			assert.doesNotMatch(steps, filtered);
			assert.doesNotMatch(steps, /\btcp\b|ss -\w*t\w* |NetTCP/i);
		}
	}
});

test('every fix has a title and steps, and no text is left unfilled', () => {
	for (const request of everyRequest()) {
		for (const fix of [...closingPlan(request), ...keepingPlan(request)]) {
			assert.ok(fix.title.length > 0 && fix.steps.length > 0);
			assert.doesNotMatch(text([fix]), /undefined|NaN|\[object|TODO/);
			for (const line of [fix.title, ...fix.steps.flatMap(wordsOf)]) assert.doesNotMatch(line, /[\n\r\t]/);
		}
	}
});

test('what stands for something in a command is explained beside it', () => {
	const standIn = /(?<!-I |-t )\b(HOST|NAME|PID|UNIT|LABEL|WAN|GROUP|RESOURCES|NETWORK|FIREWALL|DEVICE|JAIL|NUMBER)\b/g;
	for (const request of everyRequest()) {
		for (const { title, steps, undo = [] } of [...closingPlan(request), ...keepingPlan(request)]) {
			const sentences = steps.flatMap((step) => (step.kind === 'say' ? [step.text] : [])).join(' ');
			for (const [word] of [...steps, ...undo].flatMap(commandOf).join('\n').matchAll(standIn)) {
				const where = `${request.service?.id} on ${request.platform}, ${title}`;
				assert.match(sentences, new RegExp(`\\b${word}\\b`), where);
			}
		}
	}
});

test('every command for a Unix that is shown is one a POSIX shell can read', () => {
	const commands = unixCommands();
	assert.ok(commands.size > 500);
	const script = [...commands].join('\n');
	const { status, stderr } = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' });
	assert.equal(status, 0, stderr);
	const broken =
		status === 0 ? [] : [...commands].filter((command) => spawnSync('sh', ['-n'], { input: command }).status !== 0);
	assert.deepEqual(broken, []);
});

const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;

test('shellcheck finds nothing wrong with the commands that were written for one service', {
	skip: !shellcheck && 'shellcheck is not installed',
}, () => {
	const folder = mkdtempSync(join(tmpdir(), 'doorcheck-commands-'));
	try {
		const files = [...writtenCommands()].map((command, index) => {
			const file = join(folder, `${index}.sh`);
			writeFileSync(file, `${command}\n`);
			return file;
		});
		const { status, stdout } = spawnSync('shellcheck', ['-s', 'sh', '-S', 'warning', ...files], { encoding: 'utf8' });
		assert.equal(status, 0, stdout);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

function unixCommands(): ReadonlySet<string> {
	return new Set(
		everyRequest()
			.filter(({ platform }) => platform !== 'windows')
			.flatMap((request) => [...closingPlan(request), ...keepingPlan(request)])
			.flatMap((fix) => fix.steps.flatMap(commandOf)),
	);
}

function writtenCommands(): ReadonlySet<string> {
	const ways = ['usage', 'stop', 'bind', 'harden'] as const;
	return new Set(
		services.flatMap(({ instructions = {} }) =>
			ways.flatMap((way) =>
				platforms
					.filter((platform) => platform !== 'windows')
					.flatMap((platform) => instructions[way]?.[platform]?.flatMap(commandOf) ?? []),
			),
		),
	);
}

function everyRequest(): readonly ClosingRequest[] {
	return services.flatMap((service) =>
		[...service.doors, ...(service.alsoAt ?? [])].flatMap(({ port, protocol }) =>
			platforms.flatMap((platform) =>
				platformFirewalls(platform).map((firewall) => ({ service, port, protocol, platform, firewall })),
			),
		),
	);
}

function ids(plan: readonly Fix[]): readonly string[] {
	return plan.map(({ id }) => id);
}

function text(plan: readonly Fix[]): string {
	return plan.flatMap(({ steps }) => steps.flatMap(stepLines)).join('\n');
}

function wordsOf(step: Step): readonly string[] {
	switch (step.kind) {
		case 'run':
			return [];
		case 'edit':
		case 'write':
			return [step.file, ...step.lines];
		default:
			return [step.text];
	}
}

function commandOf(step: Step): readonly string[] {
	return step.kind === 'run' ? [step.command] : [];
}
