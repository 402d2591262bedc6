/**
 * Starts the real servers that listen on the TCP ports it is told (as the tests start them, so on other ports of 127.0.0.1),
 * and hangs them behind these ports of the target's address with nftables; to them, visitors come from their own machine.
 * Prints `ready` when all listen; runs until its standard input ends. For a network namespace of its own.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { startDaemon, unavailable } from '../../test/identify/daemon.ts';
import type { DaemonCase } from '../../test/identify/daemon-case.ts';
import { daemonCases } from '../../test/identify/daemon-cases.ts';
import { output } from '../command.ts';

// Ctrl+C is for whoever started it.
process.on('SIGINT', () => {});

const [address = '', ...wanted] = process.argv.slice(2);
const cases = await daemonCases();
const reached = new Map<number, number>();

for (const port of wanted.map(Number)) {
	if (reached.has(port)) continue;
	const serving = ({ doors }: DaemonCase) =>
		doors.some(({ usualPort, protocol }) => usualPort === port && protocol !== 'udp');
	const found = cases.find(([, one]) => serving(one) && !unavailable(one.recipe));
	if (found === undefined) throw new Error(`no server for port ${port} is installed`);
	const [name, { recipe, doors }] = found;
	const { ports } = await startDaemon(name, recipe);
	for (const { door, usualPort, protocol } of doors) {
		const listening = ports[door];
		if (protocol === 'udp' || listening === undefined || reached.has(usualPort)) continue;
		reached.set(usualPort, listening);
	}
}

const lines = [...reached].map(([usual, listening]) => `${usual} : 127.0.0.1 . ${listening}`);
// What comes in for 127.0.0.1 from elsewhere would be dropped.
await writeFile('/proc/sys/net/ipv4/conf/all/route_localnet', '1');
await output('nft', ['-f', '-'], {
	input: `table ip services {
	map doors { type inet_service : ipv4_addr . inet_service; elements = { ${lines.join(', ')} } }
	chain prerouting {
		type nat hook prerouting priority dstnat
		ip daddr ${address} dnat ip to tcp dport map @doors
	}
	chain input {
		type nat hook input priority 100
		ip daddr 127.0.0.1 ip saddr != 127.0.0.1 snat to 127.0.0.1
	}
}
`,
});
process.stdout.write('ready\n');
await once(process.stdin.resume(), 'end');
process.exit();
