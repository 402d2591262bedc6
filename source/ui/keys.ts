import type { Key } from 'ink';

/**
 * The keys in one input, by the names that the keymap uses. Keys that are pressed quickly, or that come over a slow
 * line, arrive as one input (`jj`).
 */
export function keysOf(input: string, key: Key): readonly string[] {
	const special = specials.find(([property]) => key[property]);
	if (special) {
		return key.tab && key.shift ? ['shift+tab'] : [special[1]];
	}
	if (key.ctrl) {
		return [`ctrl+${input}`];
	}
	const keys = Array.from(input).flatMap(keyOf);
	// Esc and the next key in one packet look like that key with Alt, which nothing here is bound to.
	return key.meta ? ['escape', ...keys] : keys;
}

const specials: readonly (readonly [keyof Key, string])[] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'backspace'],
];

function keyOf(character: string): readonly string[] {
	switch (character) {
		case '\r':
		case '\n':
			return ['enter'];
		case '\t':
			return ['tab'];
		case ' ':
			return ['space'];
		case '\u007f':
		case '\b':
			return ['backspace'];
		default:
			return /[\u0000-\u001f\u0080-\u009f]/.test(character) ? [] : [character];
	}
}
