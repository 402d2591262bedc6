import type { Identity } from '../model.ts';
import type { ProtocolProbe } from './protocol.ts';
import { cassandra } from './protocols/cassandra.ts';
import { chargen } from './protocols/chargen.ts';
import { clickhouse } from './protocols/clickhouse.ts';
import { daytime } from './protocols/daytime.ts';
import { db2 } from './protocols/db2.ts';
import { dns } from './protocols/dns.ts';
import { echo } from './protocols/echo.ts';
import { finger } from './protocols/finger.ts';
import { firebird } from './protocols/firebird.ts';
import { ftp } from './protocols/ftp.ts';
import { gitDaemon } from './protocols/git-daemon.ts';
import { http } from './protocols/http.ts';
import { ident } from './protocols/ident.ts';
import { imap } from './protocols/imap.ts';
import { lmtp } from './protocols/lmtp.ts';
import { managesieve } from './protocols/managesieve.ts';
import { memcached } from './protocols/memcached.ts';
import { minecraft } from './protocols/minecraft.ts';
import { mongodb } from './protocols/mongodb.ts';
import { mssql } from './protocols/mssql.ts';
import { mysql } from './protocols/mysql.ts';
import { mysqlx } from './protocols/mysqlx.ts';
import { neo4j } from './protocols/neo4j.ts';
import { nntp } from './protocols/nntp.ts';
import { openvpn } from './protocols/openvpn.ts';
import { oracle } from './protocols/oracle.ts';
import { pop3 } from './protocols/pop3.ts';
import { postgresql } from './protocols/postgresql.ts';
import { pptp } from './protocols/pptp.ts';
import { qotd } from './protocols/qotd.ts';
import { redis } from './protocols/redis.ts';
import { rethinkdb } from './protocols/rethinkdb.ts';
import { rsync } from './protocols/rsync.ts';
import { rtsp } from './protocols/rtsp.ts';
import { sip } from './protocols/sip.ts';
import { smtp } from './protocols/smtp.ts';
import { socks } from './protocols/socks.ts';
import { ssh } from './protocols/ssh.ts';
import { svn } from './protocols/svn.ts';
import { time } from './protocols/time.ts';
import { torControl } from './protocols/tor-control.ts';
import { vnc } from './protocols/vnc.ts';
import { whois } from './protocols/whois.ts';

/** Every protocol that can be recognised. Where two could be meant, the first one is asked first. */
export const protocols: readonly ProtocolProbe[] = [
	ssh,
	ftp,
	lmtp,
	smtp,
	pop3,
	imap,
	managesieve,
	nntp,
	mysql,
	vnc,
	rsync,
	mongodb,
	clickhouse,
	http,
	redis,
	cassandra,
	mysqlx,
	neo4j,
	oracle,
	firebird,
	db2,
	rethinkdb,
	postgresql,
	memcached,
	mssql,
	svn,
	chargen,
	daytime,
	time,
	qotd,
	// Tor answers a GET in HTTP.
	socks,
	torControl,
	sip,
	rtsp,
	finger,
	dns,
	ident,
	whois,
	echo,
	gitDaemon,
	minecraft,
	pptp,
	openvpn,
];

/** Ports where TLS is spoken from the first byte, but by a protocol that has no probe of its own yet. */
const otherTlsPorts: ReadonlySet<number> = new Set([636, 3269, 5671, 8883]);

/** What a port number suggests. */
export interface Expectation {
	readonly probe: ProtocolProbe | undefined;
	/** Inside TLS from the first byte. */
	readonly secure: boolean;
}

/** What is probably behind a port, judged by its number alone. */
export function expectedOn(port: number): Expectation {
	const secure = protocols.find(({ tlsPorts }) => tlsPorts?.includes(port));
	if (secure || otherTlsPorts.has(port)) return { probe: secure, secure: true };
	return { probe: protocols.find(({ ports }) => ports.includes(port)), secure: false };
}

/** A protocol, and what its probe made of the bytes. */
export interface Recognised {
	readonly probe: ProtocolProbe;
	readonly identity: Identity;
}

/** The first protocol that recognises what a server said. */
export function recognise(bytes: Buffer, port: number, final = false): Recognised | undefined {
	if (bytes.length === 0) return undefined;
	for (const probe of protocols) {
		const identity = probe.recognise?.(bytes, port, final);
		if (identity) return { probe, identity };
	}
	return undefined;
}
