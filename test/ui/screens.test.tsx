import './force-color.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sanitise } from '../../source/identify/sanitise.ts';
import type { CheckEvent } from '../../source/model.ts';
import {
	endEvent,
	fakeCheck,
	fullCheck,
	hostEvent,
	identified,
	open,
	ports,
	progress,
	startEvent,
	startOf,
	v4,
	v6,
} from './fixture.ts';
import { keys, robot, widest } from './harness.tsx';

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

test('the results say what is checked, from where, how much, what is open and what that comes to', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	const [header, done, summary] = screen.text().split('\n');
	assert.match(header ?? '', /doorcheck {2}example\.com {3}203\.0\.113\.7 · 2001:db8::7 +from web-admin, 00:04$/);
	assert.match(done ?? '', /Checked 1,000 ports on 2 addresses {3}loss 0\.4 % {3}chance of a miss <0\.1 %/);
	assert.match(summary ?? '', /✖ 1 critical/);
	assert.match(screen.text(), /Not ready: \d doors must be closed/);
	assert.match(screen.line('6379'), /✖ 6379 +Redis 7\.0\.15 +critical +IPv6 only +answers without a password$/);
	assert.match(screen.line('3306'), /MySQL 8\.0\.36 +\w+ +IPv4 IPv6/);
	assert.match(screen.line('3389'), /IPv4 only/);
	screen.end();
});

test('the category of the worst finding comes first, and IPv4 and IPv6 share a row', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	const lines = screen.text().split('\n');
	const first = lines.findIndex((line) => /^ [A-Z]{3}/.test(line));
	assert.match(lines[first] ?? '', /DATABASE {2}2/);
	assert.match(lines[first + 1] ?? '', /6379/);
	assert.equal(lines.filter((line) => line.includes('3306')).length, 1);
	screen.end();
});

test('a screen is exactly as large as its terminal, at every size', async () => {
	for (const [columns, rows] of [
		[40, 10],
		[56, 14],
		[79, 24],
		[80, 24],
		[120, 40],
		[200, 50],
	] as const) {
		for (const inputs of [
			[],
			[keys.enter],
			[keys.enter, keys.tab],
			[keys.enter, keys.tab, keys.tab, keys.tab],
			['a'],
			['?'],
			['/', 'x'],
		]) {
			const screen = await robot({ check: fakeCheck(fullCheck), columns, rows });
			await screen.type(...inputs);
			assert.equal(screen.text().split('\n').length, rows, `${columns}×${rows} ${inputs.join(' ')}`);
			assert.ok(widest(screen.text()) <= columns, `${columns}×${rows} ${inputs.join(' ')}: ${widest(screen.text())}`);
			screen.end();
		}
	}
});

test('the remark goes first when there is little room, then the families; severity and its word stay', async () => {
	const at = async (columns: number) => {
		const screen = await robot({ check: fakeCheck(fullCheck), columns });
		const line = screen.line('6379');
		screen.end();
		return line;
	};
	assert.match(await at(80), /critical.*IPv6 only.*answers/);
	assert.match(await at(72), /critical.*IPv6 only$/);
	assert.match(await at(50), /✖ 6379.*critical$/);
});

test('of a host with one address the list says nothing about families, and more about its doors', async () => {
	const one: readonly CheckEvent[] = [
		startEvent,
		{ type: 'host', target: 'example.com', addresses: [{ address: v4, family: 4 }], ports: 1000 },
		open(445),
		identified(445, { service: 'smb', product: 'Samba', remark: 'SMB 3.1.1, signing not required' }),
	];
	for (const columns of [80, 120]) {
		const screen = await robot({ check: fakeCheck(one), columns });
		assert.doesNotMatch(screen.line('445'), /IPv4/);
		screen.end();
	}
	const screen = await robot({ check: fakeCheck(one) });
	assert.match(screen.line('445'), /Samba +critical +SMB 3\.1\.1, signing not required$/);
	screen.end();
});

test('what matters most about the findings is in the list beside the preview too', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), columns: 120 });
	assert.match(screen.line('✖ 6379'), /answers without a password +│/);
	screen.end();
});

