import type { Access } from '../../model.ts';
import type { Application } from './application.ts';
import { isRefused, type Page, plainVersion, textAt } from './page.ts';

/**
 * A forward proxy gives itself away when it is asked like a web server, and says whether it would talk to this
 * address. Whether it relays is not tried.
 */
const squid: Application = {
	service: 'squid',
	docs: 'https://wiki.squid-cache.org/Features/CustomErrors',
	// As a reverse proxy it says so beside what the web server behind it answers.
	hinted: (front) => front.headers.has('x-squid-error') && /^squid\b/.test(front.server),
	judge: (front) => ({
		product: 'Squid',
		version: /^squid\/(\d+(?:\.\d+)+)/.exec(front.server)?.[1],
		...proxyAccess(front),
	}),
};

const tinyproxy: Application = {
	service: 'tinyproxy',
	docs: 'https://tinyproxy.github.io/',
	hinted: (front) => /^tinyproxy\//.test(front.server),
	judge: (front) => ({
		product: 'Tinyproxy',
		version: /^tinyproxy\/(\d+(?:\.\d+)+)/.exec(front.server)?.[1],
		...proxyAccess(front),
	}),
};

const privoxy: Application = {
	service: 'privoxy',
	docs: 'https://www.privoxy.org/user-manual/config.html#ACLS',
	hinted: (front) => isPrivoxy(front),
	judge: (front) => (isPrivoxy(front) ? { product: 'Privoxy', ...proxyAccess(front) } : undefined),
};

function isPrivoxy({ statusLine, title, headers }: Page): boolean {
	return (
		/^HTTP\/1\.1 400 Invalid (?:header|request) received from client$/.test(statusLine) ||
		/\bPrivoxy@/.test(title) ||
		headers.get('proxy-agent')?.startsWith('Privoxy') === true
	);
}

function proxyAccess({ status }: Page): { readonly access: Access; readonly remark: string } {
	if (status === 407) return { access: 'protected', remark: 'asks for a password' };
	if (status === 401 || status === 403) return { access: 'protected', remark: 'refuses this address' };
	return { access: 'unknown', remark: 'forwards requests; for whom was not tried' };
}

/** The dashboard has no login unless one is put before it; the API says the version. */
const traefik: Application = {
	service: 'traefik',
	docs: 'https://doc.traefik.io/traefik/reference/install-configuration/api-dashboard/',
	hinted: (front) => front.location === '/dashboard/',
	paths: ['/api/version'],
	judge(_front, api) {
		const version = textAt(api?.json, 'Version');
		if (version === undefined || textAt(api?.json, 'Codename') === undefined) return undefined;
		return { product: 'Traefik', version: plainVersion(version), access: 'open' };
	},
};

/** The statistics where they are the front page. */
const haProxy: Application = {
	service: 'haproxy',
	docs: 'https://docs.haproxy.org/2.6/configuration.html#4-stats%20auth',
	hinted: (front) => isHaProxyStats(front),
	judge: (front) => haProxyFound(front),
};

/** The statistics on a port of their own, where they are usually. */
const haProxyStats: Application = {
	service: 'haproxy',
	docs: haProxy.docs,
	ports: [8404, 1936],
	hinted: () => false,
	paths: [
		{ path: '/stats', bytes: 8192 },
		{ path: '/haproxy?stats', bytes: 8192 },
	],
	judge: (_front, ...pages) => haProxyFound(pages.find((page) => isHaProxyStats(page))),
};

function isHaProxyStats(page: Page | undefined): boolean {
	return page?.realm === 'HAProxy Statistics' || page?.title === 'Statistics Report for HAProxy';
}

function haProxyFound(page: Page | undefined) {
	if (page === undefined || !isHaProxyStats(page)) return undefined;
	const version = /\bHAProxy version (\d+(?:\.\d+)+)/.exec(page.text)?.[1];
	return { product: 'HAProxy', version, access: isRefused(page) ? 'protected' : 'open' } as const;
}

/** What stands between others. */
export const proxies: readonly Application[] = [squid, tinyproxy, privoxy, traefik, haProxy, haProxyStats];
