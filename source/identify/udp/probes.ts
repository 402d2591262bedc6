import type { Identity } from '../../model.ts';
import type { UdpQuestion } from '../../scan/udp-exchange.ts';
import type { UdpProbe } from './probe.ts';
import { bedrock } from './probes/bedrock.ts';
import { chargen } from './probes/chargen.ts';
import { coap } from './probes/coap.ts';
import { dns } from './probes/dns.ts';
import { ike } from './probes/ike.ts';
import { ipmi } from './probes/ipmi.ts';
import { kerberos } from './probes/kerberos.ts';
import { ldap } from './probes/ldap.ts';
import { mdns } from './probes/mdns.ts';
import { memcached } from './probes/memcached.ts';
import { mssqlBrowser } from './probes/mssql-browser.ts';
import { natPmp } from './probes/nat-pmp.ts';
import { netbios } from './probes/netbios.ts';
import { ntp } from './probes/ntp.ts';
import { openvpn } from './probes/openvpn.ts';
import { qotd } from './probes/qotd.ts';
import { quic } from './probes/quic.ts';
import { rdp } from './probes/rdp.ts';
import { rip } from './probes/rip.ts';
import { rpcbind } from './probes/rpcbind.ts';
import { sip } from './probes/sip.ts';
import { slp } from './probes/slp.ts';
import { snmp } from './probes/snmp.ts';
import { sourceEngine } from './probes/source-engine.ts';
import { ssdp } from './probes/ssdp.ts';
import { stun } from './probes/stun.ts';
import { tftp } from './probes/tftp.ts';
import { ubiquitiDiscovery } from './probes/ubiquiti-discovery.ts';
import { wsDiscovery } from './probes/ws-discovery.ts';
import { xdmcp } from './probes/xdmcp.ts';

/** Every protocol whose reply can be recognised. Where two are met on a port, the first one is asked first. */
export const udpProbes: readonly UdpProbe[] = [
	qotd,
	chargen,
	mdns,
	dns,
	tftp,
	kerberos,
	rpcbind,
	ntp,
	netbios,
	snmp,
	xdmcp,
	ldap,
	slp,
	quic,
	ike,
	rip,
	ipmi,
	openvpn,
	mssqlBrowser,
	ssdp,
	rdp,
	stun,
	wsDiscovery,
	sip,
	natPmp,
	coap,
	ubiquitiDiscovery,
	memcached,
	bedrock,
	sourceEngine,
];

/** The first protocol met on the port that recognises the reply. */
export function recogniseReply(
	reply: Buffer,
	{ port, bytes }: UdpQuestion,
): { readonly probe: UdpProbe; readonly identity: Identity } | undefined {
	for (const probe of udpProbes) {
		const identity = probe.ports.includes(port) ? probe.recognise(reply, bytes) : undefined;
		if (identity) return { probe, identity };
	}
	return undefined;
}
