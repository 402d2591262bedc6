import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { jsonReport, reportData } from '../../source/report/json.ts';
import { eventLine, reportLine } from '../../source/report/ndjson.ts';
import { example, exampleHost, hostile, hostileReport } from './example.ts';

const [, documented] =
	/```json\n(\{.*?\n)```/s.exec(readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8')) ?? [];

test('the JSON report is the one in docs/json.md, to the letter', () => {
	const short = {
		...example,
		hosts: [
			{ ...exampleHost, addresses: exampleHost.addresses.slice(0, 1), findings: exampleHost.findings.slice(0, 1) },
		],
	};
	assert.equal(jsonReport(short), documented);
});

test('UDP ports that were asked are counted apart as well, right after all ports', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const udp = { open: 1, closed: 4, filtered: 0, 'open|filtered': 26, undecided: 0 };
	const asked = { ...address, udp };
	const data = reportData({ ...example, hosts: [{ ...exampleHost, addresses: [asked, address] }] });
	const [first, second] = data.hosts[0]?.addresses ?? [];
	assert.deepEqual(first?.udp, udp);
	assert.deepEqual(Object.keys(first ?? {}).slice(0, 5), ['address', 'family', 'counts', 'udp', 'network']);
	assert.equal(second && 'udp' in second, false);
});

test('a host that could not be checked says why, right after its name', () => {
	const failed = { target: 'exmaple.com', error: 'no such host', addresses: [], findings: [], differences: [] };
	const [host] = reportData({ ...example, hosts: [failed] }).hosts;
	assert.deepEqual(host, failed);
	assert.deepEqual(Object.keys(host ?? {}), ['target', 'error', 'addresses', 'findings', 'differences']);
	assert.equal('error' in (reportData(example).hosts[0] ?? {}), false);
});

test('a tiny chance of a miss is not rounded to none', () => {
	const [address] = exampleHost.addresses;
	assert.ok(address);
	const network = { ...address.network, missProbability: 0.000000123 };
	const data = reportData({ ...example, hosts: [{ ...exampleHost, addresses: [{ ...address, network }] }] });
	assert.equal(data.hosts[0]?.addresses[0]?.network.missProbability, 0.00000012);
});

test('no control or bidirectional character is written, raw or escaped', () => {
	for (const written of [jsonReport(hostileReport), reportLine(hostileReport)]) {
		assert.doesNotMatch(written.replace(/[\n\t]/g, ''), /[\p{C}\p{Zl}\p{Zp}]/u);
		assert.doesNotMatch(written, /\\u00|\\[rnt]/);
	}
	const line = eventLine({ type: 'note', text: hostile });
	assert.doesNotMatch(line.trimEnd(), /[\p{C}\p{Zl}\p{Zp}]|\\u/u);
});

test('an event is one line, and the last line is the report with its type first', () => {
	const event = { type: 'open', address: '203.0.113.7', port: 22, protocol: 'tcp', rttMs: 12 } as const;
	assert.equal(eventLine(event), '{"type":"open","address":"203.0.113.7","port":22,"protocol":"tcp","rttMs":12}\n');
	const line = reportLine(example);
	assert.equal(line.indexOf('\n'), line.length - 1);
	assert.ok(line.startsWith('{"type":"report","schema":"doorcheck/1",'));
	const { type, ...report } = JSON.parse(line);
	assert.equal(type, 'report');
	assert.deepEqual(report, JSON.parse(jsonReport(example)));
});
