import { type ByPlatform, outsideContainers, type ServiceEntry, type Step, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import {
	apacheListening,
	applicationImage,
	applicationPackages,
	httpImage,
	httpPackages,
	httpsImage,
	httpsPackages,
	nginxListening,
} from '../packages/web.ts';
import { containerLog, lastOf, looked } from '../usage.ts';
import { webJava } from './web-java.ts';

const redHatNginx =
	'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/deploying_web_servers_and_reverse_proxies/setting-up-and-configuring-nginx_deploying-web-servers-and-reverse-proxies';

const webUsage: ByPlatform = {
	...looked(
		{
			debian: lastOf('/var/log/nginx/access.log', '/var/log/apache2/access.log'),
			rhel: lastOf('/var/log/nginx/access.log', '/var/log/httpd/access_log'),
			alpine: lastOf('/var/log/nginx/access.log', '/var/log/apache2/access.log'),
			freebsd: lastOf('/var/log/nginx/access.log', '/var/log/httpd-access.log'),
			docker: containerLog,
		},
		'The visitors of late, nearly always with their address at the start of the line.',
	),
	...looked(
		{
			windows:
				'Get-ChildItem C:\\inetpub\\logs\\LogFiles -Recurse -Filter *.log | Sort-Object LastWriteTime | Select-Object -Last 1 | Get-Content -Tail 20',
		},
		"For IIS. The address behind the port number and the user's name (or a hyphen) is the visitor's; the one near the start of the line is the server's own.",
	),
};

/** Whichever of the two web servers runs, take it off the network for good. */
const stopWebServer = (apache: string): readonly Step[] => [
	{ kind: 'say', text: 'All websites of this machine disappear with it.' },
	...when('nginx', [
		{ kind: 'say', text: 'If it is nginx:' },
		{ kind: 'run', command: 'systemctl disable --now nginx' },
	]),
	...when(apache, [
		{ kind: 'say', text: 'If it is Apache:' },
		{ kind: 'run', command: `systemctl disable --now ${apache}` },
	]),
	...when('lighttpd', [
		{ kind: 'say', text: 'If it is lighttpd:' },
		{ kind: 'run', command: 'systemctl disable --now lighttpd' },
	]),
	...when('haproxy', [
		{ kind: 'say', text: 'If it is HAProxy:' },
		{ kind: 'run', command: 'systemctl disable --now haproxy' },
	]),
	...when('caddy', [
		{ kind: 'say', text: 'If it is Caddy:' },
		{ kind: 'run', command: 'systemctl disable --now caddy' },
	]),
];

const nginxLocally = (file: string, port: 80 | 443, flags: string): readonly Step[] =>
	when('nginx', [
		{ kind: 'say', text: 'If it is nginx:' },
		nginxListening(file, port, flags),
		{ kind: 'run', command: 'nginx -t && systemctl try-restart nginx' },
	]);

const apacheLocally = (file: string, port: 80 | 443, protocol: string): readonly Step[] =>
	when('apache2', [
		ifApache,
		apacheListening(file, port, protocol),
		{ kind: 'run', command: 'apache2ctl configtest && systemctl try-restart apache2' },
	]);

const httpdLocally = (file: string, port: 80 | 443, protocol: string): readonly Step[] =>
	when('httpd', [
		ifApache,
		apacheListening(file, port, protocol),
		{ kind: 'run', command: 'apachectl configtest && systemctl try-restart httpd' },
	]);

const ifApache: Step = { kind: 'say', text: 'If it is Apache:' };

/** Debian's own file opens IPv6 with a line that asks a program for it. */
const lighttpdLocally: readonly Step[] = when('lighttpd', [
	{ kind: 'say', text: 'If it is lighttpd:' },
	{
		kind: 'edit',
		file: '/etc/lighttpd/lighttpd.conf',
		lines: ['server.bind = "127.0.0.1"'],
		replaces: ['server.bind', 'include_shell "/usr/share/lighttpd/use-ipv6.pl'],
	},
	{ kind: 'run', command: 'lighttpd -tt -f /etc/lighttpd/lighttpd.conf && systemctl try-restart lighttpd' },
]);

const haproxyLocally = (port: number): readonly Step[] =>
	when('haproxy', [
		{ kind: 'say', text: 'If it is HAProxy:' },
		{
			kind: 'edit',
			file: '/etc/haproxy/haproxy.cfg',
			lines: [`bind 127.0.0.1:${port}`, `bind ::1:${port}`],
			replaces: ['', '*', '0.0.0.0', '::', '[::]'].map((address) => `bind ${address}:${port}`),
		},
		{ kind: 'run', command: 'haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl try-restart haproxy' },
	]);

const caddyLocally: readonly Step[] = when('caddy', [
	{ kind: 'say', text: 'If it is Caddy, in the block of each site; :80 is the one it comes with:' },
	{ kind: 'edit', file: '/etc/caddy/Caddyfile', section: [':80 {'], lines: ['bind 127.0.0.1 [::1]'] },
	{
		kind: 'run',
		command: 'caddy validate --config /etc/caddy/Caddyfile && systemctl try-restart caddy',
	},
]);

const withoutQuic: Step = {
	kind: 'say',
	text: 'To close UDP 443 alone, delete the listen lines with the word quic and the Alt-Svc header from nginx.',
};

const stopIis: readonly Step[] = [
	{ kind: 'say', text: 'For IIS; all its websites disappear. To stop only one site, use Stop-Website with its name.' },
	{ kind: 'run', command: 'Stop-Service W3SVC\nSet-Service W3SVC -StartupType Disabled' },
];

const webServerPitfalls = [
	{ on: outsideContainers, text: 'Restart rather than reload: after a reload the old sockets can stay open.' },
	{
		on: outsideContainers,
		text: 'On a machine without IPv6 leave out the lines with [::1], or the web server does not start.',
	},
	{
		on: outsideContainers,
		text: 'Each site has its own listen lines, so search the whole configuration (nginx -T, apache2ctl -S or httpd -S).',
	},
];

const http: ServiceEntry = {
	id: 'http',
	name: 'HTTP',
	category: 'web',
	doors: [
		{
			port: 80,
			protocol: 'tcp',
			severity: 'info',
			why: 'Normally public; should only send visitors on to HTTPS',
		},
		{
			port: 81,
			protocol: 'tcp',
			name: 'HTTP (alternate)',
			severity: 'low',
			why: 'Often the page of a camera, a router or a proxy manager',
		},
	],
	what: 'Web pages without encryption.',
	risk: 'On port 80 this is normal for a web server, as long as it only sends visitors on to HTTPS: everything else travels readable and can be changed on the way. On port 81 look at what answers, because cameras and management pages sit there.',
	need: 'Every public website, to redirect visitors and to renew certificates.',
	instructions: {
		manyOthers: true,
		usage: webUsage,
		stop: { debian: stopWebServer('apache2'), rhel: stopWebServer('httpd'), windows: stopIis, ...httpPackages.stop },
		bind: {
			debian: [
				{ kind: 'say', text: 'Only for a web server that strangers need not reach.' },
				...nginxLocally('/etc/nginx/sites-available/default', 80, ' default_server'),
				...apacheLocally('/etc/apache2/ports.conf', 80, ''),
				...lighttpdLocally,
				...haproxyLocally(80),
				...caddyLocally,
			],
			rhel: [
				{ kind: 'say', text: 'Only for a web server that strangers need not reach.' },
				...nginxLocally('/etc/nginx/nginx.conf', 80, ''),
				...httpdLocally('/etc/httpd/conf/httpd.conf', 80, ''),
				...haproxyLocally(80),
				...caddyLocally,
			],
			...httpPackages.bind,
			...httpImage.bind,
		},
		harden: {
			debian: [
				{ kind: 'say', text: 'Let port 80 only redirect, with a server block of its own in nginx:' },
				{
					kind: 'write',
					file: '/etc/nginx/conf.d/redirect.conf',
					lines: [
						'server {',
						'    listen 80;',
						'    listen [::]:80;',
						'    server_name www.example.com;',
						'    return 301 https://$host$request_uri;',
						'}',
					],
				},
				{ kind: 'run', command: 'nginx -t && systemctl try-restart nginx' },
			],
			rhel: [
				{ kind: 'say', text: 'Let port 80 only redirect, with a virtual host of its own in Apache:' },
				{
					kind: 'write',
					file: '/etc/httpd/conf.d/redirect.conf',
					lines: [
						'<VirtualHost *:80>',
						'    ServerName www.example.com',
						'    Redirect permanent / https://www.example.com/',
						'</VirtualHost>',
					],
				},
				{ kind: 'run', command: 'apachectl configtest && systemctl try-restart httpd' },
			],
		},
		pitfalls: [
			...webServerPitfalls,
			"Let's Encrypt may use port 80 to renew certificates, so test a renewal after you close it.",
		],
	},
	sources: [
		'https://nginx.org/en/docs/http/ngx_http_core_module.html',
		'https://httpd.apache.org/docs/2.4/bind.html',
		'https://redmine.lighttpd.net/projects/lighttpd/wiki/IPv6-Config',
		'https://docs.haproxy.org/2.6/configuration.html',
		'https://caddyserver.com/docs/caddyfile/directives/bind',
		'https://learn.microsoft.com/powershell/module/webadministration/stop-website',
		redHatNginx,
		...httpPackages.sources,
		...httpImage.sources,
	],
};

const https: ServiceEntry = {
	id: 'https',
	name: 'HTTPS',
	category: 'web',
	doors: [
		{
			port: 443,
			protocol: 'tcp',
			severity: 'info',
			why: 'Normally public; keep the certificate and the site up to date',
		},
		{
			port: 443,
			protocol: 'udp',
			name: 'HTTP/3 (QUIC)',
			severity: 'info',
			why: 'The newer way to reach the same website',
		},
	],
	what: 'Web pages over an encrypted connection; over UDP the newer HTTP/3.',
	risk: 'A web server is meant to be reached. The risk lies in what it serves: outdated software, admin pages that are open to everybody, and certificates that run out.',
	need: 'Every public website; UDP 443 only when HTTP/3 is meant to be offered.',
	instructions: {
		manyOthers: true,
		usage: webUsage,
		stop: { debian: stopWebServer('apache2'), rhel: stopWebServer('httpd'), windows: stopIis, ...httpsPackages.stop },
		bind: {
			debian: [
				{ kind: 'say', text: 'Only for a web server that strangers need not reach, in the file of each site.' },
				...nginxLocally('/etc/nginx/sites-available/default', 443, ' ssl'),
				...apacheLocally('/etc/apache2/ports.conf', 443, ''),
				withoutQuic,
			],
			rhel: [
				{ kind: 'say', text: 'Only for a web server that strangers need not reach, in the file of each site.' },
				...nginxLocally('/etc/nginx/nginx.conf', 443, ' ssl'),
				...httpdLocally('/etc/httpd/conf.d/ssl.conf', 443, ' https'),
				withoutQuic,
			],
			...httpsPackages.bind,
			...httpsImage.bind,
		},
		pitfalls: webServerPitfalls,
	},
	sources: [
		'https://nginx.org/en/docs/http/ngx_http_core_module.html',
		'https://nginx.org/en/docs/http/ngx_http_v3_module.html',
		'https://httpd.apache.org/docs/2.4/bind.html',
		redHatNginx,
		...httpsPackages.sources,
		...httpsImage.sources,
	],
};

const jenkinsOnThisMachine: readonly Step[] = when('jenkins', [
	{ kind: 'say', text: 'If it is Jenkins:' },
	{
		kind: 'edit',
		file: '/etc/systemd/system/jenkins.service.d/override.conf',
		section: ['[Service]'],
		lines: ['Environment="JENKINS_LISTEN_ADDRESS=127.0.0.1"'],
		replaces: ['Environment="JENKINS_LISTEN_ADDRESS'],
	},
	{ kind: 'run', command: 'systemctl daemon-reload\nsystemctl try-restart jenkins' },
]);

const tomcatOnThisMachine = (name: 'tomcat10' | 'tomcat'): readonly Step[] =>
	when(name, [
		{ kind: 'say', text: 'If it is Tomcat, add address to the Connector with this port; its other attributes stay:' },
		{
			kind: 'edit',
			file: `/etc/${name}/server.xml`,
			lines: ['<Connector port="8080" protocol="HTTP/1.1" address="127.0.0.1" connectionTimeout="20000" />'],
			byHand: 'It is XML',
		},
		{ kind: 'run', command: `systemctl try-restart ${name}` },
	]);

const httpAlternate: ServiceEntry = {
	id: 'http-alt',
	name: 'Web application (Tomcat, Jenkins, Nexus and others)',
	category: 'web',
	doors: [
		{
			port: 8080,
			protocol: 'tcp',
			name: 'HTTP alternate (Tomcat, Jenkins)',
			severity: 'medium',
			why: 'Often an admin page, a build server or an open proxy',
		},
		{
			port: 8081,
			protocol: 'tcp',
			name: 'HTTP alternate (Nexus, Flink)',
			severity: 'medium',
			why: 'Often a store of programs or a console that runs jobs',
		},
	],
	what: 'A spare web port, used by Tomcat, Jenkins, Nexus, Flink, proxies and many management pages.',
	risk: 'What it means for you depends on what answers. Jenkins, the Tomcat manager and Flink run programs for whoever gets in; Nexus holds the programs you ship. Flaws in them are attacked quickly: one in Jenkins (CVE-2024-23897) let strangers read files in 2024.',
	need: 'Known users of the application; a public site should sit behind 443 instead.',
	instructions: {
		manyOthers: true,
		stop: {
			debian: [
				{ kind: 'say', text: 'If it is Jenkins:' },
				{ kind: 'run', command: 'systemctl disable --now jenkins' },
				{ kind: 'say', text: 'If it is Tomcat, with the version you have (systemctl list-units "tomcat*"):' },
				{ kind: 'run', command: 'systemctl disable --now tomcat10' },
			],
			rhel: [
				{ kind: 'say', text: 'If it is Jenkins:' },
				{ kind: 'run', command: 'systemctl disable --now jenkins' },
				{ kind: 'say', text: 'If it is Tomcat:' },
				{ kind: 'run', command: 'systemctl disable --now tomcat' },
			],
			windows: [
				{ kind: 'say', text: 'If it is Jenkins:' },
				{ kind: 'run', command: 'Stop-Service Jenkins\nSet-Service Jenkins -StartupType Disabled' },
			],
			...applicationPackages.stop,
		},
		bind: {
			debian: [...jenkinsOnThisMachine, ...tomcatOnThisMachine('tomcat10')],
			rhel: [...jenkinsOnThisMachine, ...tomcatOnThisMachine('tomcat')],
			...applicationPackages.bind,
			...applicationImage.bind,
		},
		pitfalls: [
			{
				on: withSystemd,
				text: 'Jenkins from before 2.332.1 (weekly releases: 2.335) takes its options from /etc/default/jenkins or /etc/sysconfig/jenkins.',
			},
			{
				on: outsideContainers,
				text: 'Jenkins started by hand or in a container takes --httpListenAddress=127.0.0.1, or a port published as 127.0.0.1:8080:8080.',
			},
		],
	},
	sources: [
		'https://www.jenkins.io/doc/book/system-administration/systemd-services/',
		'https://github.com/jenkinsci/packaging/blob/master/systemd/jenkins.service',
		'https://tomcat.apache.org/tomcat-10.1-doc/config/http.html',
		...applicationPackages.sources,
		...applicationImage.sources,
		'https://www.jenkins.io/security/advisory/2024-01-24/',
	],
};

const ajpLocal = ['<Connector protocol="AJP/1.3" address="127.0.0.1" port="8009" secret="A-LONG-SECRET" />'];

const ajp: ServiceEntry = {
	id: 'ajp',
	name: 'Tomcat AJP',
	category: 'web',
	doors: [
		{
			port: 8009,
			protocol: 'tcp',
			severity: 'high',
			why: 'Trusts its caller; Ghostcat (CVE-2020-1938) reads files',
		},
	],
	what: 'The private line between a web server such as Apache and the Java server Tomcat behind it.',
	risk: 'Tomcat trusts what comes through this port as if your own web server had checked it. In 2020 a flaw named Ghostcat (CVE-2020-1938) let strangers read files of the application through it, and on some sites run code.',
	need: 'Your own web server, on the same machine or in the same private network.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'Find the Connector:' },
				{ kind: 'run', command: "grep -n 'AJP/1.3' /etc/tomcat10/server.xml" },
				{
					kind: 'say',
					text: 'Put it between <!-- and -->; your web server must then reach Tomcat over HTTP, so change that first.',
				},
				{ kind: 'run', command: 'systemctl restart tomcat10' },
			],
			rhel: [
				{ kind: 'say', text: 'Find the Connector:' },
				{ kind: 'run', command: "grep -n 'AJP/1.3' /etc/tomcat/server.xml" },
				{
					kind: 'say',
					text: 'Put it between <!-- and -->; your web server must then reach Tomcat over HTTP, so change that first.',
				},
				{ kind: 'run', command: 'systemctl restart tomcat' },
			],
		},
		bind: {
			debian: [
				{ kind: 'say', text: 'Use your Tomcat version instead of 10, and the same secret in the web server.' },
				{ kind: 'edit', file: '/etc/tomcat10/server.xml', lines: ajpLocal, byHand: 'It is XML' },
				{ kind: 'run', command: 'systemctl restart tomcat10' },
			],
			rhel: [
				{ kind: 'say', text: 'Use the same secret in the web server.' },
				{ kind: 'edit', file: '/etc/tomcat/server.xml', lines: ajpLocal, byHand: 'It is XML' },
				{ kind: 'run', command: 'systemctl restart tomcat' },
			],
		},
		pitfalls: [
			'Without an address, Tomcat before 7.0.100, 8.5.51 and 9.0.31 listens on every address; newer versions on this machine only.',
			'Newer versions do not start the connector without a secret, unless secretRequired="false" is set.',
		],
	},
	sources: [
		'https://tomcat.apache.org/tomcat-10.1-doc/config/ajp.html',
		'https://tomcat.apache.org/migration-7.html',
		fedoraPackage('tomcat'),
		'https://nvd.nist.gov/vuln/detail/CVE-2020-1938',
	],
};

