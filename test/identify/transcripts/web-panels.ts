import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;

/** As servers do that speak HTTP/1.0 and hang up. */
function closing(status: string, fields: readonly string[], body: string): string {
	return [`HTTP/1.0 ${status}`, ...fields, 'Connection: close', '', body].join('\r\n');
}

const webmin = (title: string, server: string) =>
	closing(
		'200 Document follows',
		[
			`Server: ${server}`,
			'Auth-type: auth-required=1',
			'Set-Cookie: testing=1; path=/',
			'Content-type: text/html; Charset=UTF-8',
		],
		`<!DOCTYPE HTML><html><head><title>${title}</title></head><form action="/session_login.cgi"></form></html>`,
	);

const hestiaLogin = (title: string) =>
	`<!doctype html><html class="no-js" lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body class="page-login lang-en"><form id="form_login" method="post" action="/login/"><input type="hidden" name="token" value="0f6e"><input type="text" class="form-control" name="user" id="username"></form>`;

const vestaLogin = (title: string, input: string) =>
	`<!doctype html><html lang="en"><head><title>${title}</title></head><body class="body-login lang-en"><form method="post" action="/login/" ><input type="hidden" name="token" value="0f6e"><input tabindex="1" type="text" size="20px" name="user" class="${input}">`;

const home = html('<!DOCTYPE html><html><head><title>Home Assistant</title></head></html>');

