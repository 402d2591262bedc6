import { keyNames } from './key-names.ts';
import { type Binding, keymap, type Place, placeNames, placeOf } from './keymap.ts';
import { textColumns } from './layout.ts';
import { blankLine, fit, type Line, line, wrap } from './lines.ts';
import type { UiState } from './state.ts';
import type { View } from './view.ts';

/** From this many places on a key counts as one for everywhere. */
const everywhereFrom = 5;

/**
 * Every key, from the keymap: those of the screen that help was asked on first, with the reason where one can't be
 * used there now.
 */
export function helpLines(state: UiState, view: View): readonly Line[] {
	const below = { ...state, stack: state.stack.slice(0, -1) };
	const here = placeOf({ state: below, view });
	const width = textColumns(view.columns);
	const sections: readonly (readonly [string, readonly Binding[]])[] = [
		[
			`On this screen: ${placeNames[here]}`,
			keymap.filter((binding) => isSpecial(binding) && binding.where.includes(here)),
		],
		['Everywhere', keymap.filter((binding) => !isSpecial(binding))],
		...otherPlaces(here).map(
			(place) =>
				[
					`Elsewhere: ${placeNames[place]}`,
					keymap.filter((binding) => isSpecial(binding) && firstOther(binding, here) === place),
				] as const,
		),
	];
	return sections
		.filter(([, bindings]) => bindings.length > 0)
		.flatMap(([title, bindings], index) => [
			...(index > 0 ? [blankLine] : []),
			line(title, 'strong'),
			...bindings.flatMap((binding) =>
				bindingLines(
					binding,
					binding.where.includes(here) ? binding.disabled?.({ state: below, view }) : undefined,
					view.ascii,
					width,
				),
			),
		]);
}

function isSpecial({ where }: Binding): boolean {
	return where.length < everywhereFrom;
}

function otherPlaces(here: Place): readonly Place[] {
	return (['hosts', 'results', 'detail', 'ports', 'typing', 'address', 'export', 'start'] as const).filter(
		(place) => place !== here,
	);
}

/** A key that works here too was listed above already. */
function firstOther({ where }: Binding, here: Place): Place | undefined {
	return where.includes(here) ? undefined : otherPlaces(here).find((place) => where.includes(place));
}

const keyColumns = 20;

function bindingLines(
	{ keys, label }: Binding,
	reason: string | undefined,
	ascii: boolean,
	width: number,
): readonly Line[] {
	const rest = wrap(label, Math.max(10, width - keyColumns));
	return [
		...rest.map((text, index): Line => {
			const left = fit(index === 0 ? `  ${keyNames(keys, ascii)}` : '', keyColumns);
			return { parts: [{ text: left, role: 'strong' }, reason === undefined ? { text } : { text, role: 'quiet' }] };
		}),
		...(reason === undefined
			? []
			: wrap(`not now: ${reason}`, Math.max(10, width - keyColumns)).map((text) =>
					line(' '.repeat(keyColumns) + text, 'quiet'),
				)),
	];
}
