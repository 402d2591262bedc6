import { setTimeout } from 'node:timers/promises';
import type { Screen } from '../test/terminal/screen.ts';
import { milliseconds, quantile } from './figures.ts';
import type { Row } from './measurement.ts';
import { isScanning, onTerminal, watchable, withOpenDoors } from './program.ts';

const presses = 100;
const intervalMs = 100;

/** From a key until the list shows another finding as selected, while every port is being scanned. */
export async function latency(): Promise<readonly Row[]> {
	return withOpenDoors(() =>
		onTerminal(watchable, async (screen) => {
			await screen.waitFor(() => findings(screen) > 1, 'two findings in the list');

			const times: number[] = [];
			for (let press = 0; press < presses && isScanning(screen); press++) {
				const next = setTimeout(intervalMs);
				times.push(await keyToPaint(screen, press % 2 === 0 ? 'down' : 'up'));
				await next;
			}

			return [
				{
					what: 'Key to paint during a full scan',
					doorcheck: `${milliseconds(quantile(times, 0.5))}, p95 ${milliseconds(quantile(times, 0.95))}`,
					note: `median of ${times.length} keys, one every ${intervalMs} ms, at ${watchable.slice(3).join(' ')}`,
				},
			];
		}),
	);
}

async function keyToPaint(screen: Screen, key: string): Promise<number> {
	const before = selected(screen);
	const start = performance.now();
	screen.press(key);
	await screen.waitFor(() => selected(screen) !== before, `${key} to select another finding than ${before}`);
	return performance.now() - start;
}

/** The port of the selected finding, whichever row it is on: other rows may come and go meanwhile. */
function selected(screen: Screen): string | undefined {
	return /^ *› \S+ +(\d+)/m.exec(screen.text())?.[1];
}

function findings(screen: Screen): number {
	return [...screen.text().matchAll(/^ *(?:› )?[✖▲◆◇●] +\d+ /gm)].length;
}
