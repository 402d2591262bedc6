import { setTimeout } from 'node:timers/promises';
import { bytesPerSecond } from './figures.ts';
import type { Row } from './measurement.ts';
import { endOfScan, firstFrame, onTerminal, watchable, withOpenDoors } from './program.ts';

const idleMs = 5000;

/** What travels to the terminal, over SSH for instance: while every port is being scanned, and afterwards. */
export async function traffic(): Promise<readonly Row[]> {
	return withOpenDoors(() =>
		onTerminal(watchable, async (screen) => {
			await firstFrame(screen);
			const begin = { bytes: screen.bytes(), time: performance.now() };
			await endOfScan(screen);
			const end = { bytes: screen.bytes(), time: performance.now() };

			// What the end of the scan set going, such as the verdict, is not idleness yet.
			await setTimeout(3000);
			const still = screen.bytes();
			await setTimeout(idleMs);
			const idle = screen.bytes() - still;

			return [
				{
					what: 'Written to the terminal during a full scan',
					doorcheck: bytesPerSecond(end.bytes - begin.bytes, end.time - begin.time),
					note: `average over ${Math.round((end.time - begin.time) / 1000)} s, at ${watchable.slice(3).join(' ')}, 80×24`,
				},
				{
					what: 'Written to the terminal while idle',
					doorcheck: bytesPerSecond(idle, idleMs),
					note: `${idle} bytes in ${idleMs / 1000} s, from 3 s after the scan`,
				},
			];
		}),
	);
}
