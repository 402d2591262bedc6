import { fileURLToPath } from 'node:url';
import { output } from '../command.ts';
import type { Line } from './link.ts';
import { within } from './namespace.ts';
import { type Network, target } from './network.ts';

/** What datagrams to the target and back met on a line. */
export interface Measured {
	/** The shortest round-trip time: others have waited for a processor too. */
	readonly rttMs: number;
	/** Share (0 to 1) of the datagrams that did not come back. */
	readonly loss: number;
	/** Datagrams a second that came back when more were sent than the policer lets through; null without one. */
	readonly rate: number | null;
}

/**
 * Measures a line before anything is measured on it, for 2 to 3 s. Throws where it isn't the line that was asked for: the
 * round-trip time by more than 2 ms or a tenth, the loss by more than chance explains, the policer by more than a tenth.
 */
export async function verify(network: Network, line: Line, signal: AbortSignal): Promise<Measured> {
	const { rttMs, loss, policer } = line;
	const send = (count: number, rate: number) => datagrams(network, [count, rate, rttMs + 500], signal);

	// Fewer at once than any policer here drops, and slowly enough that none waits for another.
	const few = await send(30, 100);
	const lossOfBothWays = 1 - (1 - loss) ** 2;
	if (few.rttMs === null || Math.abs(few.rttMs - rttMs) > Math.max(2, rttMs / 10)) {
		throw new Error(`the line has a round-trip time of ${few.rttMs} ms, ${rttMs} ms was asked for`);
	}
	if (policer !== undefined) {
		const { returned, sendingMs } = await send(policer.rate * 4, policer.rate * 2.5);
		const expected = (policer.burst + (policer.rate * sendingMs) / 1000) * (1 - lossOfBothWays);
		if (Math.abs(returned / expected - 1) > 0.1) {
			throw new Error(`the policer let ${returned} datagrams through, ${Math.round(expected)} were expected`);
		}
		return { rttMs: few.rttMs, loss, rate: (returned / sendingMs) * 1000 };
	}

	const count = 4000;
	const { returned } = await send(count, count);
	const measured = 1 - returned / count;
	// Four standard deviations of the binomial distribution: wrong once in 16,000 times.
	const tolerance = 4 * Math.sqrt((lossOfBothWays * (1 - lossOfBothWays)) / count);
	if (Math.abs(measured - lossOfBothWays) > tolerance) {
		throw new Error(`the line loses ${percent(measured)} there and back, ${percent(lossOfBothWays)} was asked for`);
	}
	return { rttMs: few.rttMs, loss: measured, rate: null };
}

async function datagrams(
	{ client }: Network,
	figures: readonly number[],
	signal: AbortSignal,
): Promise<{ readonly returned: number; readonly rttMs: number | null; readonly sendingMs: number }> {
	const program = fileURLToPath(new URL('datagrams.ts', import.meta.url));
	const args = [...process.execArgv, program, target.ipv4, ...figures.map(String)];
	return JSON.parse(await output(...within(client, process.execPath, ...args), { signal }));
}

function percent(share: number): string {
	return `${(share * 100).toFixed(2)} %`;
}
