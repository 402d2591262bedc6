import { planChoice, requestFor } from '../knowledge/choice.ts';
import {
	type ClosingRequest,
	carriesSessions,
	closingPlan,
	type Fix,
	keepingPlan,
	takeBack,
} from '../knowledge/closing.ts';
import type { Step } from '../knowledge/entry.ts';
import { whereTo } from '../knowledge/plain.ts';
import { standingText } from '../knowledge/standing.ts';
import { memoised } from '../memo.ts';
import type { Finding } from '../model.ts';
import { situationOf } from '../targets/situation.ts';
import { type AddressRow, addressRows, evidenceLines } from './evidence-text.ts';
import type { Item } from './items.ts';
import { bodyRows, textColumns } from './layout.ts';
import { blankLine, chop, type Line, line, paragraph, wrap } from './lines.ts';
import { type DetailScreen, topScreen, type UiState } from './state.ts';
import { hostOf, itemOf, type View } from './view.ts';
import { whyLines } from './why-text.ts';

/** What a tab of the detail screen holds. */
export interface Body {
	readonly lines: readonly Line[];
	/** The steps that can be copied, in their order; a line's `choice` counts them. */
	readonly steps: readonly CopyableStep[];
	/** A table above the lines. */
	readonly table: readonly AddressRow[];
}

/** A step with something to copy, and the way that it is part of. */
export interface CopyableStep {
	readonly step: Extract<Step, { readonly kind: 'run' | 'edit' | 'write' }>;
	readonly fix: Fix;
}

/** The text of a tab, laid out for a width. */
export function detailBody(screen: DetailScreen, item: Item, state: UiState, view: View): Body {
	const width = textColumns(view.columns);
	const { finding } = item;
	switch (screen.tab) {
		case 'why':
			return { ...noBody, lines: whyLines(finding, width) };
		case 'close':
		case 'keep':
			return instructions(finding, screen.tab, requestOf(finding, screen, state, view), width);
		case 'evidence':
			return {
				...noBody,
				table: addressRows(item, hostOf(screen, view), view, width),
				lines: evidenceLines(item, width),
			};
	}
}

const noBody: Body = { lines: [], steps: [], table: [] };

/** Rows that a body takes, its table included: a line above and below each row, and a heading. */
export function bodyHeight({ lines, table }: Body): number {
	return lines.length + tableHeight(table);
}

/** Rows that a table takes: a line above and below each of its rows, the headings among them. */
export function tableHeight(table: Body['table']): number {
	return table.length > 0 ? 2 * table.length + 3 : 0;
}

/** The step that the cursor is on; undefined where none can be copied. */
export function chosenStep(state: UiState, view: View): CopyableStep | undefined {
	const screen = topScreen(state);
	return screen.kind === 'detail' ? shownBody(state, view)?.steps[screen.step] : undefined;
}

/** The body that is on the screen; undefined on another screen. */
export function shownBody(state: UiState, view: View): Body | undefined {
	const screen = topScreen(state);
	const item = itemOf(screen, view);
	return screen.kind === 'detail' && item ? detailBody(screen, item, state, view) : undefined;
}

/** Rows for the body: what the frame, and the line that names system and firewall, leave. */
export function detailRows(screen: DetailScreen, view: View): number {
	return bodyRows('detail', view.rows) - (hasChoices(screen) ? 2 : 0);
}

/** Whether a tab depends on system and firewall. */
export function hasChoices({ tab }: DetailScreen): boolean {
	return tab === 'close' || tab === 'keep';
}

/** Why system or firewall can't be changed now; undefined when it can. */
export function canChange(what: 'platform' | 'firewall', state: UiState, view: View): string | undefined {
	const screen = topScreen(state);
	const item = itemOf(screen, view);
	if (screen.kind !== 'detail' || !item || !hostOf(screen, view) || !hasChoices(screen)) {
		return 'The instructions are on the tabs Close it and If you must keep it';
	}
	const choice = planChoice(item.finding, state);
	const offered = what === 'platform' ? choice.platforms : choice.firewalls;
	return offered.length > 1 ? undefined : `There is only one ${what === 'platform' ? 'system' : 'firewall'} to choose`;
}