test('the counts of all severities are whole at every width, the words give way before a count does', async () => {
	const five: readonly CheckEvent[] = [startEvent, hostEvent, ...[80, 22, 8080, 3306, 2375].map((port) => open(port))];
	for (const columns of [40, 60, 80, 200]) {
		const screen = await robot({ check: fakeCheck(five), columns });
		const [, , counts = ''] = screen.text().split('\n');
		assert.match(counts, /^ ✖ 1.*▲ 1.*◆ 1.*◇ 1.*● 1/, `${columns}: ${counts}`);
		assert.doesNotMatch(counts, /…/);
		screen.end();
	}
});

test('from 110 columns on the selected finding is explained beside the list', async () => {
	const wide = await robot({ check: fakeCheck(fullCheck), columns: 110 });
	assert.match(wide.text(), /│ 6379 {2}Redis 7\.0\.15 {2}✖ CRITICAL/);
	await wide.type('j');
	assert.match(wide.text(), /│ 3306 {2}MySQL/);
	wide.end();
	const narrow = await robot({ check: fakeCheck(fullCheck), columns: 109 });
	assert.doesNotMatch(narrow.text(), /│/);
	narrow.end();
});

test('titles with wide characters and emoji never make a line too long, nor push the columns', async () => {
	const events: readonly CheckEvent[] = [
		startEvent,
		hostEvent,
		open(8080),
		identified(8080, {
			service: 'http',
			product: '日本語サーバー🚪🚪🚪 very long name',
			access: 'open',
			remark: '題名'.repeat(40),
		}),
		endEvent,
	];
	for (const columns of [40, 80, 120]) {
		const screen = await robot({ check: fakeCheck(events), columns });
		assert.ok(widest(screen.text()) <= columns);
		assert.equal(screen.text().split('\n').length, 24);
		screen.end();
	}
});

test('without colour nothing but text is written, and with it only colours of the sixteen', async () => {
	const plain = await robot({ check: fakeCheck(fullCheck) });
	assert.doesNotMatch(plain.raw(), /\u001b/);
	await plain.type(keys.enter, keys.tab);
	assert.doesNotMatch(plain.raw(), /\u001b/);
	plain.end();
	const colored = await robot({ check: fakeCheck(fullCheck), color: true });
	assert.match(colored.raw(), /\u001b\[31m/);
	assert.doesNotMatch(colored.raw(), /\u001b\[[34]8[;:]/);
	colored.end();
});

test('the same words are there with and without colour: a glyph and a word go with each', async () => {
	const plain = await robot({ check: fakeCheck(fullCheck) });
	const colored = await robot({ check: fakeCheck(fullCheck), color: true });
	assert.equal(colored.text(), plain.text());
	plain.end();
	colored.end();
});

test('with ASCII the glyphs are ASCII', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), ascii: true });
	assert.match(screen.line('6379'), /^ > X 6379/);
	assert.match(screen.text(), /Enter explain/);
	screen.end();
});

test('below 40×10 one line says so, and q and Ctrl+C still end it', async () => {
	for (const key of ['q', keys.ctrlC]) {
		const screen = await robot({ check: fakeCheck(fullCheck), columns: 39, rows: 9 });
		assert.equal(screen.text().trim(), 'Needs 40×10; q quits');
		await screen.type('j');
		assert.equal(screen.store.picture().state.leave, undefined);
		await screen.type(key);
		assert.equal(screen.store.picture().state.leave, key === 'q' ? 'quit' : 'interrupted');
		screen.end();
	}
});

test('a recheck shows that it is under way, and then open → closed', async () => {
	const check = fakeCheck(fullCheck, (address, port) => [ports('closed', [port], address)]);
	const screen = await robot({ check });
	await screen.type('j', keys.enter, 'r');
	await screen.shows('open → closed');
	assert.match(screen.text(), /3306 no longer accepts connections/);
	assert.match(screen.text().split('\n')[0] ?? '', /✔ CLOSED/);
	assert.deepEqual(check.calls, [`recheck ${v4} 3306`, `recheck ${v6} 3306`]);
	await screen.type(keys.escape);
	assert.match(screen.line('3306'), /› ✔ 3306 .*closed .*was open/);
	screen.end();
});

