import type { Advisory, Finding, HostReport, Report } from '../../source/model.ts';

/** A finding like most, with what a test wants otherwise. */
export function finding(change: Partial<Finding> & Pick<Finding, 'address' | 'port'>): Finding {
	return {
		protocol: 'tcp',
		state: 'open',
		service: { id: 'unknown', name: 'Unknown service', product: null, version: null, confidence: 'assumed' },
		category: 'other',
		severity: 'medium',
		access: 'unknown',
		tls: null,
		evidence: [],
		expected: null,
		rttMs: 12.1,
		remark: null,
		os: null,
		advisories: [],
		...change,
	};
}

const luaFlaw: Advisory = {
	id: 'CVE-2025-49844',
	kind: 'flaw',
	about: 'Redis 7.0.15',
	text: 'Whoever signs in, or anyone where no password is asked, may get to run programs on the server.',
	condition: null,
	fixedIn: ['7.2.11'],
	beforeLogin: false,
	exploitedSince: null,
	source: 'https://github.com/redis/redis/security/advisories/GHSA-4789-qfc9-5f9q',
};

export const redis = finding({
	address: '2001:db8::7',
	port: 6379,
	service: { id: 'redis', name: 'Redis', product: 'Redis', version: '7.0.15', confidence: 'confirmed' },
	category: 'database',
	severity: 'critical',
	access: 'open',
	evidence: ['INFO answered: redis_version:7.0.15'],
	expected: false,
	rttMs: 12.1234,
	remark: 'answers without a password',
	os: 'Debian',
	advisories: [luaFlaw],
});

function web(address: string): Finding {
	return finding({
		address,
		port: 443,
		service: { id: 'https', name: 'HTTPS', product: 'nginx', version: '1.22', confidence: 'confirmed' },
		category: 'web',
		severity: 'info',
		expected: true,
		remark: 'certificate valid, 61 days left',
	});
}

export const exampleHost: HostReport = {
	target: 'example.com',
	addresses: [
		{
			address: '203.0.113.7',
			family: 4,
			counts: { open: 1, closed: 0, filtered: 227, 'open|filtered': 0, undecided: 1 },
			network: { rttMs: 12.40321, loss: 0.0042123, missProbability: 0.00020321, attempts: 471 },
			pattern: 'default-deny',
			notes: ["A firewall drops what isn't allowed, as it should: look at the doors that are open."],
		},
		{
			address: '2001:db8::7',
			family: 6,
			counts: { open: 2, closed: 0, filtered: 227, 'open|filtered': 0, undecided: 0 },
			network: { rttMs: null, loss: null, missProbability: null, attempts: 458 },
			pattern: 'unclear',
			notes: [],
		},
	],
	findings: [redis, web('203.0.113.7'), web('2001:db8::7')],
	differences: [{ port: 6379, protocol: 'tcp', ipv4: 'filtered', ipv6: 'open' }],
};

/** A report with both families, a difference, something expected and something not. */
export const example: Report = {
	schema: 'doorcheck/1',
	version: '0.1.0',
	startedAt: '2026-11-23T09:00:00.000Z',
	elapsedMs: 1840.4,
	complete: true,
	vantage: 'web-admin',
	hosts: [exampleHost],
	verdict: { level: 'stop', reasons: ['Redis on 6379 answers without a password'] },
};

/** Everything that must not reach a terminal or a log: an escape sequence, a bell, C1, bidirectional, line ends. */
export const hostile = 'a\u001b[31mb\u0007c\u009bd\u202ee\u2066f\r\ng\u2028h\u200bi';

/** The example with hostile text wherever the network, the user or the resolver could have put some. */
export const hostileReport: Report = {
	...example,
	vantage: hostile,
	hosts: [
		{
			...exampleHost,
			target: hostile,
			addresses: exampleHost.addresses.map((address) => ({ ...address, notes: [hostile] })),
			findings: exampleHost.findings.map((one) => ({
				...one,
				service: { ...one.service, product: hostile, version: hostile },
				evidence: [hostile],
				remark: hostile,
				os: hostile,
				advisories: one.advisories.map((advisory) => ({ ...advisory, about: hostile, condition: hostile })),
			})),
		},
		{ target: hostile, error: hostile, addresses: [], findings: [], differences: [] },
	],
	verdict: { level: 'stop', reasons: [hostile] },
};
