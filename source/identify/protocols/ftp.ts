import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { completeReply } from '../reply.ts';
import { systemInGreeting } from '../system.ts';

const products: readonly ProductPattern[] = [
	[/ProFTPD(?: (\d[\w.]*))?/i, 'ProFTPD'],
	[/vsFTPd(?: (\d[\w.]*))?/i, 'vsftpd'],
	[/Pure-FTPd/i, 'Pure-FTPd'],
	[/FileZilla Server(?: (?:version )?(\d[\w.]*))?/i, 'FileZilla Server'],
	[/Microsoft FTP Service/i, 'Microsoft FTP Service'],
	[/Serv-U FTP[ -]Server(?: v(\d[\w.]*))?/i, 'Serv-U'],
	[/\(Version (wu-\d[\w.()-]*)/i, 'WU-FTPD'],
	[/pyftpdlib (\d[\w.]*)/i, 'pyftpdlib'],
	[/bftpd (\d[\w.]*)/i, 'Bftpd'],
	[/MikroTik (\S+) FTP server/i, 'MikroTik RouterOS FTP'],
	[/glFTPd (\d[\w.]*)/i, 'glFTPd'],
];

const ports = [21, 2121, 990];

/** Asks for the extensions, which most servers tell before a login, and leaves. */
export const ftp: ProtocolProbe = {
	id: 'ftp',
	spec: 'RFC 959, sections 4.2 and 5.4; RFC 2389, section 3 (FEAT); RFC 4217, section 6 (AUTH TLS)',
	speaksFirst: 'server',
	ports: [21, 2121],
	tlsPorts: [990],
	secureId: 'ftps',
	recognise,
	converse,
};

/** The reply 220, or 421 and 530 from a server that won't serve now; mail servers begin alike. */
function recognise(bytes: Buffer, port: number, final = false): Identity | undefined {
	const reply = completeReply(bytes, final);
	if (!reply || !['220', '421', '530'].includes(reply.code)) return undefined;
	if (!saysFtp(reply.text) && (!ports.includes(port) || /smtp/i.test(reply.text))) return undefined;
	const os = systemInGreeting(reply.text);
	return {
		service: 'ftp',
		...productIn(reply.text, products),
		access: 'unknown',
		evidence: [`greeted with ${reply.code} ${reply.text}`],
		...(reply.code === '220' ? {} : { remark: 'refuses service at the moment' }),
		...(os ? { os } : {}),
	};
}

/** By its own words, and not by the name of its machine. */
function saysFtp(text: string): boolean {
	const words = text.split(' ').filter((word) => !/\.[a-z]/i.test(word));
	return words.some((word) => /ftp|filezilla/i.test(word)) && !words.some((word) => /smtp/i.test(word));
}

async function converse(
	conversation: Conversation,
	{ secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting || greeting.remark || !completeReply(conversation.heard)) return greeting;
	const isWhole = (bytes: Buffer) => completeReply(bytes) !== undefined;
	const reply = completeReply(await conversation.exchange('FEAT\r\n', isWhole));
	await conversation.leave('QUIT\r\n');
	if (secure || reply?.code !== '211') return greeting;
	const encryption = reply.lines.some((line) => /^AUTH\b.*\b(?:TLS|SSL)\b/i.test(line));
	return {
		...greeting,
		evidence: [...greeting.evidence, encryption ? 'FEAT answered: AUTH TLS' : 'FEAT answered: no AUTH TLS'],
		...(encryption ? {} : { remark: 'takes passwords without encryption' }),
	};
}
