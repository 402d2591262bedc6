import { onLinux, type ServiceEntry } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { webminPackages } from '../packages/monitoring.ts';
import { lastOf, looked, onSystemd } from '../usage.ts';

const cpanel: ServiceEntry = {
	id: 'cpanel',
	name: 'cPanel and WHM',
	category: 'admin-monitoring',
	doors: [
		{
			port: 2082,
			protocol: 'tcp',
			name: 'cPanel without encryption',
			severity: 'high',
			why: 'Login of the hosting panel, readable on the way',
		},
		{
			port: 2083,
			protocol: 'tcp',
			name: 'cPanel over TLS',
			severity: 'medium',
			why: 'Login of the hosting panel; passwords are guessed here',
		},
		{
			port: 2086,
			protocol: 'tcp',
			name: 'WHM without encryption',
			severity: 'high',
			why: 'Root login of the hosting panel, readable on the way',
		},
		{
			port: 2087,
			protocol: 'tcp',
			name: 'WHM over TLS',
			severity: 'medium',
			why: 'Root login of the hosting panel; keep it to your addresses',
		},
	],
	what: 'A hosting panel: customers manage their sites in cPanel, the administrator the whole server in WHM.',
	risk: 'WHM is root in the browser, and cPanel holds sites, mail and databases of your customers, so passwords are guessed here all the time. On 2082 and 2086 the password travels readable, and anyone on the way can take it. In April 2026 a flaw (CVE-2026-41940) let strangers in without one, and it was used in attacks.',
	need: 'Customers need 2083; only administrators need 2087, and nobody needs the ports without encryption.',
	instructions: {
		harden: onLinux([
			{
				kind: 'say',
				text: 'In WHM, under Server Configuration and Tweak Settings, see that Require SSL for cPanel Services is on, as it is by default: 2082 and 2086 then only send visitors on to the encrypted ports.',
			},
			{
				kind: 'say',
				text: 'In WHM, under Security Center, require two-factor authentication for root and resellers. Then block those who guess passwords:',
			},
			{ kind: 'run', command: 'whmapi1 enable_cphulk' },
		]),
		pitfalls: [
			'Add your own address to the allow list of cPHulk first, or it may lock you out together with the guessers.',
		],
	},
	sources: [
		'https://docs.cpanel.net/whm/server-configuration/tweak-settings/',
		'https://www.cve.org/CVERecord?id=CVE-2026-41940',
		'https://api.docs.cpanel.net/openapi/whm/operation/enable_cphulk/',
	],
};

const pleskApiAllowed = ['allowedIPs = 203.0.113.10'];

const plesk: ServiceEntry = {
	id: 'plesk',
	name: 'Plesk, or another web panel',
	category: 'admin-monitoring',
	doors: [
		{
			port: 8443,
			protocol: 'tcp',
			name: 'Plesk or HTTPS alternate',
			severity: 'medium',
			why: 'Login of a hosting panel, a firewall or an appliance',
		},
		{
			port: 8880,
			protocol: 'tcp',
			name: 'Plesk without encryption',
			severity: 'high',
			why: 'Login of a hosting panel, readable on the way',
		},
	],
	what: 'The hosting panel Plesk; 8443 is also the spare HTTPS port of Tomcat, UniFi and many appliances.',
	risk: 'Whoever logs in to Plesk as its administrator controls the whole server, so passwords are guessed here. On 8880 they also travel readable. If another product answers on 8443, the risk is that of its login and of its missing updates.',
	need: 'Customers and administrators of the panel; nobody needs 8880.',
	instructions: {
		harden: {
			...onLinux([
				{
					kind: 'say',
					text: 'In Plesk, under Tools & Settings, restrict administrative access to your own addresses. Restrict its API as well:',
				},
				{ kind: 'edit', file: '/usr/local/psa/admin/conf/panel.ini', section: ['[api]'], lines: pleskApiAllowed },
			]),
			windows: [
				{
					kind: 'say',
					text: 'In Plesk, under Tools & Settings, restrict administrative access to your own addresses. Restrict its API as well:',
				},
				{ kind: 'edit', file: '%plesk_dir%\\admin\\conf\\panel.ini', section: ['[api]'], lines: pleskApiAllowed },
			],
		},
		pitfalls: ['Check that your own address is among the allowed ones before you save, or you lock yourself out.'],
	},
	sources: [
		'https://docs.plesk.com/en-US/obsidian/administrator-guide/plesk-administration/securing-plesk/restricting-remote-access-via-plesk-api.71930',
	],
};