test('from one finding to the next and back, on the same tab, with the list going along', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	await screen.type(keys.enter, keys.tab, 'n');
	assert.match(screen.text(), /3306 MySQL[\s\S]*\[Close it\]/);
	await screen.type('p');
	assert.match(screen.text(), /6379 Redis[\s\S]*\[Close it\]/);
	await screen.type('p');
	assert.match(screen.text(), /This is the first finding of the list/);
	await screen.type('n', keys.escape);
	assert.match(screen.line('3306'), /› /);
	screen.end();
});

test('every door of the list can be looked at again at once', async () => {
	const check = fakeCheck(fullCheck, (address, port) => [ports('closed', [port], address)]);
	const screen = await robot({ check });
	const doors = check.collector.report().hosts[0]?.findings.map(({ port }) => port) ?? [];
	await screen.type('R');
	await screen.shows('Ready: no door is open');
	assert.deepEqual(new Set(check.calls.map((call) => Number(call.split(' ')[2]))), new Set(doors));
	screen.end();
});

test('beside the list a door that is shut by now is not called critical any more', async () => {
	const check = fakeCheck(fullCheck, (address, port) => [ports('closed', [port], address)]);
	const screen = await robot({ check, columns: 120 });
	await screen.type('r');
	await screen.shows('│ 6379  Redis 7.0.15  ✔ CLOSED');
	screen.end();
});

test('a recheck that finds the door still open says so', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	await screen.type(keys.enter, 'r');
	await screen.shows('Still open');
	screen.end();
});

test('the instructions change with system and firewall, and the commands of a step can be copied', async () => {
	const copied: string[] = [];
	const screen = await robot({
		check: fakeCheck(fullCheck),
		copy: async (text) => {
			copied.push(text);
			return "Sent to your terminal's clipboard";
		},
	});
	await screen.type('j', keys.enter, keys.tab);
	assert.match(screen.text(), /System \[ Debian, Ubuntu \] {3}Firewall \{ nftables \}/);
	await screen.type('}');
	assert.match(screen.text(), /Firewall \{ ufw \}/);
	await screen.type(']');
	assert.match(screen.text(), /System \[ RHEL, Rocky, Fedora \] {3}Firewall \{ firewalld \}/);
	await screen.type('[', 'j', 'y');
	await screen.shows("Sent to your terminal's clipboard");
	assert.ok(screen.text().includes(`›     ${copied[0]?.split('\n')[0]}`));
	await screen.type('Y');
	await screen.shows('Sent to');
	assert.ok((copied[1] ?? '').includes(copied[0] ?? 'nothing'));
	screen.end();
});

test('what is copied at once is one way, not its alternatives too: nobody wants to stop a service and shut its port', async () => {
	const copied: string[] = [];
	const copy = async (text: string) => {
		copied.push(text);
		return 'Copied';
	};
	const screen = await robot({ check: fakeCheck(fullCheck), copy, rows: 60 });
	await screen.type(keys.enter, keys.tab, 'Y');
	assert.match(copied[0] ?? '', /systemctl disable --now redis-server/);
	assert.doesNotMatch(copied[0] ?? '', /nft|redis\.conf|doorcheck/);
	while (!/› +nft add table/.test(screen.text())) {
		await screen.type('j');
	}
	await screen.type('Y');
	assert.match(copied[1] ?? '', /^nft add table/);
	assert.doesNotMatch(copied[1] ?? '', /systemctl disable|redis\.conf/);
	screen.end();
});

test('what a check came to is told as far as there is room, and never cut', async () => {
	for (const columns of [40, 50, 60, 80]) {
		const screen = await robot({ check: fakeCheck(fullCheck), columns });
		assert.match(
			screen.line('Checked'),
			columns < 60 ? /addresses( {3}loss 0\.4 %)?$/ : /chance of a miss <0\.1 %$|loss 0\.4 %$/,
		);
		screen.end();
	}
});

