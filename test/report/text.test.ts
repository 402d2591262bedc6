import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import type { StateCounts } from '../../source/model.ts';
import type { Look } from '../../source/report/look.ts';
import { exitSummary } from '../../source/report/summary.ts';
import { textReport } from '../../source/report/text.ts';
import { example, exampleHost, finding, hostileReport, redis } from './example.ts';

const plain: Look = { color: false, ascii: false, width: 80 };

function lineWith(text: string, part: string): string {
	const line = text.split('\n').find((one) => one.includes(part));
	assert.ok(line !== undefined, `no line with ${part} in\n${text}`);
	return line;
}

/** The lines under a heading, up to the next blank line. */
function under(text: string, title: string): string {
	const [, rest = ''] = text.split(`\n${title}\n`);
	return rest.split('\n\n')[0] ?? '';
}

const longNames = {
	...example,
	hosts: [
		{
			...exampleHost,
			target: `${'very-long-label.'.repeat(12)}example.com`,
			findings: [
				redis,
				finding({
					address: '203.0.113.7',
					port: 65_535,
					service: {
						id: 'http',
						name: 'HTTP',
						product: 'A product with a remarkably long name that no column was made for',
						version: '1.2.3-alpha+exp.sha.5114f85.with.no.space.to.break.this.version.number.at',
						confidence: 'confirmed',
					},
					remark: '日本語のとても長いページの題名です。日本語のとても長いページの題名です。',
				}),
			],
		},
	],
};

test('no line is wider than the terminal, whatever the names and remarks', () => {
	for (const report of [example, longNames, hostileReport]) {
		for (const width of [60, 80, 120]) {
			for (const color of [false, true]) {
				const look = { color, ascii: false, width };
				for (const line of [textReport(report, look), exitSummary(report, look)].join('').split('\n')) {
					assert.ok(stringWidth(line) <= width, `${stringWidth(line)} > ${width}: ${line}`);
				}
			}
		}
	}
});

test('without colour there is no escape code; with colour the words are the same', () => {
	const colorless = textReport(example, plain);
	assert.doesNotMatch(colorless, /\u001b/);
	const colored = textReport(example, { ...plain, color: true });
	assert.match(colored, /\u001b\[31m/);
	assert.equal(stripVTControlCharacters(colored), colorless);
});

test('only the sixteen colours of the terminal are used', () => {
	const colored = textReport(example, { ...plain, color: true });
	for (const [, codes = ''] of colored.matchAll(/\u001b\[([\d;]*)m/g)) {
		assert.match(codes, /^(1|22|3[0-7]|39|9[0-7])$/);
	}
});

test('in ASCII there is nothing else, and every severity still has its sign and word', () => {
	const report = { ...example, hosts: [...example.hosts, { ...exampleHost, target: 'münchen.example' }] };
	for (const text of [textReport(report, { ...plain, ascii: true }), exitSummary(report, { ...plain, ascii: true })]) {
		assert.doesNotMatch(text, /[^\n\u0020-\u007e]/);
		assert.match(lineWith(text, '6379  '), /X critical/);
	}
});

test('nothing that a server sent can act on the terminal', () => {
	for (const text of [textReport(hostileReport, plain), exitSummary(hostileReport, plain)]) {
		assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{C}\p{Zl}\p{Zp}]/u);
	}
});

test('a door on both families is one row, and one on a single family says so', () => {
	const text = textReport(example, { ...plain, width: 120 });
	assert.match(
		lineWith(text, '443  '),
		/● fine +443 +nginx 1\.22 +IPv4 IPv6 +certificate valid, 61 days left, expected$/,
	);
	assert.match(
		lineWith(text, '6379  '),
		/✖ critical +6379 +Redis 7\.0\.15 +IPv6 only +answers without a password, not expected$/,
	);
	assert.equal(text.split('\n').filter((line) => line.includes('● fine')).length, 1);
});

test('with one family nothing is said about families', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const one = { ...exampleHost, addresses: [address], findings: exampleHost.findings.slice(1, 2), differences: [] };
	assert.doesNotMatch(textReport({ ...example, hosts: [one] }, plain), /IPv4|IPv6/);
});

test('the worst category comes first', () => {
	const text = textReport(example, plain);
	assert.ok(text.indexOf('\nDATABASE\n') < text.indexOf('\nWEB\n'));
	assert.ok(text.indexOf('Not ready: 1 door must be closed') < text.indexOf('\nDATABASE\n'));
});

test('the report says who looked at what, from where, and how sure it is', () => {
	const text = textReport(example, plain);
	assert.match(text, /^doorcheck {2}example\.com {2}203\.0\.113\.7 · 2001:db8::7\n/);
	assert.match(text, /checked from web-admin, 2026-11-23 09:00 UTC, in 1\.8s/);
	const measured = under(text, 'MEASURED').replace(/\n +/g, ' ');
	assert.match(
		measured,
		/203\.0\.113\.7: 1 open, 0 closed, 227 filtered, 1 undecided; 471 attempts, round trip 12\.4ms/,
	);
	assert.match(measured, /loss 0\.4 %, chance that an open door was missed 0\.02 %/);
	assert.match(measured, /2001:db8::7: .*458 attempts, round trip unknown, loss unknown/);
	assert.match(under(text, 'IPV4 AND IPV6 DIFFER'), /6379 {2}filtered on IPv4, open on IPv6/);
	assert.match(under(text, 'NOTES'), /203\.0\.113\.7: A firewall drops/);
});