export default [
	{
		name: 'a Webmin without TLS',
		source: 'Webmin 2.021, miniserv.pl and its login page, shortened',
		port: 10_000,
		answers: [[/^GET \/ HTTP/, webmin('Login to Webmin', 'MiniServ/2.021'), 'hangs up']],
		connections,
		identity: { service: 'webmin', product: 'Webmin', version: '2.021', access: 'protected' },
	},
	{
		name: 'a Usermin without TLS',
		source: 'Usermin 1.860, miniserv.pl and its login page, shortened',
		port: 10_000,
		answers: [[/^GET \/ HTTP/, webmin('Login to Usermin', 'MiniServ/1.860'), 'hangs up']],
		connections,
		identity: { service: 'webmin', product: 'Usermin', version: '1.860', access: 'protected' },
	},
	{
		name: 'a cPanel',
		source: 'cPanel & WHM 11.110, login page shortened',
		port: 2082,
		answers: site({
			'/': html(
				'<!DOCTYPE html><html><head><title>cPanel Login</title></head></html>',
				'200 OK',
				'Server: cpsrvd/11.110.0.17',
			),
		}),
		...rest,
		identity: { service: 'cpanel', product: 'cPanel', version: '11.110.0.17', access: 'protected' },
	},
	{
		name: 'a WHM that sends its readers to TLS',
		source: 'cPanel & WHM documentation, redirection to SSL ports',
		port: 2086,
		answers: site({ '/': answer('301 Moved', ['Location: https://host.example.com:2087/']) }),
		...rest,
		identity: { service: 'cpanel', product: 'WHM', access: 'protected' },
		evidence: /Location: https:\/\/host\.example\.com:2087\//,
	},
	{
		name: 'a cPanel webmail',
		source: 'cPanel & WHM 11.110, login page shortened',
		port: 2095,
		answers: site({ '/': html('<title>Webmail Login</title><img alt="cPanel logo">') }),
		...rest,
		identity: { service: 'cpanel-webmail', access: 'protected' },
	},
	{
		name: 'a Plesk',
		source: 'Plesk Obsidian 18.0.78, login page shortened',
		port: 8880,
		answers: site({
			'/': answer('303 See Other', ['Server: sw-cp-server', 'Location: http://192.0.2.1:8880/login_up.php']),
		}),
		...rest,
		identity: { service: 'plesk', product: 'Plesk', access: 'protected' },
	},
	{
		name: 'a Plesk with its version',
		source: 'Plesk Obsidian 18.0.78, login page shortened',
		port: 8880,
		answers: site({
			'/': answer('303 See Other', ['Server: sw-cp-server', 'Location: /login_up.php']),
			'/login_up.php': html('<title>Plesk Obsidian 18.0.78</title>', '200 OK', 'Server: sw-cp-server'),
		}),
		...rest,
		identity: { service: 'plesk', product: 'Plesk', version: '18.0.78', access: 'protected' },
	},
	{
		name: 'a DirectAdmin',
		source: 'DirectAdmin 1.61, login page shortened',
		port: 8080,
		answers: site({
			'/': html(
				'<html><head><title>DirectAdmin Login</title></head></html>',
				'200 OK',
				'Server: DirectAdmin Daemon v1.61.3 Registered to Example',
			),
		}),
		...rest,
		identity: { service: 'directadmin', product: 'DirectAdmin', version: '1.61.3', access: 'protected' },
	},
	{
		name: 'a DirectAdmin with its newer pages',
		source: 'DirectAdmin Evolution, its redirection and the title of its login',
		port: 8080,
		answers: site({
			'/': redirect('/evo/'),
			'/evo/login': html('<!DOCTYPE html><html><head><title>Evolution | DirectAdmin</title></head></html>'),
		}),
		...rest,
		identity: { service: 'directadmin', product: 'DirectAdmin', access: 'protected' },
	},
	{
		name: 'an ISPConfig',
		source: 'ISPConfig 3.2, front page and login without a session, shortened',
		port: 8080,
		answers: site({
			'/': redirect('/login/'),
			'/login/': html('<title>Example :: ISPConfig</title><input type="password" name="password">'),
		}),
		...rest,
		identity: { service: 'ispconfig', product: 'ISPConfig', access: 'protected' },
	},
	{
		name: 'a Hestia',
		source: 'Hestia 1.8, web/index.php, default title and templates/pages/login/login.php, shortened',
		port: 8083,
		answers: site({
			'/': redirect('/login/', 'Server: nginx', 'Set-Cookie: HESTIASID=k2h1; path=/; secure; HttpOnly'),
			'/login/': html(hestiaLogin('LOGIN - panel.example.com - Hestia Control Panel'), '200 OK', 'Server: nginx'),
		}),
		...rest,
		identity: { service: 'hestia', product: 'Hestia Control Panel', version: undefined, access: 'protected' },
		evidence: /GET \/login\/ answered: HTTP\/1\.1 200 OK/,
	},
	{
		name: 'a Hestia that is asked for its login at once',
		source: 'Hestia 1.8, templates/pages/login/login.php, shortened',
		port: 8083,
		answers: site({ '/': html(hestiaLogin('LOGIN - panel.example.com - Hestia Control Panel')) }),
		...rest,
		identity: { service: 'hestia', access: 'protected' },
	},
	{
		name: 'a page about Hestia behind somebody’s login',
		source: 'written for this test',
		port: 8083,
		answers: site({
			'/': redirect('/login/'),
			'/login/': html('<title>How to install it - Hestia Control Panel</title><form action="/account/">'),
		}),
		...rest,
		identity: { service: 'http', remark: 'redirects to /login/' },
	},
	{
		name: 'a Vesta',
		source: 'Vesta 1.0, templates/header.html and templates/login.html, shortened',
		port: 8083,
		answers: site({
			'/': redirect('/login/', 'Server: nginx'),
			'/login/': html(vestaLogin('Vesta - LOGIN', 'vst-input'), '200 OK', 'Server: nginx'),
		}),
		...rest,
		identity: { service: 'hestia', product: 'Vesta Control Panel', access: 'protected' },
	},
	{
		name: 'a shop of that name',
		source: 'written for this test: a login such as many sites have',
		port: 8083,
		answers: site({
			'/': redirect('/login/'),
			'/login/': html(vestaLogin('Vesta - Fire and home', 'form-control')),
		}),
		...rest,
		identity: { service: 'http' },
	},
	{
		name: 'a Proxmox VE',
		source: 'Proxmox VE 8.1, index.html.tpl shortened; API without a ticket',
		port: 8080,
		answers: site({
			'/': html(
				'<!DOCTYPE html><html><head><title>pve1 - Proxmox Virtual Environment</title><script src="/pve2/js/pvemanagerlib.js?ver=8.1.3"></script></head></html>',
				'200 OK',
				'Server: pve-api-daemon/3.0',
			),
			'/api2/json/version': answer('401 No ticket', ['Server: pve-api-daemon/3.0']),
		}),
		...rest,
		identity: { service: 'proxmox', product: 'Proxmox VE', version: '8.1.3', access: 'protected' },
	},
	{
		name: 'a Home Assistant',
		source: 'Home Assistant 2023.12 developer documentation, authentication API',
		port: 8123,
		answers: site({
			'/': home,
			'/auth/providers': json({
				providers: [{ name: 'Home Assistant Local', id: null, type: 'homeassistant' }],
				preselect_remember_me: true,
			}),
		}),
		...rest,
		identity: { service: 'home-assistant', product: 'Home Assistant', access: 'protected' },
	},
	{
		name: 'a Home Assistant that nobody has set up',
		source: 'Home Assistant 2023.12 developer documentation, authentication API',
		port: 8123,
		answers: site({
			'/': home,
			'/auth/providers': json({ message: 'Onboarding not finished', code: 'onboarding_required' }, '400 Bad Request'),
		}),
		...rest,
		identity: { service: 'home-assistant', access: 'unknown', remark: 'not set up yet: who comes first owns it' },
	},
	{
		name: 'a Node-RED without a login',
		source: 'Node-RED 4.1.15, recorded and shortened',
		port: 1880,
		answers: site({
			'/': html('<!DOCTYPE html><html><head><title>Node-RED</title></head></html>'),
			'/settings': json({ httpNodeRoot: '/', version: '4.1.15', context: { default: 'memory', stores: ['memory'] } }),
		}),
		...rest,
		identity: { service: 'node-red', product: 'Node-RED', version: '4.1.15', access: 'open' },
	},
	{
		name: 'a Node-RED with one',
		source: 'Node-RED 4.1.15 with adminAuth, recorded and shortened',
		port: 1880,
		answers: site({
			'/': html('<!DOCTYPE html><html><head><title>Node-RED</title></head></html>'),
			'/settings': answer('401 Unauthorized', ['WWW-Authenticate: Bearer realm="Users"'], 'Unauthorized'),
		}),
		...rest,
		identity: { service: 'node-red', access: 'protected' },
	},
	{
		name: 'a Transmission that wants a password, and counts',
		source: 'transmission-daemon 3.00, recorded',
		port: 9091,
		answers: site({
			'/': answer(
				'401 Unauthorized',
				[
					'Server: Transmission',
					'WWW-Authenticate: Basic realm="Transmission"',
					'Content-Type: text/html; charset=ISO-8859-1',
				],
				'<h1>401: Unauthorized</h1><p>Unauthorized User. 1 unsuccessful login attempts.</p>',
			),
		}),
		...rest,
		identity: { service: 'transmission', access: 'protected' },
	},
	{
		name: 'a Supervisor that wants a password',
		source: 'supervisor 4.2.5, recorded',
		port: 9001,
		answers: [
			[
				/^GET \/ HTTP/,
				answer(
					'401 Unauthorized',
					[
						'Server: Medusa/1.12',
						'Connection: close',
						'WWW-Authenticate: Basic realm="default"',
						'Content-Type: text/html',
					],
					'<head>\n<title>Error response</title>\n</head>\n',
				),
				'hangs up',
			],
		],
		connections,
		identity: { service: 'supervisor', access: 'protected' },
	},
] satisfies readonly Transcript[];
