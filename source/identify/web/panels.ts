import { systemIn } from '../system.ts';
import type { Application, Found } from './application.ts';
import { isRefused, leadsToLogin, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** Webmin and Usermin begin with their login; the server says so in a field of its own, too. */
const webmin: Application = {
	service: 'webmin',
	docs: 'https://webmin.com/docs/modules/webmin-configuration/',
	hinted: (front) => /^MiniServ\b/.test(front.server) || /^Login to (?:Webmin|Usermin)\b/.test(front.title),
	judge({ server, title, headers, status }) {
		const wantsLogin = title.startsWith('Login to') || headers.get('auth-type') === 'auth-required=1' || status === 401;
		return {
			product: /Usermin/.test(title) ? 'Usermin' : 'Webmin',
			version: /^MiniServ\/(\d[\d.]*)/.exec(server)?.[1],
			access: wantsLogin ? 'protected' : 'unknown',
		};
	},
};

/** Cockpit's page is its login, and names the system of the machine. */
const cockpit: Application = {
	service: 'cockpit',
	docs: 'https://cockpit-project.org/guide/latest/authentication.html',
	hinted: (front) => front.cookies.has('cockpit'),
	judge({ text }) {
		if (!/\bcockpit\/static\/login\b|"is_cockpit_client"/.test(text)) return undefined;
		const os = systemIn(/"os-release":\{"NAME":"([^"]{0,100})"/.exec(text)?.[1] ?? '');
		return { product: 'Cockpit', access: 'protected', os };
	},
};

const cpanelPorts: Readonly<Record<string, string>> = {
	2082: 'cPanel',
	2083: 'cPanel',
	2086: 'WHM',
	2087: 'WHM',
};
const webmailPorts: ReadonlySet<string> = new Set(['2095', '2096']);

/** The panel for customers and the one for the whole server (WHM) begin with their login, or send to its TLS port. */
const cpanel: Application = {
	service: 'cpanel',
	docs: 'https://docs.cpanel.net/knowledge-base/general-systems-administration/how-to-log-in-to-your-server-or-account/',
	hinted: (front) => cpanelName(front) !== undefined,
	judge(front) {
		const product = cpanelName(front);
		return product === undefined ? undefined : { product, version: cpanelVersion(front), access: 'protected' };
	},
};

function cpanelName(front: Page): string | undefined {
	const title = /^(cPanel|WHM) Login$/.exec(front.title)?.[1];
	return title ?? cpanelPorts[securePort(front) ?? ''];
}

const cpanelWebmail: Application = {
	service: 'cpanel-webmail',
	docs: cpanel.docs,
	hinted: (front) => isCpanelWebmail(front),
	judge: (front) =>
		isCpanelWebmail(front)
			? { product: 'cPanel webmail', version: cpanelVersion(front), access: 'protected' }
			: undefined,
};

function isCpanelWebmail(front: Page): boolean {
	const isTitle = front.title === 'Webmail Login' && /cpanel/i.test(front.text + front.server);
	return isTitle || webmailPorts.has(securePort(front) ?? '');
}

function cpanelVersion({ server }: Page): string | undefined {
	return /^cpsrvd\/(\d+(?:\.\d+)+)/.exec(server)?.[1];
}

/** The port of the address that it sends its reader to, on the way to TLS. */
function securePort({ location }: Page): string | undefined {
	return /^https:\/\/[^/]+:(\d+)\//.exec(location ?? '')?.[1];
}

const plesk: Application = {
	service: 'plesk',
	docs: 'https://docs.plesk.com/en-US/obsidian/administrator-guide/getting-started.70424/',
	hinted: (front) => front.server === 'sw-cp-server' || /^Plesk (?:Obsidian|Onyx)(?: \d[\d.]*)?$/.test(front.title),
	paths: ['redirect'],
	judge(front, target) {
		const title = [front, target].map((page) => page?.title ?? '').find((text) => text.startsWith('Plesk'));
		const wantsLogin = title !== undefined || leadsToLogin(front);
		return { product: 'Plesk', version: plainVersion(title), access: wantsLogin ? 'protected' : 'unknown' };
	},
};

/** Its own login, or that of its newer pages (Evolution), to which it sends its readers. */
const directAdmin: Application = {
	service: 'directadmin',
	docs: 'https://docs.directadmin.com/',
	hinted: (front) => isDirectAdmin(front) || leadsToEvolution(front),
	paths: ['/evo/login'],
	judge(front, evolution) {
		const hasEvolution = /(?:^|\| )DirectAdmin$/.test(evolution?.title ?? '');
		if (!isDirectAdmin(front) && !(leadsToEvolution(front) && hasEvolution)) return undefined;
		return {
			product: 'DirectAdmin',
			version: /^DirectAdmin Daemon v(\d[\d.]*)/.exec(front.server)?.[1],
			access: front.title === 'DirectAdmin Login' || hasEvolution ? 'protected' : 'unknown',
		};
	},
};

function isDirectAdmin({ title, server }: Page): boolean {
	return title === 'DirectAdmin Login' || /^DirectAdmin Daemon\b/.test(server);
}

function leadsToEvolution({ location }: Page): boolean {
	return /^\/evo(?:\/|$)/.test(location ?? '');
}

const ispConfig: Application = {
	service: 'ispconfig',
	docs: 'https://www.ispconfig.org/documentation/',
	hinted: (front) => isIspConfig(front) || front.location === '/login/',
	paths: ['redirect'],
	judge(front, target) {
		const page = [target, front].find((page) => page !== undefined && isIspConfig(page));
		if (page === undefined) return undefined;
		const wantsLogin = leadsToLogin(front) || /\bname="password"/.test(page.text);
		return { product: 'ISPConfig', access: wantsLogin ? 'protected' : 'unknown' };
	},
};

function isIspConfig({ cookies, title }: Page): boolean {
	// The name of the company that runs it may stand before its own.
	return cookies.has('ISPCSESS') || /(?:^|:: )ISPConfig$/.test(title);
}

/** It leads to its login as ISPConfig does. */
const hestia: Application = {
	service: 'hestia',
	docs: 'https://hestiacp.com/docs/introduction/getting-started.html',
	hinted: (front) => isHestiaTitle(front) || front.location === '/login/',
	paths: ['redirect'],
	judge: (front, target) =>
		[front, target].some((page) => page !== undefined && isHestiaTitle(page) && hasPanelLogin(page))
			? { product: 'Hestia Control Panel', access: 'protected' }
			: undefined,
};

function isHestiaTitle({ title }: Page): boolean {
	return / - Hestia Control Panel$/.test(title);
}

/** What Hestia was made from. */
const vesta: Application = {
	service: 'hestia',
	docs: 'https://github.com/outroll/vesta/blob/master/web/templates/login.html',
	hinted: (front) => isVestaTitle(front) || front.location === '/login/',
	paths: ['redirect'],
	judge(front, target) {
		const page = [front, target].find((page) => page !== undefined && isVestaTitle(page) && hasPanelLogin(page));
		const isVesta = page !== undefined && /\bclass="vst-input"/.test(page.text);
		return isVesta ? { product: 'Vesta Control Panel', access: 'protected' } : undefined;
	},
};

function isVestaTitle({ title }: Page): boolean {
	return /^Vesta - ./.test(title);
}

function hasPanelLogin({ text }: Page): boolean {
	return /<form\b[^>]{0,100}\baction="\/login\/"/.test(text) && /\bname="token"/.test(text);
}

/** Proxmox's page asks for a login in the browser; its API refuses who has no ticket. */
const proxmox: Application = {
	service: 'proxmox',
	docs: 'https://pve.proxmox.com/wiki/Proxmox_VE_API#Authentication',
	hinted: (front) => /^pve-api-daemon\//.test(front.server) || proxmoxName(front) !== undefined,
	paths: ['/api2/json/version'],
	judge(front, api) {
		const product = proxmoxName(front) ?? 'Proxmox VE';
		const version = /managerlib\.js\?ver=(\d+(?:\.\d+)+)/.exec(front.text)?.[1];
		return { product, version, access: api?.status === 401 ? 'protected' : 'unknown' };
	},
};

function proxmoxName({ title }: Page): string | undefined {
	const name = / - (Proxmox (?:Virtual Environment|Backup Server|Mail Gateway))$/.exec(title)?.[1];
	return name === 'Proxmox Virtual Environment' ? 'Proxmox VE' : name;
}

/** Supervisor's page is its control, with a password or without. */
const supervisor: Application = {
	service: 'supervisor',
	docs: 'https://supervisord.org/configuration.html#inet-http-server-section-settings',
	hinted: (front) => front.title === 'Supervisor Status' || isSupervisorLogin(front),
	judge(front) {
		if (isSupervisorLogin(front)) return { product: 'Supervisor', access: 'protected' };
		const version = />Supervisor<\/a> <span>(\d+(?:\.\d+)+)/.exec(front.text)?.[1];
		return { product: 'Supervisor', version, access: 'open' };
	},
};

function isSupervisorLogin({ server, status, realm }: Page): boolean {
	return /^Medusa\//.test(server) && status === 401 && realm === 'default';
}

/**
 * Transmission looks at address, name and password before it sends anybody to its page. It counts the requests that
 * come without a password, and after a hundred refuses everybody: it gets one.
 */
const transmission: Application = {
	service: 'transmission',
	docs: 'https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md#rpc',
	hinted: (front) => front.server === 'Transmission',
	judge({ status, location }) {
		const isIn = status === 301 && location === '/transmission/web/';
		return {
			product: 'Transmission',
			access: isIn ? 'open' : status === 401 || status === 403 ? 'protected' : 'unknown',
		};
	},
};

/**
 * The page is the same for everybody; the ways to log in are public until it is set up. (Its API isn't asked: that
 * counts as a login that failed.)
 */
const homeAssistant: Application = {
	service: 'home-assistant',
	docs: 'https://developers.home-assistant.io/docs/auth_api/',
	hinted: (front) => front.title === 'Home Assistant',
	paths: ['/auth/providers'],
	judge(_front, providers): Found | undefined {
		const product = 'Home Assistant';
		if (textAt(providers?.json, 'code') === 'onboarding_required') {
			return { product, access: 'unknown', remark: 'not set up yet: who comes first owns it' };
		}
		const list = Array.isArray(providers?.json) ? providers.json : valueAt(providers?.json, 'providers');
		const hasLogin = Array.isArray(list) && list.length > 0;
		return { product, access: providers?.status === 200 && hasLogin ? 'protected' : 'unknown' };
	},
};

/** With adminAuth the settings of the editor want a token. */
const nodeRed: Application = {
	service: 'node-red',
	docs: 'https://nodered.org/docs/api/admin/methods/get/settings/',
	hinted: (front) => front.title === 'Node-RED',
	paths: ['/settings'],
	judge(_front, settings) {
		const version = textAt(settings?.json, 'version');
		if (version !== undefined && textAt(settings?.json, 'httpNodeRoot') !== undefined) {
			// With adminAuth and a default user, strangers see the editor and change nothing: they still are in.
			return { product: 'Node-RED', version: plainVersion(version), access: 'open' };
		}
		return { product: 'Node-RED', access: isRefused(settings) ? 'protected' : 'unknown' };
	},
};

/** Pages on which people administer a machine, or what runs on it. */
export const panels: readonly Application[] = [
	webmin,
	cockpit,
	cpanel,
	cpanelWebmail,
	plesk,
	directAdmin,
	ispConfig,
	hestia,
	vesta,
	proxmox,
	supervisor,
	transmission,
	homeAssistant,
	nodeRed,
];
