import type { Identity } from '../model.ts';
import type { ProtocolProbe } from './protocol.ts';
import { activemq } from './protocols/activemq.ts';
import { adb } from './protocols/adb.ts';
import { afp } from './protocols/afp.ts';
import { beanstalkd } from './protocols/beanstalkd.ts';
import { cassandra } from './protocols/cassandra.ts';
import { chargen } from './protocols/chargen.ts';
import { clickhouse } from './protocols/clickhouse.ts';
import { daytime } from './protocols/daytime.ts';
import { db2 } from './protocols/db2.ts';
import { dns } from './protocols/dns.ts';
import { echo } from './protocols/echo.ts';
import { epmd } from './protocols/epmd.ts';
import { erlang } from './protocols/erlang.ts';
import { finger } from './protocols/finger.ts';
import { firebird } from './protocols/firebird.ts';
import { ftp } from './protocols/ftp.ts';
import { ganglia } from './protocols/ganglia.ts';
import { gearman } from './protocols/gearman.ts';
import { gitDaemon } from './protocols/git-daemon.ts';
import { http } from './protocols/http.ts';
import { ident } from './protocols/ident.ts';
import { imap } from './protocols/imap.ts';
import { irc } from './protocols/irc.ts';
import { jdwp } from './protocols/jdwp.ts';
import { kafka } from './protocols/kafka.ts';
import { kerberos } from './protocols/kerberos.ts';
import { ldap } from './protocols/ldap.ts';
import { lmtp } from './protocols/lmtp.ts';
import { managesieve } from './protocols/managesieve.ts';
import { memcached } from './protocols/memcached.ts';
import { minecraft } from './protocols/minecraft.ts';
import { mongodb } from './protocols/mongodb.ts';
import { mqtt } from './protocols/mqtt.ts';
import { mssql } from './protocols/mssql.ts';
import { mumble } from './protocols/mumble.ts';
import { mysql } from './protocols/mysql.ts';
import { mysqlx } from './protocols/mysqlx.ts';
import { nats } from './protocols/nats.ts';
import { neo4j } from './protocols/neo4j.ts';
import { nfs } from './protocols/nfs.ts';
import { nntp } from './protocols/nntp.ts';
import { nodeInspector } from './protocols/node-inspector.ts';
import { nrpe } from './protocols/nrpe.ts';
import { openvpn } from './protocols/openvpn.ts';
import { oracle } from './protocols/oracle.ts';
import { phpFpm } from './protocols/php-fpm.ts';
import { pop3 } from './protocols/pop3.ts';
import { postgresql } from './protocols/postgresql.ts';
import { pptp } from './protocols/pptp.ts';
import { qotd } from './protocols/qotd.ts';
import { rabbitmq } from './protocols/rabbitmq.ts';
import { rdp } from './protocols/rdp.ts';
import { redis } from './protocols/redis.ts';
import { rethinkdb } from './protocols/rethinkdb.ts';
import { rmi } from './protocols/rmi.ts';
import { rpcbind } from './protocols/rpcbind.ts';
import { rsync } from './protocols/rsync.ts';
import { rtsp } from './protocols/rtsp.ts';
import { sip } from './protocols/sip.ts';
import { smb } from './protocols/smb.ts';
import { smtp } from './protocols/smtp.ts';
import { socks } from './protocols/socks.ts';
import { ssh } from './protocols/ssh.ts';
import { stomp } from './protocols/stomp.ts';
import { stun } from './protocols/stun.ts';
import { svn } from './protocols/svn.ts';
import { telnet } from './protocols/telnet.ts';
import { time } from './protocols/time.ts';
import { torControl } from './protocols/tor-control.ts';
import { vmwareAuthd } from './protocols/vmware-authd.ts';
import { vnc } from './protocols/vnc.ts';
import { whois } from './protocols/whois.ts';
import { x11 } from './protocols/x11.ts';
import { xmpp } from './protocols/xmpp.ts';
import { zabbixAgent } from './protocols/zabbix-agent.ts';
import { zabbixServer } from './protocols/zabbix-server.ts';
import { zookeeper } from './protocols/zookeeper.ts';

/** Every protocol that can be recognised. Where two could be meant, the first one is asked first. */
export const protocols: readonly ProtocolProbe[] = [
	// They greet, or stay silent until they are asked.
	ssh,
	vmwareAuthd,
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
	svn,
	irc,
	nats,
	activemq,
	mumble,
	telnet,
	ganglia,
	chargen,
	daytime,
	time,
	qotd,
	// Before web servers: each of these has something to say to a GET, in HTTP or not.
	postgresql,
	socks,
	torControl,
	mongodb,
	clickhouse,
	nodeInspector,
	http,
	// They wait for a request of their own.
	redis,
	cassandra,
	mysqlx,
	neo4j,
	oracle,
	firebird,
	db2,
	rethinkdb,
	rabbitmq,
	xmpp,
	stomp,
	beanstalkd,
	gearman,
	kafka,
	zookeeper,
	epmd,
	erlang,
	stun,
	nrpe,
	zabbixAgent,
	zabbixServer,
	kerberos,
	smb,
	x11,
	afp,
	nfs,
	adb,
	jdwp,
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
	// As the last ones, the order in which they are guessed: early those whose servers have kept silent until then, which
	// costs time.
	memcached,
	mqtt,
	openvpn,
	rpcbind,
	mssql,
	rdp,
	ldap,
	rmi,
	phpFpm,
];

/** Ids of the protocols that are asked on request only. */
export const onRequest: readonly string[] = protocols.filter((probe) => probe.onRequest).map(({ id }) => id);

/** Whether a probe may send what it sends; `asked`: ids of the protocols that the user wants asked. */
export function mayAsk({ id, onRequest }: ProtocolProbe, asked: readonly string[]): boolean {
	return !onRequest || asked.includes(id);
}

/** What a port number suggests. */
export interface Expectation {
	readonly probe: ProtocolProbe | undefined;
	/** Who else is met there, without TLS. */
	readonly others: readonly ProtocolProbe[];
	/** Inside TLS from the first byte. */
	readonly secure: boolean;
}

/** What is probably behind a port, judged by its number alone, among what may be asked there. */
export function expectedOn(port: number, asked: readonly string[] = []): Expectation {
	const may = protocols.filter((probe) => mayAsk(probe, asked));
	const secure = may.find(({ tlsPorts }) => tlsPorts?.includes(port));
	const [probe, ...others] = may.filter(({ ports }) => ports.includes(port));
	return secure ? { probe: secure, others: [], secure: true } : { probe, others, secure: false };
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