const webLogic: ServiceEntry = {
	id: 'weblogic',
	name: 'Oracle WebLogic or Cassandra over TLS',
	category: 'web',
	doors: [
		{
			port: 7001,
			protocol: 'tcp',
			severity: 'high',
			why: 'WebLogic has been taken over without a password (CVE-2020-14882)',
		},
	],
	what: 'The usual port of the Java server WebLogic with its admin console; Cassandra uses it between its nodes.',
	risk: 'If this is WebLogic, applications, admin console and an internal protocol (T3) share this port, and flaws in them let strangers take over the server without a password. One of 2020 (CVE-2020-14882) has been used in real attacks. If it is Cassandra, the port belongs between your nodes only.',
	need: 'Your own web server in front of it; administrators through a tunnel.',
	sources: ['https://www.oracle.com/security-alerts/cpuoct2020.html'],
};

const confluence: ServiceEntry = {
	id: 'confluence',
	name: 'Atlassian Confluence',
	category: 'web',
	doors: [
		{
			port: 8090,
			protocol: 'tcp',
			severity: 'high',
			why: 'A wiki whose flaws were used for ransomware',
		},
	],
	what: 'A wiki in which teams keep their documents; 8090 is the port of the application itself, without encryption.',
	risk: 'Strangers have taken over many Confluence servers within days of a flaw becoming known, among them CVE-2022-26134 in 2022. They then read everything in the wiki and move on into your network. Open to everybody, it depends on your updates being quick.',
	need: 'Your team, through a VPN or a web server with HTTPS and a login in front.',
	sources: ['https://confluence.atlassian.com/doc/confluence-security-advisory-2022-06-02-1130377146.html'],
};

/** Websites and web applications. */
export const web: readonly ServiceEntry[] = [http, https, httpAlternate, ajp, webLogic, confluence, ...webJava];
