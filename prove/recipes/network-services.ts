import type { Recipe } from '../recipe.ts';
import { tcp, udp } from '../recipe.ts';

/** Names, time, monitoring, proxies: what a network leans on. */
export const networkServices: readonly Recipe[] = [
	{
		service: 'dns',
		package: 'bind9',
		packages: ['bind9'],
		doors: [udp(53), tcp(53)],
	},
	{
		service: 'dns',
		package: 'unbound',
		packages: ['unbound', 'dns-root-data'],
		setUp: [
			"printf '%s\\n' 'server:' '  interface: 0.0.0.0' '  interface: ::0' '  access-control: 0.0.0.0/0 allow' '  access-control: ::0/0 allow'",
			'> /etc/unbound/unbound.conf.d/open.conf',
		].join(' '),
		doors: [udp(53), tcp(53)],
	},
	{
		service: 'dns',
		package: 'dnsmasq',
		packages: ['dnsmasq'],
		doors: [udp(53), tcp(53)],
	},
	{
		service: 'rpcbind',
		package: 'rpcbind',
		packages: ['rpcbind'],
		doors: [tcp(111), udp(111)],
	},
	{
		service: 'snmp',
		package: 'snmpd',
		packages: ['snmpd'],
		setUp: "sed -i 's/^agentaddress .*/agentaddress udp:161,udp6:161/' /etc/snmp/snmpd.conf",
		doors: [udp(161)],
	},
	{
		service: 'squid',
		package: 'squid',
		packages: ['squid'],
		doors: [tcp(3128)],
	},
	{
		service: 'prometheus',
		package: 'prometheus',
		packages: ['prometheus'],
		doors: [tcp(9090)],
	},
	{
		service: 'jetdirect',
		package: 'prometheus-node-exporter',
		packages: ['prometheus-node-exporter'],
		doors: [tcp(9100)],
	},
];