test('UDP ports are counted apart, and silence among them is called what it is', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const measuredWith = (counts: StateCounts, udp: StateCounts) => {
		const addresses = [{ ...address, counts, udp }];
		const text = textReport({ ...example, hosts: [{ ...exampleHost, addresses }] }, { ...plain, width: 200 });
		return lineWith(text, '203.0.113.7: ').trim();
	};
	const udp = { open: 1, closed: 4, filtered: 0, 'open|filtered': 26, undecided: 0 };
	assert.match(
		measuredWith({ open: 4, closed: 4, filtered: 196, 'open|filtered': 26, undecided: 1 }, udp),
		/^203\.0\.113\.7: 200 TCP ports: 3 open, 0 closed, 196 filtered, 1 undecided; 31 UDP ports: 1 open, 4 closed, 26 gave no answer \(open or filtered\); 471 attempts/,
	);
	assert.match(measuredWith(udp, udp), /^203\.0\.113\.7: 31 UDP ports: 1 open, 4 closed, 26 gave no answer/);
	const one = { open: 0, closed: 0, filtered: 1, 'open|filtered': 0, undecided: 0 };
	assert.match(measuredWith(one, one), /^203\.0\.113\.7: 1 UDP port: 0 open, 0 closed, 1 filtered; 471 attempts/);
});

test('a UDP door that fell silent is listed as open earlier, and not as filtered', () => {
	const silent = { ...redis, port: 161, protocol: 'udp' as const, state: 'open|filtered' as const };
	for (const look of [plain, { ...plain, color: true }]) {
		const text = textReport({ ...example, hosts: [{ ...exampleHost, findings: [silent] }] }, look);
		const section = under(stripVTControlCharacters(text), 'No open door was found.\nOPEN EARLIER, NOT NOW');
		assert.match(section, /\? no answer {2}161\/udp/);
	}
});

test('each bad door gets its first step, and where the rest is told', () => {
	const steps = under(textReport(example, { ...plain, width: 120 }), 'WHAT TO DO NEXT');
	assert.match(steps, /1 {2}Redis on 6379: stop it/);
	assert.match(steps, /systemctl disable --now redis-server/);
	assert.match(steps, /doorcheck catalogue redis/);
	assert.doesNotMatch(steps, /nginx/);
});

test('a command that does not fit is left to the catalogue, never broken', () => {
	const steps = under(textReport(example, { ...plain, width: 50 }), 'WHAT TO DO NEXT');
	assert.doesNotMatch(steps, /systemctl/);
	assert.match(steps, /How: doorcheck catalogue redis/);
});

test('the first step for a way in does not lock the reader out', () => {
	const rdp = finding({
		address: '203.0.113.7',
		port: 3389,
		service: { id: 'rdp', name: 'Remote Desktop', product: null, version: null, confidence: 'assumed' },
		severity: 'high',
		os: 'Windows',
	});
	const steps = under(
		textReport({ ...example, hosts: [{ ...exampleHost, findings: [rdp] }] }, plain),
		'WHAT TO DO NEXT',
	);
	assert.match(steps, /for\s+everyone but you/);
	assert.doesNotMatch(steps, /Stop-Service|systemctl/);
});

test('a check that ended early is never taken for a complete one', () => {
	const early = { ...example, complete: false };
	assert.match(textReport(early, plain), /Not complete: the check ended early/);
	assert.match(exitSummary(early, plain), /Not complete: 457 of 458 ports decided/);
	assert.doesNotMatch(textReport(example, plain), /Not complete/);
});

test('a door that was closed meanwhile is shown as such, not among the open ones', () => {
	const closed = { ...redis, state: 'closed' as const };
	const text = textReport({ ...example, hosts: [{ ...exampleHost, findings: [closed] }] }, plain);
	assert.match(under(text, 'No open door was found.\nOPEN EARLIER, NOT NOW'), /✔ closed +6379/);
	assert.doesNotMatch(text, /critical/);
});

test('a host that could not be checked says why', () => {
	const failed = { target: 'exmaple.com', error: 'no such host', addresses: [], findings: [], differences: [] };
	const text = textReport({ ...example, hosts: [failed] }, plain);
	assert.match(text, /Could not be checked: no such host/);
	assert.doesNotMatch(text, /No open door/);
});

