import type { Recipe } from '../recipe.ts';
import { tcp } from '../recipe.ts';

/** Web servers, and what developers run. */
export const web: readonly Recipe[] = [
	{ service: 'http', package: 'nginx', packages: ['nginx'], doors: [tcp(80)] },
	{ service: 'http', package: 'apache2', packages: ['apache2'], doors: [tcp(80)] },
	{ service: 'http', package: 'lighttpd', packages: ['lighttpd', 'perl'], doors: [tcp(80)] },
	{
		service: 'http',
		package: 'haproxy',
		packages: ['haproxy'],
		setUp:
			"printf '%s\\n' '' 'frontend site' '\tbind *:80' '\tbind :::80' '\thttp-request return status 200' >> /etc/haproxy/haproxy.cfg",
		doors: [tcp(80)],
	},
	{ service: 'http', package: 'caddy', packages: ['caddy'], doors: [tcp(80)] },
	{
		service: 'https',
		package: 'nginx',
		packages: ['nginx', 'ssl-cert'],
		setUp: [
			"sed -i 's/# listen 443 ssl/listen 443 ssl/; s/# listen \\[::\\]:443 ssl/listen [::]:443 ssl/;",
			"s/# include snippets\\/snakeoil/include snippets\\/snakeoil/' /etc/nginx/sites-available/default",
		].join(' '),
		doors: [tcp(443)],
	},
	{
		service: 'https',
		package: 'apache2',
		packages: ['apache2', 'ssl-cert'],
		setUp: 'a2enmod ssl && a2ensite default-ssl',
		doors: [tcp(443)],
	},
	{ service: 'tomcat', package: 'tomcat10', packages: ['tomcat10'], doors: [tcp(8080)] },
	{ service: 'tomcat', package: 'tomcat11', packages: ['tomcat11'], releases: ['trixie'], doors: [tcp(8080)] },
	{
		service: 'ajp',
		package: 'tomcat10',
		packages: ['tomcat10'],
		byHand: { stop: 'It is XML' },
		setUp:
			'sed -i \'s|<Service name="Catalina">|&<Connector protocol="AJP/1.3" address="::" port="8009" secretRequired="false" />|\' /etc/tomcat10/server.xml',
		doors: [tcp(8009)],
	},
	{
		service: 'supervisor',
		package: 'supervisor',
		packages: ['supervisor'],
		setUp: "printf '%s\\n' '[inet_http_server]' 'port=*:9001' >> /etc/supervisor/supervisord.conf",
		byHand: { stop: 'A section has to be deleted' },
		doors: [tcp(9001, { ipv4Only: true })],
	},
	{
		service: 'docker',
		package: 'docker.io',
		packages: ['docker.io', 'iptables'],
		setUp: [
			'mkdir -p /etc/systemd/system/docker.service.d',
			"printf '%s\\n' '[Service]' 'ExecStart=' 'ExecStart=/usr/sbin/dockerd -H fd:// -H tcp://[::]:2375 --containerd=/run/containerd/containerd.sock' > /etc/systemd/system/docker.service.d/tcp.conf",
		].join('\n'),
		byHand: { bind: 'The option may stand in any of several files' },
		doors: [tcp(2375)],
	},
	{
		service: 'php-fpm',
		package: 'php-fpm',
		packages: ['php-fpm'],
		versionOf: 'php[0-9].[0-9]-fpm',
		setUp: "sed -i 's/^listen = .*/listen = 9000/' /etc/php/*/fpm/pool.d/www.conf",
		doors: [tcp(9000)],
	},
	{
		service: 'distcc',
		package: 'distcc',
		packages: ['distcc'],
		setUp: [
			'sed -i \'s/^STARTDISTCC=.*/STARTDISTCC="true"/; s/^LISTENER=.*/LISTENER="::"/;',
			's|^ALLOWEDNETS=.*|ALLOWEDNETS="0.0.0.0/0 ::/0"|\' /etc/default/distcc',
		].join(' '),
		doors: [tcp(3632)],
	},
	{
		service: 'git-daemon',
		package: 'git-daemon-sysvinit',
		packages: ['git-daemon-sysvinit'],
		releases: ['bookworm'],
		setUp: "sed -i 's/^GIT_DAEMON_ENABLE=.*/GIT_DAEMON_ENABLE=true/' /etc/default/git-daemon",
		doors: [tcp(9418)],
	},
	{
		service: 'docker-registry',
		package: 'docker-registry',
		packages: ['docker-registry'],
		doors: [tcp(5000)],
	},
];
