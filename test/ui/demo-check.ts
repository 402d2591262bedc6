import { Collector } from '../../source/assess/collector.ts';
import type { Address, AddressProgress, CheckEvent, Identity, Protocol } from '../../source/model.ts';
import type { RunningCheck } from '../../source/ui/session.ts';

/** A door of the made-up hosts: when it is found, what is behind it, and on which families. */
interface DemoDoor {
	readonly port: number;
	readonly protocol?: Protocol;
	readonly families: readonly (4 | 6)[];
	readonly identity?: Identity;
}

const doors: readonly DemoDoor[] = [
	{
		port: 443,
		families: [4, 6],
		identity: {
			service: 'https',
			product: 'nginx',
			version: '1.22.1',
			access: 'open',
			evidence: ['HTTP/1.1 200 OK', 'Server: nginx/1.22.1', 'title: Ünïcödé 日本語 🚪 shop'],
			remark: 'certificate valid, 61 days left',
			tls: {
				version: 'TLSv1.3',
				cipher: 'TLS_AES_256_GCM_SHA384',
				subject: 'example.com',
				issuer: "Let's Encrypt R11",
				names: ['example.com', 'www.example.com'],
				validFrom: '2026-10-25T00:00:00.000Z',
				validTo: '2027-01-23T00:00:00.000Z',
				daysLeft: 61,
				selfSigned: false,
				nameMatches: true,
			},
		},
	},
	{
		port: 22,
		families: [4, 6],
		identity: {
			service: 'ssh',
			product: 'OpenSSH',
			version: '9.2p1',
			access: 'protected',
			evidence: ['SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3'],
			os: 'Debian',
		},
	},
	{
		port: 80,
		families: [4, 6],
		identity: {
			service: 'http',
			product: 'nginx',
			version: '1.22.1',
			access: 'open',
			evidence: ['HTTP/1.1 301 Moved Permanently'],
			remark: 'sends visitors to https',
		},
	},
	{
		port: 3306,
		families: [4, 6],
		identity: {
			service: 'mysql',
			product: 'MySQL',
			version: '8.0.36',
			access: 'protected',
			evidence: ['greeting: 8.0.36-0ubuntu0.22.04.1'],
			os: 'Ubuntu',
		},
	},
	{
		port: 25,
		families: [4],
		identity: {
			service: 'smtp',
			product: 'Postfix',
			access: 'unknown',
			evidence: ['220 mail.example.com ESMTP Postfix'],
		},
	},
	{
		port: 6379,
		families: [6],
		identity: {
			service: 'redis',
			product: 'Redis',
			version: '7.0.15',
			access: 'open',
			evidence: ['INFO answered: redis_version:7.0.15'],
		},
	},
	{
		port: 3389,
		families: [4],
		identity: {
			service: 'rdp',
			access: 'protected',
			evidence: ['X.224 answered: NLA'],
			remark: 'login screen reachable, NLA on',
			os: 'Windows',
		},
	},
	{ port: 8080, families: [4, 6] },
	{ port: 31337, families: [4] },
	{
		port: 9200,
		families: [4],
		identity: {
			service: 'elasticsearch',
			product: 'Elasticsearch',
			version: '8.11.1',
			access: 'protected',
			evidence: ['HTTP/1.1 401 Unauthorized'],
		},
	},
];

const portCount = 65_535;

/** How fast the made-up check goes: steps, and milliseconds between them. */
const steps = 60;
const stepMs = Number(process.env.STEP_MS ?? 120);

