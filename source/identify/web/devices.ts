import type { Application } from './application.ts';
import { isRefused, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** CUPS shows its page to whom its access rules allow; printing and its queues follow the same rules. */
const cups: Application = {
	service: 'cups',
	docs: 'https://openprinting.github.io/cups/doc/man-cupsd.conf.html',
	hinted: (front) => /^CUPS\//.test(front.server),
	judge(front) {
		const version =
			/ - CUPS v?(\d+(?:\.\d+)+)/.exec(front.title)?.[1] ?? /^CUPS\/(\d+(?:\.\d+)+)/.exec(front.server)?.[1];
		const refused = isRefused(front);
		return {
			product: 'CUPS',
			version,
			access: refused ? 'protected' : 'unknown',
			remark: front.status === 403 ? 'refuses strangers' : undefined,
		};
	},
};

/** The store of MinIO lists its buckets to nobody by default. */
const minio: Application = {
	service: 'minio',
	docs: 'https://min.io/docs/minio/linux/administration/identity-access-management.html',
	hinted: (front) => front.server === 'MinIO' || /^MinIO\//.test(front.server),
	judge({ status, text }) {
		const listed = status === 200 && text.includes('<ListAllMyBucketsResult');
		const refused = status === 403 && text.includes('<Code>AccessDenied</Code>');
		return { product: 'MinIO', access: listed ? 'open' : refused ? 'protected' : 'unknown' };
	},
};

/** The console of MinIO says to everybody how people log in. */
const minioConsole: Application = {
	service: 'minio',
	docs: minio.docs,
	hinted: (front) => isMinioConsole(front),
	paths: ['/api/v1/login'],
	judge(front, login) {
		if (!isMinioConsole(front)) return undefined;
		const hasLogin = login?.status === 200 && textAt(login.json, 'loginStrategy') !== undefined;
		return { product: 'MinIO console', access: hasLogin ? 'protected' : 'unknown' };
	},
};

function isMinioConsole({ server, title }: Page): boolean {
	return server === 'MinIO Console' || title === 'MinIO Console' || title === 'MinIO Browser';
}

/** Only a POST gets an answer from WinRM; other paths on the port are not found. */
const winRm: Application = {
	service: 'winrm',
	docs: 'https://learn.microsoft.com/en-us/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
	ports: [5985, 5986, 47_001],
	hinted: () => false,
	paths: ['/wsman'],
	judge(front, wsman) {
		if (front.status !== 404 || !/^Microsoft-HTTPAPI\//.test(front.server)) return undefined;
		const wantsLogin = wsman?.status === 401;
		if (!wantsLogin && wsman?.status !== 405) return undefined;
		return { product: 'WinRM', access: wantsLogin ? 'protected' : 'unknown', os: 'Windows' };
	},
};

/** DSM says which interfaces it has to everybody; all others than this one and the login want a session. */
const synology: Application = {
	service: 'synology',
	docs: 'https://global.download.synology.com/download/Document/Software/DeveloperGuide/Package/FileStation/All/enu/Synology_File_Station_API_Guide.pdf',
	ports: [5000, 5001],
	hinted: (front) => / - Synology (?:DiskStation|NAS)$/.test(front.title),
	paths: ['/webapi/query.cgi?api=SYNO.API.Info&version=1&method=query&query=SYNO.API.Auth'],
	judge(_front, info) {
		const login = valueAt(info?.json, 'data', 'SYNO.API.Auth');
		const hasLogin = typeof valueAt(login, 'maxVersion') === 'number' && textAt(login, 'path') !== undefined;
		if (!hasLogin || valueAt(info?.json, 'success') !== true) return undefined;
		return { product: 'Synology DSM', access: 'protected' };
	},
};

/** Plex says to everybody who it is; what it is set up for is for its owner, and for networks that are let in. */
const plex: Application = {
	service: 'plex',
	docs: 'https://developer.plex.tv/pms/',
	hinted: (front) => front.headers.has('x-plex-protocol'),
	paths: ['/identity'],
	judge(front, identity) {
		if (!front.headers.has('x-plex-protocol')) return undefined;
		const version = /<MediaContainer [^>]{0,300}\bversion="(\d[^"]{0,60})"/.exec(identity?.text ?? '')?.[1];
		const isShown = front.text.includes('<MediaContainer ') && front.text.includes(' machineIdentifier="');
		return {
			product: 'Plex Media Server',
			version: plainVersion(version),
			access: isRefused(front) ? 'protected' : front.status === 200 && isShown ? 'open' : 'unknown',
		};
	},
};

/** The management of the hardware leads its visitors to its login, or refuses them. */
const amt: Application = {
	service: 'amt',
	docs: 'https://www.intel.com/content/www/us/en/docs/active-management-technology/developer-guide/2021/intel-amt-basic-concepts.html',
	hinted: (front) => isAmt(front),
	judge(front) {
		if (!isAmt(front)) return undefined;
		const wantsLogin = isRefused(front) || front.location === '/logon.htm';
		return {
			product: 'Intel AMT',
			version: plainVersion(front.server),
			access: wantsLogin ? 'protected' : 'unknown',
		};
	},
};

function isAmt({ server }: Page): boolean {
	return /^Intel\(R\) Active Management Technology(?: \d|$)/.test(server);
}

/** The page of noVNC is at its front door or beside a list of its files; the password is up to the VNC server behind. */
const noVnc: Application = {
	service: 'novnc',
	docs: 'https://github.com/novnc/noVNC#quick-start',
	ports: [6080],
	hinted: (front) => front.title === 'noVNC' || (/^WebSockify\b/.test(front.server) && front.status === 200),
	paths: ['/vnc.html', '/package.json'],
	judge(front, page, itsPackage) {
		if (![front, page].some((one) => isNoVnc(one))) return undefined;
		const isItsPackage = /^(?:@novnc\/)?novnc$/i.test(textAt(itsPackage?.json, 'name') ?? '');
		return {
			product: 'noVNC',
			version: isItsPackage ? plainVersion(textAt(itsPackage?.json, 'version')) : undefined,
			access: 'unknown',
			remark: 'shows a desktop; whether with a password was not tried',
		};
	},
};

function isNoVnc(page: Page | undefined): boolean {
	return page?.status === 200 && page.title === 'noVNC' && /\bnoVNC_|\/rfb\.js\b/.test(page.text);
}

/** Printing, files, media and remote control over HTTP. */
export const devices: readonly Application[] = [cups, minioConsole, minio, winRm, synology, plex, amt, noVnc];
