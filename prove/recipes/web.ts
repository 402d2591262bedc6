import type { Recipe } from '../recipe.ts';
import { tcp } from '../recipe.ts';

/** Web servers. */
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
];