test('system and firewall, and the heading of a way, can be read whole at every width', async () => {
	for (const columns of [40, 60, 80]) {
		const screen = await robot({ check: fakeCheck(fullCheck), columns });
		await screen.type(keys.enter, keys.tab);
		const text = screen.text().replace(/\s+/g, ' ');
		assert.match(text, /System \[ Debian, Ubuntu \] Firewall \{ nftables \}/, `${columns}`);
		assert.match(text, /1 Stop it, if nothing on this server needs it/, `${columns}`);
		assert.doesNotMatch(text, /…/, `${columns}`);
		screen.end();
	}
});

test('what an instruction rests on stands below its commands', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), rows: 60 });
	await screen.type(keys.enter, keys.tab);
	assert.match(
		screen.text(),
		/\n {2}1 {2}Stop it.*\n[\s\S]*systemctl disable[\s\S]*\n {5}Proven on Debian[\s\S]*\n {2}2 /,
	);
	screen.end();
});

test('the suggested system is the one that a banner named', async () => {
	const check = fakeCheck([
		startEvent,
		hostEvent,
		open(3389),
		identified(3389, { service: 'rdp', os: 'Windows' }),
		endEvent,
	]);
	const screen = await robot({ check });
	await screen.type(keys.enter, keys.tab);
	assert.match(screen.text(), /System \[ Windows \] {3}Firewall \{ Windows Firewall \}/);
	screen.end();
});

test('the evidence has a table of the addresses and what was said', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	await screen.type(keys.enter, keys.tab, keys.tab, keys.tab);
	assert.match(screen.line(v6), /│ 2001:db8::7 │ open +│ 12 ms +│ 1,010 +│ 0\.4 %/);
	assert.match(screen.text(), /INFO answered: redis_version:7\.0\.15/);
	screen.end();
});

test('all ports come by state, neighbours as ranges', async () => {
	const check = fakeCheck([
		startEvent,
		hostEvent,
		ports('closed', [1, 2, 3, 4, 6]),
		open(5),
		ports('filtered', [7, 8]),
		endEvent,
	]);
	const screen = await robot({ check });
	await screen.type('a');
	assert.match(
		screen.text(),
		/\n {4}open +1 {2}something.*\n +5\n {4}closed +5 {2}.*\n +1-4, 6\n {4}filtered +2 {2}.*\n +7-8\n/,
	);
	await screen.type(keys.tab);
	assert.match(screen.text(), /\[open\]/);
	assert.doesNotMatch(screen.text(), /1-4/);
	screen.end();
});

test('silent UDP ports are among all ports, with what silence means, counted, and a state of their own', async () => {
	const check = fakeCheck([
		startEvent,
		hostEvent,
		ports('filtered', [7, 8]),
		open(53, v4, 'udp'),
		ports('closed', [69], v4, 'udp'),
		ports('open|filtered', [123, 1000, 1001, 1002], v4, 'udp'),
		endEvent,
	]);
	for (const [columns, rows] of [
		[80, 24],
		[40, 20],
	] as const) {
		const screen = await robot({ check, columns, rows });
		await screen.type('a');
		const text = screen.text().replace(/\s+/g, ' ');
		assert.match(text, /203\.0\.113\.7 filtered 2 .*7-8 open 1 .*53\/udp closed 1 .*69\/udp open\|filtered 4/);
		assert.match(screen.text(), columns < 80 ? /open\|filtered +4\n/ : /4 {2}no answer: open, or a firewall drops\n/);
		await screen.type(keys.tab, keys.tab, keys.tab, keys.tab);
		assert.match(screen.text(), /\[open\|filtered\]/);
		assert.match(screen.text(), /\n +123\/udp, 1000-1002\/udp\n/);
		assert.doesNotMatch(screen.text(), / 69\/udp| 7-8/);
		screen.end();
	}
});

const snmp: readonly CheckEvent[] = [
	startEvent,
	hostEvent,
	open(161, v4, 'udp'),
	ports('open|filtered', [161], v6, 'udp'),
	identified(161, { service: 'snmp', evidence: ['the community public was answered'], os: 'Debian' }, v4, 'udp'),
	endEvent,
];

