import type { TextProps } from 'ink';
import { isLoud, severityColors, severityMarks, stateMarks } from '../marks.ts';
import type { PortState, Severity } from '../model.ts';

/** What a piece of text is, for its looks. */
export type Role =
	| Severity
	/** Headings and whatever must be found at a glance. */
	| 'strong'
	/** Labels and whatever may be passed over. */
	| 'quiet'
	| 'good'
	| 'bad';

export type TextStyle = Pick<TextProps, 'color' | 'bold' | 'dimColor'>;

/** Glyphs, all one column wide. */
export interface Glyphs {
	readonly severity: Readonly<Record<Severity, string>>;
	/** Of doors that are not open any more. */
	readonly state: Readonly<Record<Exclude<PortState, 'open'>, string>>;
	readonly cursor: string;
	readonly caret: string;
	readonly barDone: string;
	readonly barLeft: string;
	readonly separator: string;
	readonly dot: string;
	readonly path: string;
	readonly left: string;
}

export interface Theme {
	readonly glyphs: Glyphs;
	readonly ascii: boolean;
	/** Looks of a role; none at all without colour. */
	style(role: Role | undefined): TextStyle;
	/** Looks of the word beside a severity's glyph: coloured only in colours that can be read on light and dark. */
	word(severity: Severity): TextStyle;
}

const utf8: Glyphs = {
	...marks('glyph'),
	cursor: '›',
	caret: '▏',
	barDone: '━',
	barLeft: '─',
	separator: '│',
	dot: '·',
	path: '›',
	left: '‹',
};

const ascii: Glyphs = {
	...marks('ascii'),
	cursor: '>',
	caret: '_',
	barDone: '#',
	barLeft: '-',
	separator: '|',
	dot: '.',
	path: '>',
	left: '<',
};

const styles: Readonly<Record<Role, TextStyle>> = {
	critical: ofSeverity('critical'),
	high: ofSeverity('high'),
	medium: ofSeverity('medium'),
	low: ofSeverity('low'),
	info: ofSeverity('info'),
	strong: { bold: true },
	quiet: { dimColor: true },
	good: { color: 'green', bold: true },
	bad: { color: 'red', bold: true },
};

function ofSeverity(severity: Severity): TextStyle {
	return { color: severityColors[severity], bold: isLoud(severity) };
}

/** The glyphs of severities and states. */
function marks(kind: 'glyph' | 'ascii'): Pick<Glyphs, 'severity' | 'state'> {
	const { critical, high, medium, low, info } = severityMarks;
	return {
		severity: {
			critical: critical[kind],
			high: high[kind],
			medium: medium[kind],
			low: low[kind],
			info: info[kind],
		},
		state: {
			closed: stateMarks.closed[kind],
			filtered: stateMarks.filtered[kind],
			'open|filtered': stateMarks['open|filtered'][kind],
			undecided: stateMarks.undecided[kind],
		},
	};
}

/** The role of a door that is not open any more: good only where it is known to be shut. */
export function shutRole(state: PortState): Role {
	return state === 'closed' || state === 'filtered' ? 'good' : 'strong';
}

/** Looks for a terminal with or without colour, with or without UTF-8. */
export function createTheme(options: { readonly color: boolean; readonly ascii: boolean }): Theme {
	const style = (role: Role | undefined): TextStyle => (options.color && role !== undefined ? styles[role] : {});
	return {
		glyphs: options.ascii ? ascii : utf8,
		ascii: options.ascii,
		style,
		word: (severity) => (isLoud(severity) ? style(severity) : {}),
	};
}
