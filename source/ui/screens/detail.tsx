import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { portLabel, serviceLabel } from '../../assess/doors.ts';
import { planChoice } from '../../knowledge/choice.ts';
import { platformNames } from '../../knowledge/entry.ts';
import { firewalls } from '../../knowledge/firewall.ts';
import { categoryNames, type Finding, type HostReport } from '../../model.ts';
import { Bottom } from '../components/bottom.tsx';
import { DoorState } from '../components/door-state.tsx';
import { LinesView } from '../components/lines-view.tsx';
import { PlainTable } from '../components/plain-table.tsx';
import { SplitLine } from '../components/split-line.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLine } from '../components/text-line.tsx';
import { bodyHeight, detailBody, detailRows, hasChoices, tableHeight } from '../detail-body.ts';
import { useTheme } from '../hooks/use-theme.ts';
import type { Item } from '../items.ts';
import type { Part } from '../lines.ts';
import { type DetailScreen, type Recheck, recheckKey, tabNames, tabs, type UiState } from '../state.ts';
import { shutRole } from '../theme.ts';
import { hostOf, itemOf, type View } from '../view.ts';

export interface DetailProps {
	readonly screen: DetailScreen;
	readonly state: UiState;
	readonly view: View;
}

/** One finding: why it matters, how to close it, how to keep it safely, what the evidence is. */
export function Detail({ screen, state, view }: DetailProps): ReactNode {
	const item = itemOf(screen, view) ?? screen.item;
	const body = detailBody(screen, item, state, view);
	const rows = detailRows(screen, view);
	const recheck = state.rechecks.get(recheckKey(screen.host, item.key));
	const names = view.columns < 64 ? ['Why', 'Close', 'Keep', 'Evidence'] : tabs.map((tab) => tabNames[tab]);
	return (
		<>
			<SplitLine
				left={<Path screen={screen} item={item} short={view.columns < 60} />}
				right={<DoorState finding={item.finding} />}
			/>
			<Tabs names={names} active={tabs.indexOf(screen.tab)} width={view.columns} />
			<TextLine indent={1} parts={recheckParts(recheck, item, hostOf(screen, view))} />
			{hasChoices(screen) ? <Choices item={item} state={state} width={view.columns} /> : null}
			<LinesView
				lines={body.lines}
				width={view.columns}
				height={rows}
				scroll={screen.scroll}
				{...(body.steps.length > 0 ? { choice: screen.step } : {})}
				{...(body.table.length > 0
					? { lead: <PlainTable rows={body.table} />, leadHeight: tableHeight(body.table) }
					: {})}
			/>
			<Bottom state={state} view={view} position={more(screen.scroll, bodyHeight(body), rows)} />
		</>
	);
}

interface PathProps {
	readonly screen: DetailScreen;
	readonly item: Item;
	readonly short: boolean;
}

function Path({ screen, item, short }: PathProps): ReactNode {
	const { glyphs, style } = useTheme();
	const { finding } = item;
	const above = `${screen.host} ${glyphs.path} ${categoryNames[finding.category]} ${glyphs.path} `;
	return (
		<>
			{short ? null : <Text {...style('quiet')}>{above}</Text>}
			<Text {...style('strong')}>{`${portLabel(finding)} ${serviceLabel(finding)}`}</Text>
		</>
	);
}

/** Two lines: system and firewall side by side, or below each other where there is no room. */
function Choices({ item, state, width }: { readonly item: Item; readonly state: UiState; readonly width: number }) {
	const { platform, firewall } = planChoice(item.finding, state);
	const system = choiceParts('System ', '[', platformNames[platform], ']');
	const shield = choiceParts('Firewall ', '{', firewalls[firewall].name, '}');
	const gap = { text: '   ' };
	const how: Part = { text: '   [ ] { } change it', role: 'quiet' };
	const inOneLine = [
		[...system, gap, ...shield, how],
		[...system, gap, ...shield],
	].find((parts) => fits(parts, width));
	const [first, second] = inOneLine ? [inOneLine, []] : [system, shield];
	return (
		<Box flexDirection="column" height={2} flexShrink={0}>
			<TextLine indent={1} parts={first} />
			<TextLine indent={1} parts={second} />
		</Box>
	);
}

function choiceParts(label: string, before: string, value: string, after: string): readonly Part[] {
	return [
		{ text: label, role: 'quiet' },
		{ text: `${before} ` },
		{ text: value, role: 'strong' },
		{ text: ` ${after}` },
	];
}

function fits(parts: readonly Part[], width: number): boolean {
	return parts.reduce((sum, { text }) => sum + text.length, 2) <= width;
}

/** What came of looking again, in plain words. */
function recheckParts(recheck: Recheck | undefined, item: Item, host: HostReport | undefined): readonly Part[] {
	if (!recheck) {
		return [];
	}
	const port = portLabel(item.finding);
	switch (recheck.phase) {
		case 'checking':
			return [{ text: `Checking ${port} again…` }];
		case 'failed':
			return [{ text: `Could not check ${port} again: ${recheck.reason}`, role: 'bad' }];
		case 'done': {
			const change = `${recheck.before} → ${item.finding.state}`;
			if (item.finding.state === 'open') {
				return [
					{ text: `Still open${openAddresses(item, host)}`, role: 'strong' },
					{ text: `   checked at ${recheck.at}` },
				];
			}
			return [
				{ text: change, role: shutRole(item.finding.state) },
				{ text: `   ${port} ${noLonger(item.finding)}, checked at ${recheck.at}` },
			];
		}
	}
}

function noLonger({ protocol, state }: Finding): string {
	if (state === 'open|filtered') {
		return 'gives no answer';
	}
	return protocol === 'udp' ? 'no longer answers' : 'no longer accepts connections';
}

/** Which of several addresses still answer. */
function openAddresses(item: Item, host: HostReport | undefined): string {
	const open = item.all.filter(({ state }) => state === 'open').map(({ address }) => address);
	return (host?.addresses.length ?? 0) > 1 ? ` at ${open.join(' and ')}` : '';
}

/** Where one is in a text that doesn't fit. */
function more(scroll: number, height: number, rows: number): string {
	const last = Math.min(height, Math.max(0, Math.min(scroll, height - rows)) + rows);
	return height > rows ? `line ${last} of ${height}` : '';
}