const webmin: ServiceEntry = {
	id: 'webmin',
	name: 'Webmin',
	category: 'admin-monitoring',
	doors: [
		{
			port: 10000,
			protocol: 'tcp',
			severity: 'high',
			why: 'Root in the browser; CVE-2019-15107 needed no password',
		},
	],
	what: 'A web page from which a whole Unix server is administered.',
	risk: 'Whoever logs in is root on your machine, so this page gets guessed passwords and every new flaw. In 2019 it came out that some releases held a hidden way in that ran commands without a login (CVE-2019-15107).',
	need: 'Administrators, through a tunnel or from a few known addresses.',
	instructions: {
		usage: looked(
			onSystemd(lastOf('/var/webmin/miniserv.log')),
			'One line for each page, with the address and the user.',
		),
		stop: { ...onLinux([{ kind: 'run', command: 'systemctl disable --now webmin' }]), ...webminPackages.stop },
		bind: {
			...onLinux([
				{
					kind: 'edit',
					file: '/etc/webmin/miniserv.conf',
					lines: ['bind=127.0.0.1'],
					replaces: ['bind', 'sockets', 'listen'],
				},
				{ kind: 'run', command: 'systemctl restart webmin' },
			]),
			...webminPackages.bind,
		},
		harden: onLinux([
			{ kind: 'say', text: 'Allow only your own addresses, and keep the connection encrypted:' },
			{ kind: 'edit', file: '/etc/webmin/miniserv.conf', lines: ['allow=127.0.0.1 203.0.113.10', 'ssl=1'] },
			{ kind: 'run', command: 'systemctl restart webmin' },
			{ kind: 'say', text: 'Then turn on two-factor authentication in Webmin Configuration, and install updates.' },
		]),
		pitfalls: [
			'The line sockets= can open further addresses and ports in spite of bind.',
			'If Webmin cannot use the address in bind, it opens every IPv4 address instead; check after the restart.',
			'The line listen= opens UDP 10000 too, through which Webmin servers find each other.',
		],
	},
	sources: [
		'https://github.com/webmin/webmin/blob/master/miniserv.pl',
		'https://github.com/webmin/webmin/blob/master/webmin/change_bind.cgi',
		...webminPackages.sources,
		'https://www.webmin.com/exploit.html',
	],
};

const vesta: ServiceEntry = {
	id: 'hestia',
	name: 'Hestia or Vesta panel, or InfluxDB admin',
	category: 'admin-monitoring',
	doors: [
		{
			port: 8083,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Login of a hosting panel, or an old database page',
		},
	],
	what: 'The login page of the hosting panels Hestia and Vesta; very old InfluxDB servers had an admin page here.',
	risk: 'Whoever logs in to the panel as its administrator controls your server and the sites on it, so passwords are guessed here. InfluxDB removed its page in version 1.3, so if it answers, the database is far out of date.',
	need: 'Customers and administrators of the panel, best from known addresses.',
	sources: [
		'https://hestiacp.com/docs/introduction/getting-started.html',
		'https://docs.influxdata.com/influxdb/v1/about_the_project/release-notes/',
	],
};

const synology: ServiceEntry = {
	id: 'synology',
	name: 'Synology DSM or iperf',
	category: 'admin-monitoring',
	doors: [
		{
			port: 5001,
			protocol: 'tcp',
			name: 'Synology DSM over TLS, or iperf',
			severity: 'medium',
			why: 'NAS login that ransomware tries, or a speed test',
		},
	],
	what: 'The login page of a Synology network storage; the speed test iperf uses the same number.',
	risk: 'If this is your NAS, strangers can guess passwords and try every flaw, and what they are after is everything you store. Ransomware has been made for these devices alone, SynoLocker for one. An iperf server lets anyone fill your line.',
	need: 'You, through a VPN; an iperf server only for the length of a test.',
	sources: ['https://kb.synology.com/en-global/DSM/tutorial/What_network_ports_are_used_by_Synology_services'],
};