/** Why no address can be typed for the instructions now; undefined when one can. */
export function canNameAddress(state: UiState, view: View): string | undefined {
	const screen = topScreen(state);
	const item = itemOf(screen, view);
	if (screen.kind !== 'detail' || !item || !hasChoices(screen)) {
		return lettingIn;
	}
	const request = requestOf(item.finding, screen, state, view);
	return screen.tab === 'keep' || carriesSessions(request) ? undefined : lettingIn;
}

function requestOf(finding: Finding, screen: DetailScreen, state: UiState, view: View): ClosingRequest {
	const host = hostOf(screen, view);
	return requestFor(finding, state, host === undefined ? {} : situationOf(host, view.session));
}

const lettingIn = 'The tab If you must keep it lets one address in';

/** What goes to the clipboard for one step. */
export function stepText(step: CopyableStep['step']): string {
	return step.kind === 'run' ? step.command : step.lines.join('\n');
}

/** The screen, its footer and each key ask for the same. */
const instructions = memoised((_: Finding, tab: 'close' | 'keep', request: ClosingRequest, width: number) =>
	fixesBody(tab, request, width),
);

const naming = 'Press i to name the address or network that may come in.';

function fixesBody(tab: 'close' | 'keep', request: ClosingRequest, width: number): Body {
	const fixes = tab === 'close' ? closingPlan(request) : keepingPlan(request);
	const steps: CopyableStep[] = [];
	const listed = (fix: Fix) => (step: Step) => {
		if (step.kind === 'run' || step.kind === 'edit' || step.kind === 'write') {
			steps.push({ step, fix });
		}
		return stepLines(step, steps.length - 1, width);
	};
	const lines = fixes.flatMap((fix, index): readonly Line[] => [
		...(index > 0 ? [blankLine] : []),
		...titleLines(index + 1, fix.title, width),
		...fix.steps.flatMap(listed(fix)),
		...(fix.undo === undefined
			? []
			: [...paragraph(takeBack, width, { indent: '   ' }), ...fix.undo.flatMap(listed(fix))]),
		...(fix.standing === undefined
			? []
			: paragraph(standingText(fix.standing), width, { indent: '   ', role: 'quiet' })),
	]);
	const end = [blankLine, ...paragraph('Then press r: doorcheck looks again from here.', width)];
	const start = tab === 'close' ? [] : [...paragraph(naming, width, { role: 'quiet' }), blankLine];
	return { lines: [...start, ...lines, ...end], steps, table: [] };
}

function titleLines(number: number, title: string, width: number): readonly Line[] {
	const sign = `${number}  `;
	return wrap(title, width - sign.length).map((text, index) => ({
		parts: [
			{ text: index === 0 ? sign : ' '.repeat(sign.length), role: 'quiet' },
			{ text, role: 'strong' },
		],
	}));
}

const indent = '     ';

function stepLines(step: Step, choice: number, width: number): readonly Line[] {
	switch (step.kind) {
		case 'say':
			return paragraph(step.text, width, { indent: '   ' });
		case 'expect':
			return paragraph(`You should see: ${step.text}`, width, { indent: '   ', role: 'quiet' });
		case 'run':
			return mark(
				step.command.split('\n').flatMap((command) => code(command, width)),
				choice,
			);
		case 'edit':
		case 'write':
			return mark(
				[
					...paragraph(whereTo(step), width, { indent, role: 'quiet' }),
					...step.lines.flatMap((text) => code(`  ${text}`, width)),
				],
				choice,
			);
	}
}

/** A long command goes on in the next line, never cut: it must be readable whole. */
function code(text: string, width: number): readonly Line[] {
	return chop(text, width - indent.length - 2).map((piece, index) => line(`${indent}${index > 0 ? '  ' : ''}${piece}`));
}

function mark(lines: readonly Line[], choice: number): readonly Line[] {
	return lines.map((one, index) => ({ ...one, choice, marked: index === 0 }));
}
