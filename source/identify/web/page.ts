import { type Response, titleOf } from '../http-message.ts';

/** What a server answered to the GET of one path, taken apart for those who judge it. */
export interface Page {
	/** As it was asked for. */
	readonly path: string;
	/** `HTTP/1.1 200 OK`. */
	readonly statusLine: string;
	readonly status: number;
	/** Names in lower case. */
	readonly headers: ReadonlyMap<string, string>;
	/** Names of the cookies it sets. */
	readonly cookies: ReadonlySet<string>;
	/** The `Server` field, or nothing. */
	readonly server: string;
	/** Where it sends the reader: path, query and fragment on the same server, or the whole of another address. */
	readonly location: string | undefined;
	/** The realm of the password that it asks for (RFC 9110, section 11.5), or nothing. */
	readonly realm: string;
	readonly title: string;
	/** The body, as far as it was read. */
	readonly text: string;
	/** The body as JSON, if that is what it is. */
	readonly json: unknown;
}

/** @param origin where it was asked: `http://192.0.2.1:8080`. */
export function pageOf(path: string, response: Response, origin: string): Page {
	const { statusLine, status, headers, cookies, body } = response;
	const text = body.toString('utf8');
	const location = headers.get('location');
	return {
		path,
		statusLine,
		status,
		headers,
		cookies,
		server: headers.get('server') ?? '',
		location: location === undefined ? undefined : (pathOf(location, path, origin) ?? location),
		realm: realmIn(headers.get('www-authenticate') ?? ''),
		title: titleOf(response) ?? '',
		text,
		json: jsonIn(text),
	};
}

/** Some write it without quotes. */
function realmIn(challenges: string): string {
	const [, quoted, bare] = /\brealm=(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/i.exec(challenges) ?? [];
	return bare ?? quoted?.replace(/\\(.)/g, '$1') ?? '';
}

/** Where a link on the page at `path` leads to on the same server; undefined when it leads elsewhere. */
export function pathOf(link: string, path: string, origin: string): string | undefined {
	try {
		const url = new URL(link, origin + path);
		return url.origin === new URL(origin).origin ? url.pathname + url.search + url.hash : undefined;
	} catch {
		return undefined;
	}
}

function jsonIn(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The value at a path of keys in what JSON gave. */
export function valueAt(json: unknown, ...keys: readonly (string | number)[]): unknown {
	let value = json;
	for (const key of keys) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
		value = (value as Readonly<Record<string | number, unknown>>)[key];
	}
	return value;
}

/** The text at a path of keys; undefined when there is something else. */
export function textAt(json: unknown, ...keys: readonly (string | number)[]): string | undefined {
	const value = valueAt(json, ...keys);
	return typeof value === 'string' ? value : undefined;
}

/** How much is looked at of what should be a version. */
const longestText = 200;

/** The number of a version without what builds and packages add to it: `2.42.0` of `v2.42.0+ds`. */
export function plainVersion(text: string | undefined): string | undefined {
	return /\d+(?:\.\d+)+/.exec(text?.slice(0, longestText) ?? '')?.[0];
}

/** It was refused for want of a password, or for who asked. */
export function isRefused(page: Page | undefined): boolean {
	return page !== undefined && [401, 403, 407].includes(page.status);
}

/** It sends the reader to a place to log in. */
export function leadsToLogin({ location }: Page): boolean {
	return location !== undefined && /[/_](?:log|sign)[-_]?in(?![a-z])/i.test(location);
}