const proxmox: ServiceEntry = {
	id: 'proxmox',
	name: 'Proxmox VE',
	category: 'admin-monitoring',
	doors: [
		{
			port: 8006,
			protocol: 'tcp',
			severity: 'high',
			why: 'Console of the host; full control of all virtual machines',
		},
	],
	what: 'The web console and interface of the virtualisation system Proxmox VE.',
	risk: 'Whoever logs in here can open, copy or delete all your virtual machines at once, and their backups. Open to everybody, it depends on one password and on your updates.',
	need: 'Administrators, and the other nodes of the same cluster.',
	instructions: {
		usage: looked(
			{ debian: lastOf('/var/log/pveproxy/access.log') },
			'One line for each page, with the address and the user.',
		),
		stop: {
			debian: [
				{
					kind: 'say',
					text: 'Make sure that you can log in with SSH: the web console goes away, the virtual machines go on running.',
				},
				{ kind: 'run', command: 'systemctl disable --now pveproxy spiceproxy' },
			],
		},
		bind: {
			debian: [
				{
					kind: 'say',
					text: 'Not in a cluster, whose nodes need the port. Open console windows are cut off by the restart.',
				},
				{ kind: 'edit', file: '/etc/default/pveproxy', lines: ['LISTEN_IP="127.0.0.1"'] },
				{ kind: 'run', command: 'systemctl restart pveproxy.service spiceproxy.service' },
			],
		},
		harden: {
			debian: [
				{ kind: 'say', text: 'Serve only your own addresses and those of the other nodes:' },
				{
					kind: 'edit',
					file: '/etc/default/pveproxy',
					lines: ['ALLOW_FROM="203.0.113.10,10.0.0.0/24"', 'DENY_FROM="all"', 'POLICY="allow"'],
				},
				{ kind: 'run', command: 'systemctl restart pveproxy.service spiceproxy.service' },
				{ kind: 'say', text: 'Add a second factor to every account, under Datacenter, Permissions, Two Factor.' },
			],
		},
		pitfalls: [
			'A reload is not enough for LISTEN_IP; the services must be restarted.',
			'ALLOW_FROM refuses strangers after they have connected, so a scan may still call the port open; close it in the firewall too.',
		],
	},
	sources: ['https://pve.proxmox.com/pve-docs/pveproxy.8.html'],
};

const esxi: ServiceEntry = {
	id: 'esxi',
	name: 'VMware ESXi',
	category: 'admin-monitoring',
	doors: [
		{
			port: 902,
			protocol: 'tcp',
			severity: 'high',
			why: 'Management of a virtualisation host; a target of ransomware',
		},
	],
	what: 'The port through which VMware tools reach an ESXi host and the consoles of its virtual machines.',
	risk: 'This shows strangers that a virtualisation host stands here, and one such host holds many of your servers. In February 2023 the ransomware ESXiArgs encrypted thousands of ESXi hosts that could be reached from the internet.',
	need: 'vCenter, backup software and administrators in a network of their own.',
	sources: ['https://www.cisa.gov/news-events/cybersecurity-advisories/aa23-039a'],
};

