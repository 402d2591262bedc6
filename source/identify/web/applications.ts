import type { Identity } from '../../model.ts';
import { systemInGreeting } from '../system.ts';
import type { Application, Found, FurtherPath } from './application.ts';
import { containers } from './containers.ts';
import { databases } from './databases.ts';
import { development } from './development.ts';
import { devices } from './devices.ts';
import { javaServers } from './java-servers.ts';
import { jobs } from './jobs.ts';
import { monitoring } from './monitoring.ts';
import type { Page } from './page.ts';
import type { Pages } from './pages.ts';
import { panels } from './panels.ts';
import { proxies } from './proxies.ts';
import { softwareBehind } from './web-server.ts';

/** Every application that is told from a plain web server. Where two could be meant, the first one is judged first. */
export const applications: readonly Application[] = [
	...databases,
	...containers,
	...monitoring,
	...panels,
	...javaServers,
	...jobs,
	...development,
	...devices,
	...proxies,
];

/** Whether pages of this service are told from those of others. */
export function isRecognised(service: string): boolean {
	return applications.some((application) => application.service === service);
}

/** A redirect to a longer path is not followed. */
const longestPath = 500;

/** Applications whose further pages are read at one port, at most. */
const mostCandidates = 4;

/**
 * The application that is behind a front page, or behind the port where that suggests one.
 *
 * @returns undefined where it is a web server like any other.
 */
export async function applicationBehind(front: Page, pages: Pages, port: number): Promise<Identity | undefined> {
	const candidates = candidatesFor(front, port);
	if (candidates.length === 0) return undefined;
	const whole = (await pages.more(front)) ?? front;
	for (const application of candidates) {
		const further: (Page | undefined)[] = [];
		let found = judged(application, whole, further);
		for (const path of application.paths ?? []) {
			if (found?.version !== undefined && found.access !== 'unknown') break;
			further.push(await furtherPage(path, whole, pages));
			found = judged(application, whole, further);
		}
		if (found) return identityOf(application, found, whole, further);
	}
	return undefined;
}

/** What an application makes of the pages that were read: never `open` where all of them are errors. */
export function judged({ judge }: Application, front: Page, further: readonly (Page | undefined)[]): Found | undefined {
	const found = judge(front, ...further);
	const isAnswered = [front, ...further].some((page) => page !== undefined && page.status < 400);
	return found?.access === 'open' && !isAnswered ? undefined : found;
}

/** Those that page and port suggest, then those that the page hints at, then those that are usual on the port. */
function candidatesFor(front: Page, port: number): readonly Application[] {
	const hinted = applications.filter((application) => application.hinted(front, port));
	// Who asks for a password may count the requests that come without one.
	const suggested = front.realm === '' ? applications.filter(({ ports }) => ports?.includes(port)) : [];
	const likely = hinted.filter((one) => suggested.includes(one));
	return [...new Set([...likely, ...hinted, ...suggested])].slice(0, mostCandidates);
}

function furtherPage(path: FurtherPath, front: Page, pages: Pages): Promise<Page | undefined> | undefined {
	if (typeof path === 'object') return pages.further(path.path, path.bytes);
	if (path !== 'redirect') return pages.further(path);
	const target = front.location?.replace(/#.*$/, '');
	return target?.startsWith('/') && target.length <= longestPath ? pages.further(target) : undefined;
}

function identityOf(
	{ service }: Application,
	{ product, version, access, remark, os }: Found,
	front: Page,
	further: readonly (Page | undefined)[],
): Identity {
	const system = os ?? systemInGreeting(front.server);
	const alongside = softwareBehind(front);
	const poweredBy = front.headers.get('x-powered-by');
	const isShown = version === undefined || front.title.includes(version) || front.server.includes(version);
	return {
		service,
		product,
		...(version ? { version } : {}),
		...(alongside.length > 0 ? { alongside } : {}),
		access,
		evidence: [
			...[front, ...further].flatMap((page) => (page ? [answerOf(page, isShown ? undefined : version)] : [])),
			...(front.location === undefined ? [] : [`Location: ${front.location}`]),
			...(front.title ? [`title: ${front.title}`] : []),
			...(front.server ? [`Server: ${front.server}`] : []),
			...(poweredBy === undefined ? [] : [`X-Powered-By: ${poweredBy}`]),
		],
		...remarkOn(access, remark),
		...(system ? { os: system } : {}),
	};
}

function remarkOn(access: Found['access'], remark: string | undefined): Pick<Identity, 'remark'> {
	if (remark !== undefined) return { remark };
	if (access === 'open') return { remark: 'answers without a password' };
	return access === 'protected' ? { remark: 'asks for a password' } : {};
}

/** `GET /version answered: HTTP/1.1 200 OK, "etcdserver":"3.4.23"`. */
function answerOf({ path, statusLine, text }: Page, version: string | undefined): string {
	const quote = version === undefined ? '' : partWith(version, text);
	return `GET ${path} answered: ${statusLine.trim()}${quote && `, ${quote}`}`;
}

/** What stands around the version: up to the next comma, bracket, tag or line end, and bounded. */
function partWith(version: string, text: string): string {
	const at = text.indexOf(version);
	if (at < 0) return '';
	const all = /[^{},<>\n]*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? '';
	// No half words.
	const before = all.length > 40 ? all.slice(-40).replace(/^\S*\s+/, '') : all;
	const after = /^[^{},<>\n]{0,60}/.exec(text.slice(at))?.[0] ?? '';
	return (before + after).trim();
}
