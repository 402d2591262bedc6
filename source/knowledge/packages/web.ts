import { contained } from '../contained.ts';
import type { Step } from '../entry.ts';
import { homebrew, type Program, packaged } from '../packaged.ts';

type WebPort = 80 | 443;

/** The listen lines of nginx that are open to everyone, and what takes their place. */
export const nginxListening = (file: string, port: WebPort, flags: string): Step => ({
	kind: 'edit',
	file,
	lines: [`listen 127.0.0.1:${port}${flags};`, `listen [::1]:${port}${flags};`],
	replaces: [`listen ${port}`, `listen [::]:${port}`],
});

/** What is delivered listens on 80 alone. */
const nginxSites: Step = {
	kind: 'say',
	text: 'Each site has listen lines of its own, which may be in other files than this:',
};

/** The same for Apache. */
export const apacheListening = (file: string, port: WebPort, protocol: string): Step => ({
	kind: 'edit',
	file,
	lines: [`Listen 127.0.0.1:${port}${protocol}`, `Listen [::1]:${port}${protocol}`],
	replaces: [`Listen ${port}`],
});

/** In a Caddyfile the address stands in the block of options at its top. */
const caddyIn = (file: string): readonly Step[] => [
	{
		kind: 'say',
		text: 'At the very top; if the file begins with a brace already, add only the middle line there:',
	},
	{ kind: 'edit', file, lines: ['{', '    default_bind 127.0.0.1 [::1]', '}'], byHand: 'It may have such a block' },
];

/** A proxy that hands everything on to other programs: each of its frontends has an address. */
const haproxyIn = (file: string, port: WebPort): readonly Step[] => [
	{ kind: 'say', text: 'Each frontend has bind lines of its own; those with this port become:' },
	{ kind: 'edit', file, lines: [`    bind 127.0.0.1:${port}`], byHand: 'Options may follow the address' },
];

const onAlpine = (port: WebPort): readonly Program[] => [
	{
		name: 'nginx',
		from: 'main/nginx',
		bind: [
			nginxSites,
			nginxListening('/etc/nginx/http.d/default.conf', port, port === 80 ? ' default_server' : ' ssl'),
		],
		check: 'nginx -t',
	},
	{
		name: 'Apache',
		from: 'main/apache2',
		bind: [
			port === 80
				? apacheListening('/etc/apache2/httpd.conf', port, '')
				: apacheListening('/etc/apache2/conf.d/ssl.conf', port, ''),
		],
		check: 'httpd -t',
	},
	{ name: 'lighttpd', from: 'main/lighttpd' },
	{
		name: 'Caddy',
		from: 'community/caddy',
		bind: caddyIn('/etc/caddy/Caddyfile'),
		check: 'rc-service caddy checkconfig',
	},
	{
		name: 'HAProxy',
		from: 'main/haproxy',
		bind: haproxyIn('/etc/haproxy/haproxy.cfg', port),
		check: 'haproxy -c -f /etc/haproxy/haproxy.cfg',
	},
	{ name: 'Traefik', from: 'community/traefik' },
];

const onFreebsd = (port: WebPort): readonly Program[] => [
	{
		name: 'nginx',
		from: 'www/nginx',
		bind: [nginxSites, nginxListening('/usr/local/etc/nginx/nginx.conf', port, port === 80 ? '' : ' ssl')],
		check: 'nginx -t',
	},
	{
		name: 'Apache',
		from: 'www/apache24',
		bind: [
			port === 80
				? apacheListening('/usr/local/etc/apache24/httpd.conf', port, '')
				: apacheListening('/usr/local/etc/apache24/extra/httpd-ssl.conf', port, ''),
		],
		check: 'service apache24 configtest',
	},
	{
		name: 'Caddy',
		from: 'www/caddy',
		bind: caddyIn('/usr/local/etc/caddy/Caddyfile'),
		check: 'service caddy configtest',
	},
	{
		name: 'HAProxy',
		from: 'net/haproxy',
		bind: haproxyIn('/usr/local/etc/haproxy.conf', port),
		check: 'haproxy -c -f /usr/local/etc/haproxy.conf',
	},
];

export const httpPackages = packaged({ alpine: onAlpine(80), freebsd: onFreebsd(80) });
export const httpsPackages = packaged({ alpine: onAlpine(443), freebsd: onFreebsd(443) });

const published = (port: string, ...remarks: readonly string[]) =>
	contained(
		{
			image: 'nginx',
			ports: [port],
			remarks: [
				'A proxy in a container (Traefik, Caddy, nginx) usually is the public entrance for all the others: then leave it as it is, and take the ports of those behind it away.',
				"Traefik's dashboard, with api.insecure=true, has no login and a port of its own, 8080: do not publish that one.",
				...remarks,
			],
		},
		{ image: 'httpd', ports: [port] },
		{ image: 'traefik', ports: [port] },
		{ image: 'caddy', ports: [port] },
	);

export const httpImage = published('80');
export const httpsImage = published(
	'443',
	'HTTP/3 is published by a line of its own, 443:443/udp: it needs 127.0.0.1 before it too.',
);

export const applicationPackages = packaged({
	alpine: [
		{
			name: 'Jenkins',
			from: 'community/jenkins',
			note: 'If it is Jenkins:',
			bind: [
				{
					kind: 'edit',
					file: '/etc/conf.d/jenkins',
					lines: ['JENKINS_ARGS="--httpListenAddress=127.0.0.1"'],
				},
			],
		},
	],
	freebsd: [
		{
			name: 'Jenkins',
			from: 'devel/jenkins',
			note: 'If it is Jenkins, which listens on 127.0.0.1 unless jenkins_args in /etc/rc.conf says otherwise:',
		},
	],
	macos: [
		{
			name: 'nginx, which Homebrew sets up on this port',
			from: 'nginx',
			bind: [
				{
					kind: 'edit',
					file: `${homebrew}/etc/nginx/nginx.conf`,
					lines: ['listen 127.0.0.1:8080;'],
					replaces: ['listen 8080'],
				},
			],
			check: 'nginx -t',
		},
		{
			name: 'Apache',
			from: 'httpd',
			bind: [{ kind: 'edit', file: `${homebrew}/etc/httpd/httpd.conf`, lines: ['Listen 127.0.0.1:8080'] }],
			check: 'apachectl configtest',
		},
		{ name: 'Jenkins', from: 'jenkins-lts' },
		{ name: 'Tomcat', from: 'tomcat' },
	],
});

export const applicationImage = contained(
	{
		image: 'jenkins/jenkins',
		ports: ['8080'],
		remarks: [
			'Port 50000 of Jenkins is for build agents that connect to it: without such agents it need not be published.',
		],
	},
	{ image: 'tomcat', ports: ['8080'] },
	{
		image: 'sonatype/nexus3',
		ports: ['8081'],
		remarks: ['Nexus listens on 8081 in its container: its line is 127.0.0.1:8081:8081.'],
	},
);