test('a UDP door that gives no answer any more is neither open nor shut, and says what silence can mean', async () => {
	const check = fakeCheck(snmp, (address, port, protocol) => [ports('open|filtered', [port], address, protocol)]);
	for (const [columns, rows] of [
		[80, 24],
		[40, 10],
	] as const) {
		const screen = await robot({ check: fakeCheck(snmp, () => []), columns, rows });
		assert.match(screen.line('161/udp'), /▲ 161\/udp/);
		screen.end();
	}
	const screen = await robot({ check });
	await screen.type(keys.enter, 'r');
	await screen.shows('open → open|filtered   161/udp gives no answer, checked at');
	assert.match(screen.text().split('\n')[0] ?? '', /\? NO ANSWER$/);
	assert.match(
		screen.text().replace(/\s+/g, ' '),
		/Port 161\/udp gives no answer now; it answered during this check\. Over UDP a firewall that drops looks like that/,
	);
	await screen.type(keys.escape);
	assert.match(screen.line('161/udp'), /\? 161\/udp +SNMP +no answer +IPv4 +was open/);
	assert.doesNotMatch(screen.text(), /Ready: no door is open/);
	screen.end();
});

test('a UDP door that is closed now no longer answers', async () => {
	const check = fakeCheck(snmp, (address, port, protocol) => [ports('closed', [port], address, protocol)]);
	const screen = await robot({ check });
	await screen.type(keys.enter, 'r');
	await screen.shows('open → closed   161/udp no longer answers, checked at');
	assert.match(screen.text().split('\n')[0] ?? '', /✔ CLOSED$/);
	screen.end();
});

test('the evidence tells the state of each address, also where the port was never open, within the width', async () => {
	for (const columns of [40, 64, 80]) {
		const screen = await robot({ check: fakeCheck(snmp), columns });
		await screen.type(keys.enter, keys.tab, keys.tab, keys.tab);
		assert.match(screen.line('│ 203'), /│ open +│/);
		assert.match(screen.line('│ 2001'), /│ no answer +│/);
		const table = screen
			.text()
			.split('\n')
			.filter((line) => /^ [┌├│└]/.test(line));
		assert.ok(table.length >= 7 && table.every((line) => /[┐│┤┘]$/.test(line)), `${columns}:\n${screen.text()}`);
		screen.end();
	}
});

test('what cannot be named over UDP is not said to take connections', async () => {
	const check = fakeCheck([startEvent, hostEvent, open(9999, v4, 'udp'), endEvent]);
	const screen = await robot({ check });
	await screen.type(keys.enter);
	assert.match(
		screen.text().replace(/\s+/g, ' '),
		/Something answers on port 9999\/udp\. On the server, ss -ulpn names/,
	);
	assert.doesNotMatch(screen.text(), /accepts connections/);
	screen.end();
});

test('without UDP nothing is said about it', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), columns: 120 });
	await screen.type('a');
	assert.match(screen.text(), /\[all\]│ open │ closed │ filtered │ undecided/);
	await screen.type(keys.tab, keys.tab, keys.tab, keys.tab);
	assert.match(screen.text(), /\[undecided\]/);
	assert.doesNotMatch(screen.text(), /udp|open\|filtered/i);
	screen.end();
});

test('while ports are asked there is a bar with figures; paused, it says so', async () => {
	const check = fakeCheck([startEvent, hostEvent, progress(610), progress(610, v6)]);
	const screen = await robot({ check });
	assert.match(
		screen.text().split('\n')[1] ?? '',
		/━+─+ {2}61 % {2}1,220 of 2,000 {3}1\.0k\/s {3}1 s left {3}loss 0\.4 %/,
	);
	await screen.type(' ');
	assert.deepEqual(check.calls, ['pause']);
	assert.match(screen.text(), /Paused at 61 % .*press space to go on/);
	await screen.type(' ');
	assert.deepEqual(check.calls, ['pause', 'resume']);
	assert.doesNotMatch(screen.text(), /Paused/);
	screen.end();
});

