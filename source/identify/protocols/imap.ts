import type { Identity } from '../../model.ts';
import { mailProducts } from '../mail-products.ts';
import { productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';

/** The greeting says whether one is logged in already (PREAUTH), and most servers add what they can. */
export const imap: ProtocolProbe = {
	id: 'imap',
	spec: 'RFC 9051, sections 7.1 and 7.2.2',
	speaksFirst: 'server',
	ports: [143],
	tlsPorts: [993],
	secureId: 'imaps',
	recognise,
};

function recognise(bytes: Buffer): Identity | undefined {
	const match = /^\* (OK|PREAUTH|BYE)\b([^\r\n]*)\r?\n/i.exec(bytes.toString('utf8'));
	if (!match) return undefined;
	const [, status = '', rest = ''] = match;
	const [, listed, text = rest] = /^ \[CAPABILITY ([^\]]*)\](.*)$/i.exec(rest) ?? [];
	const capabilities = listed?.toUpperCase().split(' ');
	const os = systemInGreeting(text);
	const remark = remarkOn(status.toUpperCase(), capabilities);
	return {
		service: 'imap',
		...productIn(text, mailProducts),
		access: status.toUpperCase() === 'PREAUTH' ? 'open' : 'unknown',
		evidence: [`greeted with ${status} ${text.trim()}`, ...(listed === undefined ? [] : [`capabilities: ${listed}`])],
		...(remark ? { remark } : {}),
		...(os ? { os } : {}),
	};
}

function remarkOn(status: string, capabilities: readonly string[] | undefined): string | undefined {
	if (status === 'PREAUTH') return 'lets everyone in without a password';
	if (status === 'BYE') return 'refuses service at the moment';
	return capabilities?.includes('LOGINDISABLED') ? 'passwords only after encryption' : undefined;
}