test('of several hosts, each with findings has its part and the quiet ones are listed', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const quiet = { ...exampleHost, target: 'quiet.example', addresses: [address], findings: [], differences: [] };
	const silent = { ...quiet, target: 'silent.example', addresses: [{ ...address, pattern: 'unreachable' as const }] };
	const failed = { target: 'exmaple.com', error: 'no such host', addresses: [], findings: [], differences: [] };
	const text = textReport({ ...example, hosts: [exampleHost, quiet, silent, failed] }, plain);
	assert.match(text, /^doorcheck {2}4 hosts\n/);
	assert.match(text, /\n\nexample\.com {2}203\.0\.113\.7 · 2001:db8::7\nDATABASE\n/);
	assert.equal(under(text, 'NO OPEN DOOR'), '  quiet.example');
	assert.equal(under(text, 'NO ANSWER'), '  silent.example');
	assert.equal(under(text, 'COULD NOT BE CHECKED'), '  exmaple.com: no such host');
	assert.match(under(text, 'WHAT TO DO NEXT'), /Redis on 6379 of example\.com/);
});

test('where everything seems open, ports without a recognised service are counted, not listed', () => {
	const addresses = exampleHost.addresses.map((address) => ({ ...address, pattern: 'all-open' as const }));
	const findings = Array.from({ length: 500 }, (_, index) => finding({ address: '203.0.113.7', port: 1000 + index }));
	const text = textReport(
		{ ...example, hosts: [{ ...exampleHost, addresses, findings: [...findings, redis] }] },
		plain,
	);
	assert.match(text, /500 more ports seem open, but no service was recognised there/);
	assert.match(text, /✖ critical +6379/);
	assert.doesNotMatch(text, /Unknown service/);
});

test('the summary counts the ports of both protocols, those without an answer too', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const udp = { open: 1, closed: 4, filtered: 0, 'open|filtered': 26, undecided: 0 };
	const counts = { open: 4, closed: 4, filtered: 196, 'open|filtered': 26, undecided: 1 };
	const hosts = [{ ...exampleHost, addresses: [{ ...address, counts, udp }] }];
	assert.match(exitSummary({ ...example, hosts }, plain), /231 ports asked from web-admin/);
});

test('of a check that ended early the summary counts what was decided, not what was to be asked', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const counts = { open: 4, closed: 96, filtered: 0, 'open|filtered': 0, undecided: 65_435 };
	const hosts = [{ ...exampleHost, addresses: [{ ...address, counts }] }];
	assert.match(
		exitSummary({ ...example, complete: false, hosts }, plain),
		/Not complete: 100 of 65,535 ports decided from web-admin/,
	);
});

test('the summary is eight lines at most: the verdict, the worst doors, and how sure it is', () => {
	const doors = Array.from({ length: 20 }, (_, index) => finding({ address: '203.0.113.7', port: 20_000 + index }));
	const lines = exitSummary({ ...example, hosts: [{ ...exampleHost, findings: [...doors, redis] }] }, plain)
		.trimEnd()
		.split('\n');
	assert.ok(lines.length <= 8, lines.join('\n'));
	assert.match(lines[0] ?? '', /^doorcheck example\.com: Not ready: 1 door must be closed$/);
	assert.match(lines[1] ?? '', /✖ critical +6379/);
	assert.match(lines.join('\n'), /and 17 more open doors/);
	assert.match(lines.at(-1) ?? '', /458 ports asked from web-admin in 1\.8s, chance of a missed door 0\.02 %/);
});

test('what is known about a version is told with its door, its source, and the caution that it is no proof', () => {
	const known = under(textReport(example, plain), 'WHAT IS KNOWN ABOUT THE VERSIONS');
	assert.match(known, /^ {2}6379: Redis 7\.0\.15 is a version reported as affected by CVE-2025-49844\.$/m);
	assert.match(known, /^ {4}https:\/\/github\.com\/redis\/redis\/security\/advisories\/GHSA-4789-qfc9-5f9q$/m);
	assert.match(known.replace(/\s+/g, ' '), /Fixed in 7\.2\.11\. .* A version is no proof/);
	const named = { ...example, hosts: [exampleHost, { ...exampleHost, target: 'other.example' }] };
	assert.match(textReport(named, plain), /^ {2}6379 of other\.example: Redis/m);
});

test('of a door three advisories are told, of a report ten doors, and the rest is counted', () => {
	const [advisory] = redis.advisories;
	assert.ok(advisory);
	const advisories = Array.from({ length: 5 }, () => advisory);
	const findings = Array.from({ length: 12 }, (_, index) => ({ ...redis, port: 7000 + index, advisories }));
	const text = textReport({ ...example, hosts: [{ ...exampleHost, findings }] }, plain);
	const known = under(text, 'WHAT IS KNOWN ABOUT THE VERSIONS');
	assert.equal(known.match(/reported as affected/g)?.length, 30);
	assert.equal(known.match(/^ {4}and 2 more$/gm)?.length, 10);
	assert.match(known, /^ {2}and 2 more doors: --format json has all$/m);
});

test('of doors that are shut by now, or about whose versions nothing is known, nothing is told', () => {
	for (const change of [{ state: 'closed' as const }, { advisories: [] }]) {
		const text = textReport({ ...example, hosts: [{ ...exampleHost, findings: [{ ...redis, ...change }] }] }, plain);
		assert.doesNotMatch(text, /WHAT IS KNOWN|no proof/);
	}
});
