import { UsageError } from '../errors.ts';
import type { Target } from '../model.ts';
import { parseHost } from './host.ts';
import { quote } from './quote.ts';

/** The port that a URL means when it names none. */
const schemePorts: Readonly<Record<string, number>> = {
	amqp: 5672,
	amqps: 5671,
	ftp: 21,
	ftps: 990,
	git: 9418,
	http: 80,
	https: 443,
	imap: 143,
	imaps: 993,
	ldap: 389,
	ldaps: 636,
	mariadb: 3306,
	memcached: 11211,
	mongodb: 27017,
	mqtt: 1883,
	mqtts: 8883,
	mysql: 3306,
	nats: 4222,
	nfs: 2049,
	pop3: 110,
	pop3s: 995,
	postgres: 5432,
	postgresql: 5432,
	rdp: 3389,
	redis: 6379,
	rediss: 6379,
	rsync: 873,
	rtsp: 554,
	sftp: 22,
	smb: 445,
	smtp: 25,
	smtps: 465,
	ssh: 22,
	svn: 3690,
	telnet: 23,
	vnc: 5900,
	ws: 80,
	wss: 443,
};

const urlPattern = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i;

/**
 * A host with or without a port, or a URL, as a target. User name, password, query and fragment of a URL are
 * dropped at once: the target is written into reports.
 *
 * @throws {UsageError} when the text is neither.
 */
export function parseEndpoint(text: string): Target {
	const url = urlPattern.exec(text);
	if (url === null) {
		return { target: text, ...parseHostAndPort(text) };
	}

	const [, scheme = '', authority = '', path = ''] = url;
	const hostAndPort = authority.slice(authority.lastIndexOf('@') + 1);
	const target = `${scheme}://${hostAndPort}${path}`;
	if (hostAndPort === '') {
		throw new UsageError(`${quote(target)} names no host: write it like https://example.com`);
	}

	// RFC 6874, section 2: in a URL, the % before a zone is written %25.
	const { host, port = schemePorts[scheme.toLowerCase()] } = parseHostAndPort(hostAndPort.replace('%25', '%'));
	return port === undefined ? { target, host } : { target, host, port };
}

function parseHostAndPort(text: string): { readonly host: string; readonly port?: number } {
	const [, bracketed, bracketedPort] = /^\[([^\]]*)\](?::(.*))?$/.exec(text) ?? [];
	if (bracketed !== undefined) {
		if (!bracketed.includes(':')) {
			throw new UsageError(`${quote(text)} has brackets around something else than an IPv6 address: leave them out`);
		}
		return withPort(text, bracketed, bracketedPort);
	}

	// Two colons and no brackets: all of it is an IPv6 address.
	const [host = '', port, ...more] = text.split(':');
	return more.length > 0 ? withPort(text, text, undefined) : withPort(text, host, port);
}

function withPort(text: string, hostText: string, portText: string | undefined) {
	const host = parseHost(hostText);
	if (portText === undefined) {
		return { host };
	}

	const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
	if (port < 1 || port > 65535) {
		throw new UsageError(`${quote(text)} needs a port from 1 to 65535 after the colon`);
	}
	return { host, port };
}
