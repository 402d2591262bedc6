import type { Application } from './application.ts';
import { isRefused, type Page, textAt } from './page.ts';

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

/** Printing, files and remote control over HTTP. */
export const devices: readonly Application[] = [cups, minioConsole, minio, winRm];
