import type { Answer } from './transcript.ts';

/** A whole response in HTTP/1.1, after which the connection stays; `fields` one a line, as they are sent. */
export function answer(status: string, fields: readonly string[], body = ''): string {
	const lines = [`HTTP/1.1 ${status}`, ...fields, `Content-Length: ${Buffer.byteLength(body)}`];
	return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

export function json(value: unknown, status = '200 OK', ...fields: readonly string[]): string {
	return answer(status, ['Content-Type: application/json', ...fields], JSON.stringify(value));
}

export function html(body: string, status = '200 OK', ...fields: readonly string[]): string {
	return answer(status, ['Content-Type: text/html; charset=utf-8', ...fields], body);
}

export function redirect(location: string, ...fields: readonly string[]): string {
	return answer('302 Found', [`Location: ${location}`, ...fields]);
}

/** What a server answers at each path. Another path is not found: see `notFound`. */
export function site(pages: Readonly<Record<string, string>>): readonly Answer[] {
	return Object.entries(pages).map(([path, page]) => {
		const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return [new RegExp(`^GET ${escaped} HTTP/1\\.[01]\\r\\n[^]*\\r\\n\\r\\n$`), page];
	});
}

export const notFound = html('<title>404 Not Found</title>', '404 Not Found');