test('several hosts come as a list with progress, counts and verdict, and Enter opens one', async () => {
	const check = fakeCheck([
		startOf('a.example', 'b.example', 'c.example'),
		{ type: 'host', target: 'a.example', addresses: [{ address: v4, family: 4 }], ports: 1000 },
		{ type: 'host', target: 'b.example', addresses: [{ address: '192.0.2.9', family: 4 }], ports: 1000 },
		{ type: 'unresolved', target: 'c.example', reason: 'no such host' },
		progress(500),
		open(3306, '192.0.2.9'),
	]);
	const screen = await robot({ check });
	assert.match(screen.line('a.example'), /› a\.example +50 %/);
	assert.match(screen.line('b.example'), /b\.example +0 % +\S 1 +Not/);
	assert.match(screen.line('c.example'), /not checked: no such host/);
	await screen.type('g', keys.enter);
	assert.match(screen.line('3306'), /3306/);
	await screen.type(keys.escape);
	assert.match(screen.line('b.example'), /› b\.example/);
	screen.end();
});

test('the worst of several hosts come first, and the cursor waits there; those that are fine come last', async () => {
	const names = ['fine.example', 'unknown.example', 'bad.example', 'worse.example'] as const;
	const addresses = { 'fine.example': v4, 'bad.example': '192.0.2.9', 'worse.example': '192.0.2.10' };
	const check = fakeCheck([
		startOf(...names),
		...Object.entries(addresses).map(
			([target, address]): CheckEvent => ({ type: 'host', target, addresses: [{ address, family: 4 }], ports: 1000 }),
		),
		{ type: 'unresolved', target: 'unknown.example', reason: 'no such host' },
		open(443),
		open(3306, '192.0.2.9'),
		open(2375, '192.0.2.10'),
		...Object.values(addresses).map((address) => progress(1000, address)),
		endEvent,
	]);
	const screen = await robot({ check });
	const order = () => [...screen.text().matchAll(/(\w+\.example) +(?:\d|not)/g)].map(([, name]) => name);
	assert.deepEqual(order(), ['worse.example', 'bad.example', 'unknown.example', 'fine.example']);
	assert.match(screen.line('worse.example'), /›/);
	await screen.type('s');
	assert.deepEqual(order(), names);
	screen.end();
});

test('the start screen checks what was typed, what was chosen, or this machine', async () => {
	const asked: string[] = [];
	const start = async (targets: string) => {
		asked.push(targets);
		throw new Error(`can't resolve ${targets} (no such host)`);
	};
	const screen = await robot({ start, recent: ['example.com', '203.0.113.7'] });
	await screen.type(keys.enter);
	await screen.shows("can't resolve localhost (no such host)");
	await screen.type('q.example', keys.enter);
	await screen.shows("can't resolve q.example");
	await screen.type(keys.down, keys.down, keys.enter);
	await screen.shows("can't resolve 203.0.113.7");
	assert.deepEqual(asked, ['localhost', 'q.example', '203.0.113.7']);
	screen.end();
});

test('a start that is granted leads to the results', async () => {
	const screen = await robot({ start: async () => fakeCheck(fullCheck) });
	await screen.type(keys.enter);
	await screen.shows('Redis 7.0.15');
	screen.end();
});

test('exporting says where the report went, or why it did not', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), exportReport: async () => '/root/doorcheck.json' });
	await screen.type('e', 'j');
	await screen.shows('Report written to /root/doorcheck.json');
	screen.end();
	const failing = await robot({
		check: fakeCheck(fullCheck),
		exportReport: async () => {
			throw new Error('no space left');
		},
	});
	await failing.type('e', keys.enter);
	await failing.shows('no space left');
	failing.end();
});

