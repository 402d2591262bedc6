import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { services } from '../../source/knowledge/catalogue.ts';
import { type ClosingRequest, closingPlan, type Fix, keepingPlan } from '../../source/knowledge/closing.ts';
import { platforms, type ServiceEntry, type Step } from '../../source/knowledge/entry.ts';
import { platformFirewalls, sessionPorts } from '../../source/knowledge/firewall.ts';
import { stepLines } from '../../source/knowledge/plain.ts';

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

test("a service's own instructions take the place of the generated ones, on its system only", () => {
	const own = text(closingPlan({ ...stranger, service: invented }));
	assert.match(own, /systemctl disable --now invented/);
	assert.match(own, /invented --bind/);
	assert.match(own, /It listens twice\./);
	assert.doesNotMatch(own, /UNIT/);
	const elsewhere = text(closingPlan({ ...stranger, service: invented, platform: 'rhel', firewall: 'firewalld' }));
	assert.match(elsewhere, /systemctl disable UNIT/);
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
	assert.match(text(keepingPlan({ ...stranger, port: 61_616 })), /ssh -N -L 51616:127\.0\.0\.1:61616 admin@HOST/);
	assert.match(text(keepingPlan({ ...stranger, port: 80 })), /ssh -N -L 10080:127\.0\.0\.1:80 /);
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
		}
	}
});

test('every Linux command that is shown is one a POSIX shell can read', () => {
	const commands = new Set(
		everyRequest()
			.filter(({ platform }) => platform !== 'windows')
			.flatMap((request) => [...closingPlan(request), ...keepingPlan(request)])
			.flatMap((fix) => fix.steps.flatMap(commandOf)),
	);
	assert.ok(commands.size > 500);
	const script = [...commands].join('\n');
	const { status, stderr } = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' });
	assert.equal(status, 0, stderr);
	const broken =
		status === 0 ? [] : [...commands].filter((command) => spawnSync('sh', ['-n'], { input: command }).status !== 0);
	assert.deepEqual(broken, []);
});

function everyRequest(): readonly ClosingRequest[] {
	return services.flatMap((service) =>
		service.doors.flatMap(({ port, protocol }) =>
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

function commandOf(step: Step): readonly string[] {
	return step.kind === 'run' ? [step.command] : [];
}