const glassfish: ServiceEntry = {
	id: 'glassfish',
	name: 'GlassFish or Payara admin console',
	category: 'admin-monitoring',
	doors: [
		{
			port: 4848,
			protocol: 'tcp',
			severity: 'high',
			why: 'Console that installs programs on a Java server',
		},
	],
	what: 'The console from which a GlassFish or Payara server is administered.',
	risk: 'Whoever logs in here can install an application of their own, which means running code on your machine. Its administrator has an empty password at first unless one was set, and old versions let strangers read files.',
	need: 'Administrators, through a tunnel.',
	instructions: {
		stop: onLinux([
			{
				kind: 'say',
				text: 'This stops the whole domain with its applications. Run it in the bin directory of the server, with your domain:',
			},
			{ kind: 'run', command: './asadmin stop-domain domain1' },
		]),
		bind: onLinux([
			{ kind: 'say', text: 'Run this in the bin directory of the server:' },
			{
				kind: 'run',
				command:
					'./asadmin set server-config.network-config.network-listeners.network-listener.admin-listener.address=127.0.0.1\n./asadmin restart-domain',
			},
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Set a password for the administrator, and encrypt administration from outside:' },
			{
				kind: 'run',
				command: './asadmin change-admin-password\n./asadmin enable-secure-admin\n./asadmin restart-domain',
			},
		]),
		pitfalls: [
			'Secure admin also allows administration from outside, which GlassFish otherwise refuses since version 3.1; set the password first.',
		],
	},
	sources: [
		'https://eclipse-ee4j.github.io/glassfish/docs/5.1.0/reference-manual/change-admin-password.html',
		'https://docs.oracle.com/cd/E26576_01/doc.312/e24938/change-admin-password.htm',
	],
};

const ipmi: ServiceEntry = {
	id: 'ipmi',
	name: 'Hardware management (IPMI, DASH)',
	category: 'admin-monitoring',
	doors: [
		{
			port: 623,
			protocol: 'udp',
			name: 'IPMI',
			severity: 'critical',
			why: 'Gives password hashes of the hardware management to anyone',
		},
		{
			port: 623,
			protocol: 'tcp',
			name: 'DASH or other hardware management',
			severity: 'high',
			why: 'Control of the hardware, beneath the operating system',
		},
	],
	what: 'A small computer on the mainboard (BMC, iDRAC, iLO) that controls the server even when it is switched off.',
	risk: 'By design IPMI hands the hash of a password to whoever asks for a login, so it can be guessed at leisure elsewhere. With it a stranger can restart your server, watch its screen and install another system, whatever your firewall or updates.',
	need: 'Administrators, in a management network that is separate from everything else.',
	instructions: {
		stop: onLinux([
			{
				kind: 'say',
				text: 'Be sure that you can reach the machine in another way when its system does not start. Then switch off IPMI over the network from within the server; install the package ipmitool first. The channel is 1 on most machines.',
			},
			{
				kind: 'run',
				command: 'modprobe ipmi_devintf\nmodprobe ipmi_si\nipmitool channel info 1\nipmitool lan set 1 access off',
			},
		]),
		harden: onLinux([
			{
				kind: 'say',
				text: 'Give the management port a cable and a network of its own. Then look at its accounts and change every password you did not set:',
			},
			{ kind: 'run', command: 'ipmitool user list 1\nipmitool user set password 2' },
			{
				kind: 'say',
				text: 'Use 16 random characters or more, no password from elsewhere, and install firmware updates of the maker.',
			},
		]),
		pitfalls: [
			'A firewall in the operating system never sees this traffic: the BMC answers before it, even on a shared network port.',
			'The web page of the BMC (443 or 80 on its own address) is a further door and has flaws of its own.',
		],
	},
	sources: ['https://manpages.debian.org/bookworm/ipmitool/ipmitool.1.en.html', fedoraPackage('ipmitool')],
};

const amt: ServiceEntry = {
	id: 'amt',
	name: 'Intel AMT',
	category: 'admin-monitoring',
	doors: [
		{
			port: 16992,
			protocol: 'tcp',
			severity: 'high',
			why: 'Control of the hardware, beneath the operating system',
		},
	],
	what: 'Remote control built into many Intel office computers, which works even when they are switched off.',
	risk: 'Whoever gets in can restart your computer, watch its screen and install another system, and neither its firewall nor its virus scanner sees it. In 2017 a flaw let strangers in with an empty password (CVE-2017-5689).',
	need: 'The management system of your company, never the internet; it is switched off in the firmware setup (MEBx).',
	sources: ['https://www.intel.com/content/www/us/en/security-center/advisory/intel-sa-00075.html'],
};

/** Panels and consoles with power over a whole machine, a host or the hardware. */
export const panels: readonly ServiceEntry[] = [
	ipmi,
	amt,
	esxi,
	proxmox,
	webmin,
	cpanel,
	plesk,
	vesta,
	synology,
	glassfish,
];
