/**
 * The same data with every control, bidirectional and otherwise invisible character in its texts replaced by `?`, so
 * that nothing a server sent can act on the terminal or the program that reads the report.
 */
export function visible<T>(data: T): T {
	return cleaned(data) as T;
}

function cleaned(data: unknown): unknown {
	if (typeof data === 'string') {
		return data.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
	}
	if (Array.isArray(data)) {
		return data.map(cleaned);
	}
	if (typeof data === 'object' && data !== null) {
		return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, cleaned(value)]));
	}
	return data;
}
