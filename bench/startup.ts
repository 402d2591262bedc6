import { median, milliseconds } from './figures.ts';
import type { Row } from './measurement.ts';
import { firstFrame, onTerminal } from './program.ts';

const starts = 10;

/** From the start of the process until there is text on the screen. */
export async function startup(): Promise<readonly Row[]> {
	const times: number[] = [];
	for (let start = 0; start < starts; start++) {
		const begin = performance.now();
		await onTerminal(['127.0.0.1'], async (screen) => {
			await firstFrame(screen);
			times.push(performance.now() - begin);
		});
	}

	const [fastest, slowest] = [Math.min(...times), Math.max(...times)].map(milliseconds);
	return [
		{
			what: 'Start to first frame',
			doorcheck: milliseconds(median(times)),
			note: `median of ${starts} starts (${fastest}–${slowest}), 80×24`,
		},
	];
}