test('how to close everything can be exported, as it was chosen; Esc writes nothing', async () => {
	const written: unknown[] = [];
	const screen = await robot({
		check: fakeCheck(fullCheck),
		exportReport: async (_report, what, { from, platform }) => {
			written.push([what, from, platform]);
			return `runbook.${what}`;
		},
	});
	await screen.type('e');
	assert.match(screen.text(), /What is to be written\?/);
	await screen.type(keys.escape, 'e', 'm');
	await screen.shows('Runbook written to runbook.markdown');
	await screen.type(keys.enter, keys.tab, ']', keys.tab, 'i', '192.0.2.1/24', keys.enter, 'e', 's');
	await screen.shows('Runbook written to runbook.script');
	assert.deepEqual(written, [
		['markdown', undefined, undefined],
		['script', '192.0.2.0/24', 'rhel'],
	]);
	screen.end();
});

test('the address that may come in is typed, checked, and stands in every command that is shown or copied', async () => {
	const copied: string[] = [];
	const screen = await robot({
		check: fakeCheck(fullCheck),
		copy: async (text) => {
			copied.push(text);
			return 'Copied';
		},
	});
	await screen.type(keys.enter, keys.tab, 'i');
	assert.match(screen.text(), /The tab If you must keep it lets one address in/);
	await screen.type(keys.tab);
	assert.match(screen.text(), /203\.0\.113\.10/);
	await screen.type('i', '198.51.100.777', keys.enter);
	assert.match(
		screen.text(),
		/Let in: 198\.51\.100\.777.* is no address: write 198\.51\.100\.7 or 198\.51\.100\.0\/24\n/,
	);
	await screen.type('\u007f', '\u007f', keys.enter);
	assert.match(screen.text(), /ip saddr 198\.51\.100\.7\s+tcp/);
	assert.doesNotMatch(screen.text(), /203\.0\.113\.10/);
	await screen.type('Y');
	assert.match(copied[0] ?? '', /ip saddr 198\.51\.100\.7 tcp dport/);
	await screen.type('i', 'x', keys.escape);
	assert.match(screen.text(), /ip saddr 198\.51\.100\.7\s+tcp/);
	screen.end();
});

test('rules that let the example address in are not copied: pasted, they would shut everybody else out', async () => {
	const copied: string[] = [];
	const copy = async (text: string) => {
		copied.push(text);
		return 'Copied';
	};
	const screen = await robot({ check: fakeCheck(fullCheck), copy });
	await screen.type(keys.enter, keys.tab, keys.tab, 'y', 'Y');
	assert.match(screen.text(), /203\.0\.113\.10 is an example: press i and name yours {2}/);
	assert.deepEqual(copied, []);
	await screen.type('i', '198.51.100.7', keys.enter, 'Y');
	assert.match(copied[0] ?? '', /ip saddr 198\.51\.100\.7 tcp dport/);
	screen.end();
});

test('within SSH on the checked server the own address is the one that is let in', async () => {
	const session = { client: '198.51.100.7', server: v4, port: 22 };
	const screen = await robot({ check: fakeCheck(fullCheck), session, rows: 60 });
	await screen.type(keys.enter, keys.tab, keys.tab);
	assert.match(screen.text(), /198\.51\.100\.7 is the address that you are signed in from/);
	screen.end();
	const elsewhere = await robot({
		check: fakeCheck(fullCheck),
		session: { ...session, server: '192.0.2.1' },
		rows: 60,
	});
	await elsewhere.type(keys.enter, keys.tab, keys.tab);
	assert.doesNotMatch(elsewhere.text(), /198\.51\.100\.7/);
	elsewhere.end();
});

test('what is not possible says why, instead of nothing', async () => {
	const screen = await robot({ check: fakeCheck([startEvent, hostEvent, endEvent]) });
	await screen.type(keys.enter);
	assert.match(screen.text(), /No finding is selected/);
	await screen.type(' ');
	assert.match(screen.text(), /The check is over/);
	screen.end();
});

test('notes about the addresses can be read', async () => {
	const note = 'This is the loopback address, which other machines cannot reach.';
	const check = fakeCheck([...fullCheck, { type: 'note', address: v4, text: note }]);
	const screen = await robot({ check });
	await screen.type('G');
	assert.match(screen.text().replace(/\s+/g, ' '), new RegExp(`${v4}: ${note}`));
	screen.end();
});

