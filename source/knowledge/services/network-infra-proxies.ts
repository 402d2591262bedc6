import { onLinux, type ServiceEntry } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';

const tinyproxy: ServiceEntry = {
	id: 'tinyproxy',
	name: 'Tinyproxy',
	category: 'network-infra',
	doors: [],
	alsoAt: [
		{ port: 8888, protocol: 'tcp', severity: 'high', why: 'An open proxy sends strangers out under your address' },
	],
	what: 'A small proxy for the web, which passes requests on to other servers.',
	risk: 'If it lets everybody in, strangers go out through your server: spam and attacks then carry your address. They may also reach machines behind it that are not on the internet. Open proxies are soon found and used.',
	need: 'The people or programs that go out through it, from known addresses or with a password.',
	instructions: {
		stop: onLinux([{ kind: 'run', command: 'systemctl disable --now tinyproxy' }]),
		bind: onLinux([
			{ kind: 'edit', file: '/etc/tinyproxy/tinyproxy.conf', lines: ['Listen 127.0.0.1'] },
			{ kind: 'run', command: 'systemctl restart tinyproxy' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Name the addresses that may use it, one a line. Without any such line everybody may:' },
			{ kind: 'edit', file: '/etc/tinyproxy/tinyproxy.conf', lines: ['Allow 127.0.0.1', 'Allow 203.0.113.10'] },
			{ kind: 'run', command: 'systemctl restart tinyproxy' },
		]),
	},
	sources: ['https://manpages.debian.org/bookworm/tinyproxy/tinyproxy.conf.5.en.html', fedoraPackage('tinyproxy')],
};

const privoxy: ServiceEntry = {
	id: 'privoxy',
	name: 'Privoxy',
	category: 'network-infra',
	doors: [],
	alsoAt: [
		{ port: 8118, protocol: 'tcp', severity: 'high', why: 'An open proxy sends strangers out under your address' },
	],
	what: 'A proxy for the web that takes out advertisements, often in front of Tor.',
	risk: 'It has no passwords: whom it lets in is a matter of addresses. If it lets everybody in, strangers go out through your server, and attacks then carry your address.',
	need: 'You, on the same machine or in the same network.',
	instructions: {
		stop: onLinux([{ kind: 'run', command: 'systemctl disable --now privoxy' }]),
		bind: onLinux([
			{ kind: 'say', text: 'In place of every line that begins with listen-address:' },
			{ kind: 'edit', file: '/etc/privoxy/config', lines: ['listen-address  127.0.0.1:8118'] },
			{ kind: 'run', command: 'systemctl restart privoxy' },
		]),
	},
	sources: ['https://www.privoxy.org/user-manual/config.html', fedoraPackage('privoxy')],
};

const traefik: ServiceEntry = {
	id: 'traefik',
	name: 'Traefik dashboard',
	category: 'network-infra',
	doors: [],
	alsoAt: [
		{ port: 8080, protocol: 'tcp', severity: 'medium', why: 'Shows strangers what runs behind your proxy, and where' },
	],
	what: 'The dashboard of Traefik, a proxy that sends visitors on to the right program.',
	risk: 'It changes nothing, but tells strangers the names and addresses of all that runs behind the proxy. On this port it has no login; its makers advise against that in production.',
	need: 'The people who look after the proxy.',
	instructions: {
		harden: onLinux([
			{ kind: 'say', text: 'In the file that Traefik starts with, close the port of its own; then restart it:' },
			{ kind: 'edit', file: 'traefik.yml', section: ['api:'], lines: ['insecure: false'] },
			{
				kind: 'say',
				text: 'A router with the service api@internal and a login then serves the dashboard, if you need it.',
			},
		]),
		pitfalls: ['The option --api.insecure=true in a compose file does the same; look for it there.'],
	},
	sources: ['https://doc.traefik.io/traefik/reference/install-configuration/api-dashboard/'],
};

const haProxy: ServiceEntry = {
	id: 'haproxy',
	name: 'HAProxy statistics',
	category: 'network-infra',
	doors: [],
	alsoAt: [
		{
			port: 8404,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Shows strangers what runs behind your proxy, and how busy it is',
		},
	],
	what: 'The page on which the proxy HAProxy shows what it does.',
	risk: 'It tells strangers the names and addresses of all servers behind the proxy and which are down. With stats admin they can take servers out of service.',
	need: 'The people who look after the proxy.',
	instructions: {
		harden: onLinux([
			{
				kind: 'say',
				text: 'In the section with the line stats enable ask for a name and a password, and let it listen on this machine only:',
			},
			{
				kind: 'edit',
				file: '/etc/haproxy/haproxy.cfg',
				lines: ['bind 127.0.0.1:8404', 'stats auth anna:A-LONG-PASSWORD'],
				byHand: 'Only one of its sections shows the statistics',
			},
			{ kind: 'run', command: 'haproxy -c -f /etc/haproxy/haproxy.cfg && systemctl reload haproxy' },
		]),
	},
	sources: ['https://docs.haproxy.org/2.6/configuration.html'],
};

/** Proxies, and the pages on which they show what they do. */
export const networkProxies: readonly ServiceEntry[] = [tinyproxy, privoxy, traefik, haProxy];