/** A check that finds the same each time, at about the pace of a real one. */
export function demoCheck(scene: string, asked = 'example.com'): RunningCheck {
	const collector = new Collector();
	const listeners = new Set<() => void>();
	const tell = (...events: readonly CheckEvent[]) => {
		for (const event of events) {
			collector.add(event);
		}
		for (const listener of listeners) {
			listener();
		}
	};
	const targets = scene === 'many' ? ['example.com', 'mail.example.net', '192.0.2.9', 'exmaple.org'] : [asked];
	const began = Date.now();
	let paused = false;
	let step = 0;
	tell({ type: 'start', startedAt: new Date(began).toISOString(), version: '0.1.0', vantage: 'web-admin', targets });
	const timer = setInterval(() => {
		if (paused) {
			return;
		}
		step++;
		for (const [index, target] of targets.entries()) {
			tell(...eventsOf(scene, target, index, step));
		}
		if (step === steps + 12) {
			clearInterval(timer);
			tell({ type: 'end', elapsedMs: Date.now() - began, complete: true });
		}
	}, stepMs);
	return {
		target: targets.length > 1 ? `${targets.length} targets` : asked,
		collector,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		get paused() {
			return paused;
		},
		pause: () => {
			paused = true;
		},
		resume: () => {
			paused = false;
		},
		cancel: () => clearInterval(timer),
		recheck: async (address, port, protocol) => {
			await new Promise((resolve) => setTimeout(resolve, 600));
			if (port === 3306 || port === 6379) {
				tell({ type: 'ports', address, protocol, state: 'closed', ports: [port] });
			}
		},
	};
}

function eventsOf(scene: string, target: string, index: number, step: number): readonly CheckEvent[] {
	if (target === 'exmaple.org') {
		return step === 3 ? [{ type: 'unresolved', target, reason: 'no such host' }] : [];
	}
	const addresses: readonly Address[] =
		index === 2
			? [{ address: '192.0.2.9', family: 4 }]
			: [
					{ address: `203.0.113.${7 + index}`, family: 4 },
					{ address: `2001:db8::${7 + index}`, family: 6 },
				];
	if (step === 4 + index) {
		return [{ type: 'host', target, addresses, ports: portCount }];
	}
	if (step < 6 + index) {
		return [];
	}
	if (step > steps) {
		return step === steps + 4 || step === steps + 10 ? identified(scene, addresses, step === steps + 10) : [];
	}
	const from = Math.floor(((step - 6) / (steps - 5)) * portCount);
	const to = Math.floor(((step - 5) / (steps - 5)) * portCount);
	return addresses.flatMap(({ address, family }) => portEvents(scene, address, family, from, to, step));
}

function portEvents(
	scene: string,
	address: string,
	family: 4 | 6,
	from: number,
	to: number,
	step: number,
): readonly CheckEvent[] {
	const order = (step * 7919) % 10;
	const open = (port: number) =>
		scene === 'all-open' ||
		doors.some((door) => door.port === port && door.protocol !== 'udp' && door.families.includes(family));
	const ports = Array.from({ length: to - from }, (_, at) => shuffled(from + at));
	const progress: AddressProgress = {
		address,
		done: to,
		total: portCount,
		rate: 9800 + order * 31,
		network: {
			rttMs: family === 4 ? 12.4 : 13.1,
			loss: 0.004,
			missProbability: 0.0002,
			attempts: Math.floor(to * 1.1),
		},
	};
	const rttMs = 12 + (order % 3) / 2;
	return [
		...ports.filter(open).map((port): CheckEvent => ({ type: 'open', address, port, protocol: 'tcp', rttMs })),
		{
			type: 'ports',
			address,
			protocol: 'tcp',
			state: family === 4 ? 'filtered' : 'closed',
			ports: ports.filter((port) => !open(port)),
		},
		...(step === steps
			? ([{ type: 'scanned', progress }] as const)
			: ([{ type: 'progress', addresses: [progress] }] as const)),
		...(step % 9 === 0 && scene !== 'all-open' ? identified(scene, [{ address, family }], true) : []),
	];
}

/** Ports in an order that mixes the whole range, so that findings come in from everywhere. */
function shuffled(index: number): number {
	return ((index * 40_507) % portCount) + 1;
}

function identified(scene: string, addresses: readonly Address[], all: boolean): readonly CheckEvent[] {
	return scene === 'all-open'
		? []
		: addresses.flatMap(({ address, family }) =>
				doors.flatMap(({ port, identity, families }, index): readonly CheckEvent[] =>
					identity && families.includes(family) && (all || index % 2 === 0)
						? [{ type: 'identified', address, port, protocol: 'tcp', identity }]
						: [],
				),
			);
}
