import { createInterface } from 'node:readline/promises';
import packageFile from '../package.json' with { type: 'json' };
import type { CheckOptions } from './check.ts';
import type { CheckCommand } from './options.ts';
import { expandTargets, parseTarget } from './targets/parse.ts';

/** Asks the user a yes-or-no question. */
export type Confirm = (question: string) => Promise<boolean>;

export const { version } = packageFile;

/**
 * What the command line asks for, with `targets` read: lists opened, networks spread out.
 *
 * @param confirm asks whether to go on with a large network; without it such a network is refused
 * @throws {UsageError} when a target is wrong, or a list of them can't be read.
 */
export async function checkOptions(
	{ ports, udpPorts, excludedPorts, portsGiven, families, rate, timeoutMs, attempts, identify, ask }: CheckCommand,
	targets: readonly string[],
	confirm?: Confirm,
): Promise<CheckOptions> {
	const specs = targets.map(parseTarget);
	return {
		targets: await expandTargets(specs, confirm === undefined ? {} : { confirm }),
		ports,
		udpPorts,
		excludedPorts,
		portsForAll: portsGiven,
		families,
		rate,
		timeoutMs,
		...(attempts !== undefined && { attempts }),
		identify,
		...(ask.length > 0 && { ask }),
		version,
	};
}

/** A question on the terminal, where there is one to ask and to answer at. */
export function terminalConfirm({ stdin, stderr }: NodeJS.Process): Confirm | undefined {
	if (!stdin.isTTY || !stderr.isTTY) return undefined;
	return async (question) => {
		const terminal = createInterface({ input: stdin, output: stderr });
		const answer = await terminal.question(`${question} [y/N] `);
		terminal.close();
		return /^y(es)?$/i.test(answer.trim());
	};
}
