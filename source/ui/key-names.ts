/** A key as it is printed: `↑`, `Ctrl+C`. */
export function keyName(key: string, ascii: boolean): string {
	const control = /^ctrl\+(.)$/.exec(key);
	if (control?.[1]) {
		return `^${control[1].toUpperCase()}`;
	}
	return (ascii ? asciiNames[key] : undefined) ?? names[key] ?? key;
}

/** The keys of a binding as they are printed. */
export function keyNames(keys: readonly string[], ascii: boolean): string {
	if (keys.length === 9) {
		return '1-9';
	}
	const between = keys.every((key) => keyName(key, ascii).length === 1 && names[key] !== undefined) ? '' : ' ';
	return keys.map((key) => keyName(key, ascii)).join(between);
}

/** The keys of a binding as the readme has them. */
export function readmeKeys(keys: readonly string[]): string {
	return keys.length === 9 ? '1–9' : keys.map((key) => readmeNames[key] ?? names[key] ?? key).join(', ');
}

const names: Readonly<Record<string, string>> = {
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	enter: '↵',
	tab: '⇥',
	'shift+tab': '⇧⇥',
	escape: 'esc',
	space: 'space',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	backspace: 'backspace',
};

const asciiNames: Readonly<Record<string, string>> = {
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
	enter: 'Enter',
	tab: 'Tab',
	'shift+tab': 'Shift+Tab',
};

const readmeNames: Readonly<Record<string, string>> = {
	enter: 'Enter',
	tab: 'Tab',
	'shift+tab': 'Shift+Tab',
	escape: 'Esc',
	space: 'Space',
	backspace: 'Backspace',
	'ctrl+c': 'Ctrl+C',
	'ctrl+z': 'Ctrl+Z',
	'ctrl+b': 'Ctrl+B',
	'ctrl+f': 'Ctrl+F',
};
