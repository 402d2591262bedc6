import './force-color.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Box } from 'ink';
import { render } from 'ink-testing-library';
import type { ReactNode } from 'react';
import { Bar } from '../../source/ui/components/bar.tsx';
import { Footer, type Hint } from '../../source/ui/components/footer.tsx';
import { PlainTable } from '../../source/ui/components/plain-table.tsx';
import { Tabs } from '../../source/ui/components/tabs.tsx';
import { Working } from '../../source/ui/components/working.tsx';
import { ThemeContext } from '../../source/ui/hooks/use-theme.ts';
import { createTheme } from '../../source/ui/theme.ts';

/** One component by itself, without colour. */
function draw(element: ReactNode, ascii = false) {
	return render(<ThemeContext value={createTheme({ color: false, ascii })}>{element}</ThemeContext>);
}

function frameOf(element: ReactNode, ascii = false): string {
	const { lastFrame, unmount } = draw(element, ascii);
	const frame = lastFrame() ?? '';
	unmount();
	return frame;
}

test('a bar is as long as it is told, and as full as its share', () => {
	assert.equal(frameOf(<Bar width={10} share={0.35} />), '━━━───────');
	assert.equal(frameOf(<Bar width={4} share={1} />, true), '####');
	assert.equal(frameOf(<Bar width={4} share={0} />, true), '----');
});

test('the active tab can be told without colour', () => {
	assert.equal(frameOf(<Tabs names={['Why', 'Close', 'Keep']} active={1} width={80} />), ' Why │[Close]│ Keep');
});

test('where not all tabs have room, the active one is in sight whole, and a sign stands for those before it', () => {
	const names = ['all', 'open', 'closed', 'filtered', 'open|filtered', 'undecided'];
	for (const [active, name] of names.entries()) {
		for (const width of [40, 50, 60, 61, 80]) {
			const frame = frameOf(
				<Box width={width}>
					<Tabs names={names} active={active} width={width} />
				</Box>,
			);
			assert.ok(frame.includes(`[${name}]`), `${width}: ${frame}`);
			assert.equal(frame.startsWith('‹'), !frame.includes('all'), `${width}: ${frame}`);
			assert.ok(frame.length <= width, `${width}: ${frame}`);
		}
	}
	assert.equal(frameOf(<Tabs names={names.slice(0, 3)} active={2} width={21} />), ' all │ open │[closed]');
});

test('a footer drops hints from the end until it fits, but never the vital ones', () => {
	const hints: readonly Hint[] = [
		{ keys: '↑↓', short: 'move', vital: true },
		{ keys: 'r', short: 'recheck', vital: false },
		{ keys: 'e', short: 'export', vital: false },
		{ keys: 'q', short: 'quit', vital: true },
	];
	assert.equal(frameOf(<Footer hints={hints} width={40} />), ' ↑↓ move  r recheck  e export  q quit');
	assert.equal(frameOf(<Footer hints={hints} width={28} />), ' ↑↓ move  r recheck  q quit');
	assert.equal(frameOf(<Footer hints={hints} width={18} />), ' ↑↓ move  q quit');
});

test('a table has a heading, its rows, and nothing cut off', () => {
	const frame = frameOf(
		<PlainTable
			rows={[
				{ Address: '2001:db8::7', State: 'open' },
				{ Address: '192.0.2.1', State: 'filtered' },
			]}
		/>,
	);
	assert.match(frame, /Address +│ State/);
	assert.match(frame, /2001:db8::7 │ open/);
	assert.match(frame, /192\.0\.2\.1 +│ filtered/);
});

test('something that is going on moves, in ASCII too', async () => {
	const { frames, unmount } = draw(<Working text="Looking again" />, true);
	const began = frames.length;
	for (let waited = 0; frames.length < began + 2 && waited < 3000; waited += 50) await setTimeout(50);
	unmount();
	assert.ok(frames.length >= began + 2);
	for (const frame of frames.filter((one) => one.trim() !== '')) assert.match(frame, /^[-\\|/] Looking again$/m);
});
