import {
	type AllowedPort,
	expect,
	type GuardedPort,
	isIpv6,
	publishedLocally,
	type Recipe,
	run,
	say,
} from './recipe.ts';

/**
 * Rich rules with a priority below 0 are looked at before everything that a zone allows by port, range or service, and
 * lower numbers first (firewalld.richlanguage(5)). One without a family holds for both.
 */
export const firewalld: Recipe = {
	close: (guarded) => [...look, ...removeOpenings(guarded), run(addRule(dropRule(guarded)), reload), ...after(guarded)],

	allowOnly: (allowed) => [
		...look,
		run(addRule(acceptRule(allowed)), addRule(dropRule(allowed)), reload),
		...removeOpenings(allowed),
		run(reload),
		...after(allowed),
	],

	undo: (guarded) => [
		run(
			removeRule(dropRule(guarded)),
			...(guarded.from === undefined ? [] : [removeRule(acceptRule({ ...guarded, from: guarded.from }))]),
			`firewall-cmd --permanent --add-port=${guarded.port}/${guarded.protocol}`,
			reload,
		),
	],
};

const reload = 'firewall-cmd --reload';

const look = [
	run('firewall-cmd --get-active-zones', 'firewall-cmd --get-default-zone', 'firewall-cmd --list-all'),
	say(
		'The commands below change the default zone. If the interface to the internet is listed in another one, add --zone= and its name to each. Rules that were never made permanent are lost at the reload.',
	),
] as const;

/** Names of firewalld's own service files (1.3) that hold exactly this port, for the ports people open by name. */
const serviceNames: Readonly<Record<string, string>> = {
	'21/tcp': 'ftp',
	'22/tcp': 'ssh',
	'23/tcp': 'telnet',
	'25/tcp': 'smtp',
	'67/udp': 'dhcp',
	'69/udp': 'tftp',
	'79/tcp': 'finger',
	'80/tcp': 'http',
	'110/tcp': 'pop3',
	'123/udp': 'ntp',
	'143/tcp': 'imap',
	'161/udp': 'snmp',
	'179/tcp': 'bgp',
	'389/tcp': 'ldap',
	'443/tcp': 'https',
	'443/udp': 'http3',
	'465/tcp': 'smtps',
	'587/tcp': 'smtp-submission',
	'636/tcp': 'ldaps',
	'993/tcp': 'imaps',
	'995/tcp': 'pop3s',
	'1194/udp': 'openvpn',
	'1433/tcp': 'mssql',
	'1883/tcp': 'mqtt',
	'1900/udp': 'ssdp',
	'2049/tcp': 'nfs',
	'2379/tcp': 'etcd-client',
	'2380/tcp': 'etcd-server',
	'3000/tcp': 'grafana',
	'3128/tcp': 'squid',
	'3306/tcp': 'mysql',
	'3389/tcp': 'rdp',
	'3632/tcp': 'distcc',
	'5222/tcp': 'xmpp-client',
	'5353/udp': 'mdns',
	'5432/tcp': 'postgresql',
	'5601/tcp': 'kibana',
	'5666/tcp': 'nrpe',
	'5671/tcp': 'amqps',
	'5672/tcp': 'amqp',
	'5985/tcp': 'wsman',
	'5986/tcp': 'wsmans',
	'6379/tcp': 'redis',
	'6443/tcp': 'kube-apiserver',
	'6667/tcp': 'irc',
	'8080/tcp': 'jenkins',
	'8883/tcp': 'mqtt-tls',
	'9090/tcp': 'cockpit',
	'9418/tcp': 'git',
	'10050/tcp': 'zabbix-agent',
	'10051/tcp': 'zabbix-server',
	'10250/tcp': 'kubelet',
	'27017/tcp': 'mongodb',
	'51820/udp': 'wireguard',
};

function removeOpenings({ port, protocol }: GuardedPort) {
	const name = serviceNames[`${port}/${protocol}`];
	const removeService = name === undefined ? [] : [`firewall-cmd --permanent --remove-service=${name}`];
	return [
		say(
			'A port can be open twice, by its number and as part of a named service: take both away. NOT_ENABLED means it was not open that way.',
		),
		run(`firewall-cmd --permanent --remove-port=${port}/${protocol}`, ...removeService),
	];
}

function after(guarded: GuardedPort) {
	const { port, protocol } = guarded;
	return [
		run('firewall-cmd --list-all'),
		expect(`Under "rich rules": port="${port}" protocol="${protocol}" drop. It holds for IPv4 and IPv6.`),
		say('It lasts over a reboot. Connections that exist already stay until they end.'),
		say(
			`A port that Docker publishes (docker ps shows it) passes by firewalld: publish it as ${publishedLocally(guarded)} instead, or choose nftables here, or Docker as the system.`,
		),
	];
}

function dropRule({ port, protocol }: GuardedPort): string {
	return `rule priority="-10" port port="${port}" protocol="${protocol}" drop`;
}

function acceptRule({ port, protocol, from }: AllowedPort): string {
	const family = isIpv6(from) ? 'ipv6' : 'ipv4';
	return `rule priority="-20" family="${family}" source address="${from}" port port="${port}" protocol="${protocol}" accept`;
}

function addRule(rule: string): string {
	return `firewall-cmd --permanent --add-rich-rule='${rule}'`;
}

function removeRule(rule: string): string {
	return `firewall-cmd --permanent --remove-rich-rule='${rule}'`;
}
