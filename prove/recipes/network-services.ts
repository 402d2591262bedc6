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
	{
		service: 'prometheus',
		package: 'cockpit-ws',
		packages: ['cockpit-ws', 'cockpit-bridge', 'cockpit-system'],
		doors: [tcp(9090)],
	},
	{
		service: 'pushgateway',
		package: 'prometheus-pushgateway',
		packages: ['prometheus-pushgateway'],
		doors: [tcp(9091)],
	},
	{
		service: 'pushgateway',
		package: 'transmission-daemon',
		packages: ['transmission-daemon'],
		doors: [tcp(9091, { ipv4Only: true })],
	},
	{
		service: 'nrpe',
		package: 'nagios-nrpe-server',
		packages: ['nagios-nrpe-server'],
		doors: [tcp(5666)],
	},
	{
		service: 'zabbix-agent',
		package: 'zabbix-agent',
		packages: ['zabbix-agent'],
		doors: [tcp(10050, { bound: 'gone' })],
	},
	{
		service: 'mdns',
		package: 'avahi-daemon',
		packages: ['avahi-daemon'],
		doors: [udp(5353)],
	},
	{
		service: 'ntp',
		package: 'chrony',
		packages: ['chrony'],
		setUp: "printf '%s\\n' 'allow' 'local' > /etc/chrony/conf.d/server.conf",
		doors: [udp(123)],
	},
	{
		service: 'stun',
		package: 'coturn',
		packages: ['coturn'],
		doors: [tcp(3478), udp(3478)],
	},
	{
		service: 'bgp',
		package: 'frr',
		packages: ['frr'],
		setUp: [
			'sed -i \'s/^bgpd=no/bgpd=yes/; s/^bgpd_options=.*/bgpd_options=""/\' /etc/frr/daemons',
			"printf '%s\\n' 'router bgp 65000' >> /etc/frr/frr.conf",
		].join('\n'),
		doors: [tcp(179)],
	},
	{
		service: 'socks',
		package: 'dante-server',
		packages: ['dante-server'],
		setUp: [
			"printf '%s\\n' 'logoutput: syslog' 'internal: eth0 port = 1080' 'external: eth0' 'socksmethod: none' 'clientmethod: none'",
			"'client pass { from: 0/0 to: 0/0 }' 'socks pass { from: 0/0 to: 0/0 }' > /etc/danted.conf",
		].join(' '),
		doors: [tcp(1080)],
	},
];
