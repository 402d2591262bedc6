import { commonPorts } from '../../source/knowledge/catalogue.ts';
import type { Goal } from '../scan-row.ts';
import type { Firewall, Firewalls } from './firewall.ts';
import type { Line } from './link.ts';
import { type Conditions, openPorts } from './network.ts';

/** Something to scan in the lab, and what is true of it. */
export interface Case {
	readonly network: string;
	readonly ports: Ports;
	readonly conditions: Conditions;
	/** States that no port there has. */
	readonly impossible: readonly ('closed' | 'filtered')[];
	/** The target by name, on both families: what is looked for are ports that are open on IPv6 only. */
	readonly onlyIpv6?: readonly number[];
	readonly goal: Goal;
}

interface Ports {
	readonly name: string;
	/** As scanners take it: numbers and ranges with commas. */
	readonly list: string;
}

const everyPort: Ports = { name: '65,535', list: '1-65535' };

/** All that are open, and the first ones. */
const thousandPorts: Ports = {
	name: '1,000',
	list: ['1-990', ...openPorts.filter((port) => port > 990)].join(','),
};

const firewallNames: Readonly<Record<Firewall, string>> = {
	none: 'closed',
	drop: 'drop',
	reject: 'reject with ICMP port unreachable, default ICMP limits',
	prohibit: 'reject with ICMP administratively prohibited, default ICMP limits',
};

/** A refused connection is all that a program hears of ICMP port unreachable: closed is right where it came. */
const impossible: Readonly<Record<Firewall, Case['impossible']>> = {
	none: ['filtered'],
	drop: ['closed'],
	reject: [],
	prohibit: ['closed'],
};

/** What the firewall of the dual-stack case lets through on IPv4. */
const ipv4Ports = [22, 80, 443];

/** The networks that are measured. Goals are doorcheck's, at its maximum rate. */
export const cases: readonly Case[] = [
	lineCase({ rttMs: 50, loss: 0 }, 'drop', everyPort, { seconds: 10, ofNmap: 0.15 }),
	lineCase({ rttMs: 50, loss: 0.01 }, 'drop', everyPort, { seconds: 12, ofNmap: 0.15 }),
	lineCase({ rttMs: 50, loss: 0.01 }, 'none', everyPort, { seconds: 8, ofNmap: 0.06 }),
	lineCase({ rttMs: 50, loss: 0.05 }, 'drop', everyPort, { seconds: 20 }),
	lineCase({ rttMs: 50, loss: 0.1 }, 'drop', thousandPorts, { seconds: 4 }),
	lineCase({ rttMs: 300, loss: 0.02 }, 'drop', thousandPorts, { seconds: 6 }),
	// Two and a half times what the policer needs for one packet a port: 2 s, and 33 s.
	lineCase({ rttMs: 50, loss: 0, policer: { rate: 500, burst: 50 } }, 'drop', thousandPorts, { seconds: 5 }),
	lineCase({ rttMs: 50, loss: 0, policer: { rate: 2000, burst: 100 } }, 'drop', everyPort, { seconds: 82 }),
	lineCase({ rttMs: 10, loss: 0 }, 'reject', thousandPorts, { seconds: 3 }),
	lineCase({ rttMs: 10, loss: 0 }, 'prohibit', thousandPorts, { seconds: 3 }),
	dualStackCase({ rttMs: 50, loss: 0.01 }),
];

function lineCase(line: Line, firewall: Firewall, ports: Ports, goal: Goal): Case {
	return {
		network: `${lineName(line)}, ${firewallNames[firewall]}`,
		ports,
		conditions: { line, firewalls: { ipv4: firewall, ipv6: firewall } },
		impossible: impossible[firewall],
		goal,
	};
}

function dualStackCase(line: Line): Case {
	const firewalls: Firewalls = { ipv4: 'drop', ipv6: 'none' };
	const common = new Set(commonPorts('tcp'));
	return {
		network: `dual stack, ${lineName(line)}, IPv4 drops all but ${ipv4Ports.join(', ')}, IPv6 has no firewall`,
		ports: { name: 'common', list: 'common' },
		conditions: { line, firewalls, ipv4Ports },
		impossible: ['closed', 'filtered'],
		onlyIpv6: openPorts.filter((port) => common.has(port) && !ipv4Ports.includes(port)),
		goal: { differences: true },
	};
}

function lineName({ rttMs, loss, policer }: Line): string {
	const parts = [`${rttMs} ms`, loss === 0 ? 'no loss' : `${loss * 100} % loss each way`];
	if (policer !== undefined) {
		parts.push(`policer ${policer.rate.toLocaleString('en-US')} packets/s, burst ${policer.burst}`);
	}
	return parts.join(', ');
}