test('hostile text, sanitised where it comes in, is harmless on the screen', async () => {
	const hostile = `\u001b[31m\u001b]0;title\u0007\u202eevil\u2066\u009b2J\r\nsecond\ttab\u0000${'🚪'.repeat(300)}`;
	const product = sanitise(hostile, 120);
	const check = fakeCheck([
		startEvent,
		hostEvent,
		open(8080),
		identified(8080, { service: 'http', product, remark: product, evidence: [product] }),
		endEvent,
	]);
	const screen = await robot({ check });
	for (const inputs of [[], [keys.enter], [keys.tab], [keys.tab], [keys.tab]]) {
		await screen.type(...inputs);
		assert.doesNotMatch(screen.raw().replaceAll('\n', ''), control);
		assert.equal(screen.text().split('\n').length, 24);
		assert.ok(widest(screen.text()) <= 80);
	}
	screen.end();
});

test('the explanation begins with what was seen, what it is and why it matters; its version comes last', async () => {
	const events = [
		startEvent,
		hostEvent,
		open(6379),
		identified(6379, { service: 'redis', product: 'Redis', version: '5.0.7', access: 'open' }),
		open(8088),
		identified(8088, { service: 'http', product: 'Apache', version: '2.4.71', remark: 'a page' }),
	];
	const screen = await robot({ check: fakeCheck(events), rows: 40 });
	await screen.type('/', 'redis', keys.enter, keys.enter);
	const parts = [/answered without a password\./, /What it is/, /Why it matters\n/, /Who needs it open/, /Its version/];
	const places = parts.map((part) => screen.text().search(part));
	assert.ok(!places.includes(-1));
	assert.deepEqual(
		places,
		places.toSorted((a, b) => a - b),
	);
	assert.doesNotMatch(screen.text(), /Noted there/);
	await screen.type(keys.escape, keys.escape, '/', ':8088', keys.enter, keys.enter);
	assert.match(
		screen.text().replace(/\s+/g, ' '),
		/Apache 2\.4\.71 answers there\. That it is Hadoop YARN is only what the port .* Noted there: a page\./,
	);
	screen.end();
});

test('what is known about a version is beside why it matters, and in the evidence with its source', async () => {
	const events: readonly CheckEvent[] = [
		startEvent,
		hostEvent,
		open(25),
		identified(25, { service: 'smtp', product: 'Exim', version: '4.72', evidence: ['greeted with 220 Exim 4.72'] }),
		open(8080),
		identified(8080, { service: 'http', product: 'Apache Tomcat', version: '8.5.50' }),
		endEvent,
	];
	const screen = await robot({ check: fakeCheck(events), rows: 40 });
	assert.match(screen.line(' 25 '), /medium .* see CVE-2018-6789$/);
	await screen.type('/', '25', keys.enter, keys.enter);
	const why = screen.text().replace(/\s+/g, ' ');
	assert.match(why, /Its version Exim 4\.72 is a version reported as affected by CVE-2018-6789\. A stranger can/);
	assert.match(why, /A version is no proof/);
	await screen.type(keys.tab, keys.tab, keys.tab);
	const evidence = screen.text().replace(/\s+/g, ' ');
	assert.match(evidence, /What is known about its version Exim 4\.72 is a version reported as affected/);
	assert.match(evidence, /Known to be exploited \(CISA, 2021-11-03\)\. https:\/\/exim\.org\S+ A version is no proof/);
	assert.doesNotMatch(why + evidence, /vulnerab/i);
	screen.end();
});

test('of many advisories the first two are told with why it matters, and where the others are', async () => {
	const alongside = [
		{ product: 'Apache Tomcat', version: '8.5.50' },
		{ product: 'PHP', version: '7.4.33' },
	];
	const many = identified(6379, { service: 'redis', product: 'Redis', version: '5.0.7', alongside });
	const screen = await robot({ check: fakeCheck([startEvent, hostEvent, open(6379), many, endEvent]), rows: 40 });
	await screen.type(keys.enter);
	const why = screen.text().replace(/\s+/g, ' ');
	assert.equal(why.match(/reported as affected/g)?.length, 2);
	assert.match(why, /\d more are under Evidence\. A version is no proof/);
	screen.end();
});
