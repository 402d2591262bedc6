/** Keys as a VT220-like terminal sends them. Where they have one, the second form is for application cursor mode. */
const sequences: Readonly<Record<string, readonly [string, string?]>> = {
	up: ['\x1b[A', '\x1bOA'],
	down: ['\x1b[B', '\x1bOB'],
	right: ['\x1b[C', '\x1bOC'],
	left: ['\x1b[D', '\x1bOD'],
	home: ['\x1b[H', '\x1bOH'],
	end: ['\x1b[F', '\x1bOF'],
	insert: ['\x1b[2~'],
	delete: ['\x1b[3~'],
	pageup: ['\x1b[5~'],
	pagedown: ['\x1b[6~'],
	enter: ['\r'],
	esc: ['\x1b'],
	tab: ['\t'],
	'shift+tab': ['\x1b[Z'],
	space: [' '],
	backspace: ['\x7f'],
};

/**
 * What a terminal sends for a key: a name (`down`, `pageup`, `shift+tab`), a single character (`q`, `?`), or Ctrl with a
 * letter (`ctrl+c`).
 *
 * @param application Whether the program asked for application cursor keys (DECCKM).
 * @throws {Error} when there is no such key.
 */
export function bytesOf(key: string, application: boolean): string {
	const [normal, cursor = normal] = sequences[key] ?? [];
	if (normal !== undefined) {
		return application ? (cursor ?? normal) : normal;
	}

	const [, letter] = /^ctrl\+([a-z])$/.exec(key) ?? [];
	if (letter !== undefined) {
		return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
	}
	if ([...key].length === 1) {
		return key;
	}
	throw new Error(`no key is called ${key}`);
}
