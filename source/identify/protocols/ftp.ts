import type { Identity } from '../../model.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';
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

export const ftp: ProtocolProbe = {
	id: 'ftp',
	spec: 'RFC 959, sections 4.2 and 5.4; RFC 4217 for TLS',
	speaksFirst: 'server',
	ports: [21, 2121],
	tlsPorts: [990],
	secureId: 'ftps',
	recognise,
};

/** The reply 220, or 421 and 530 from a server that won't serve now; mail servers begin alike. */
function recognise(bytes: Buffer, port: number, final = false): Identity | undefined {
	const reply = completeReply(bytes, final);
	if (!reply || !['220', '421', '530'].includes(reply.code)) return undefined;
	const named = /ftp|filezilla/i.test(reply.text);
	if (!named && (!ports.includes(port) || /smtp/i.test(reply.text))) return undefined;
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
