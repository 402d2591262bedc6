import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;
/** What a port suggests and isn't there is told on that port alone. */
const here = { otherwise: notFound, connections: { usual: 1 } } as const;

const apis = '/webapi/query.cgi?api=SYNO.API.Info&version=1&method=query&query=SYNO.API.Auth';

const plexField = 'X-Plex-Protocol: 1.0';
const plexIdentity = answer(
	'200 OK',
	[plexField, 'Content-Type: text/xml;charset=utf-8'],
	'<?xml version="1.0" encoding="UTF-8"?>\n<MediaContainer size="0" claimed="1" machineIdentifier="623cbfe8" version="1.40.2.8395-c67dce28e">\n</MediaContainer>\n',
);

const amtServer = 'Server: Intel(R) Active Management Technology 15.0.23.1706';

const noVncPage =
	'<!DOCTYPE html>\n<html lang="en" class="noVNC_loading">\n<head>\n<title>noVNC</title>\n</head>\n<body>\n<div id="noVNC_fallback_error" class="noVNC_center">';
const noVncPackage = json({ name: '@novnc/novnc', version: '1.4.0', description: 'An HTML5 VNC client' });
const websockify = 'Server: WebSockify Python/3.11.2';

export default [
	{
		name: 'a Synology DSM',
		source: 'Synology File Station API guide, SYNO.API.Info; title of the login page of DSM 6',
		port: 5000,
		answers: site({
			'/': html('<title>nas&nbsp;-&nbsp;Synology&nbsp;DiskStation</title>', '200 OK', 'Server: nginx'),
			[apis]: json({ data: { 'SYNO.API.Auth': { maxVersion: 7, minVersion: 1, path: 'entry.cgi' } }, success: true }),
		}),
		...rest,
		identity: { service: 'synology', product: 'Synology DSM', access: 'protected', isNot: undefined },
	},
	{
		name: 'a page about Synology',
		source: 'written for this test: a program that answers in JSON at every path',
		port: 5000,
		answers: [
			[/^GET \/ HTTP/, html('<title>Backups - Synology NAS</title>')],
			[/^GET /, json({ data: {}, success: true })],
		],
		...rest,
		identity: { service: 'http', remark: 'Backups - Synology NAS' },
	},
	{
		name: 'a Plex',
		source: 'Plex Media Server API 1.2, /identity; response to strangers as users recorded it',
		port: 32_400,
		answers: site({
			'/': html('<html><head><title>Unauthorized</title></head></html>', '401 Unauthorized', plexField),
			'/identity': plexIdentity,
		}),
		...rest,
		identity: {
			service: 'plex',
			product: 'Plex Media Server',
			version: '1.40.2.8395',
			access: 'protected',
			remark: 'asks for a password',
		},
		evidence: /GET \/identity answered: HTTP\/1\.1 200 OK, .*version="1\.40\.2\.8395-c67dce28e"/,
	},
	{
		name: 'a Plex that lets this network in',
		source: 'Plex Media Server API 1.2, GET /, shortened',
		port: 32_400,
		answers: site({
			'/': answer(
				'200 OK',
				[plexField, 'Content-Type: text/xml;charset=utf-8'],
				'<?xml version="1.0" encoding="UTF-8"?>\n<MediaContainer size="1" allowMediaDeletion="1" friendlyName="Home" machineIdentifier="623cbfe8" version="1.40.2.8395-c67dce28e"><Directory count="1" key="library" title="library" /></MediaContainer>',
			),
			'/identity': plexIdentity,
		}),
		...rest,
		identity: { service: 'plex', version: '1.40.2.8395', access: 'open' },
	},
	{
		name: 'a page about Plex on its port',
		source: 'written for this test',
		port: 32_400,
		answers: site({
			'/': html('<title>Plex</title><MediaContainer machineIdentifier="1" version="1.2.3">'),
			'/identity': plexIdentity,
		}),
		...here,
		identity: { service: 'http', version: undefined, isNot: 'plex' },
	},
	{
		name: 'an Intel AMT',
		source: 'MeshCentral amtscanner.js, response of Intel AMT to GET /',
		port: 16_992,
		answers: site({
			'/': answer('303 See Other', ['Location: /logon.htm', 'Server: Intel(R) Active Management Technology 7.1.91']),
		}),
		...rest,
		identity: { service: 'amt', product: 'Intel AMT', version: '7.1.91', access: 'protected' },
	},
	{
		name: 'an Intel AMT that refuses',
		source: 'Open AMT Cloud Toolkit rps, response of Intel AMT without credentials, shortened',
		port: 16_992,
		answers: site({
			'/': html(
				'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" >\n<html><head>',
				'401 Unauthorized',
				'WWW-Authenticate: Digest realm="Digest:72773400", nonce="B9AX94iA",stale="false",qop="auth"',
				amtServer,
			),
		}),
		...rest,
		identity: { service: 'amt', version: '15.0.23.1706', access: 'protected' },
	},
	{
		name: 'an Intel AMT without a page',
		source: 'written for this test: the same Server field',
		port: 16_992,
		answers: site({ '/': answer('404 Not Found', [amtServer]) }),
		...rest,
		identity: { service: 'amt', access: 'unknown', isNot: undefined },
	},
	{
		name: 'a program that administers Intel AMT',
		source: 'written for this test',
		port: 16_992,
		answers: site({ '/': redirect('/logon.htm', 'Server: Manager for Intel(R) Active Management Technology 15.0.23') }),
		...rest,
		identity: { service: 'http', access: 'unknown' },
	},
	{
		name: 'a noVNC',
		source: 'noVNC 1.4, vnc.html and package.json, shortened',
		port: 6080,
		answers: site({ '/': html(noVncPage, '200 OK', websockify), '/package.json': noVncPackage }),
		...rest,
		identity: {
			service: 'novnc',
			product: 'noVNC',
			version: '1.4.0',
			access: 'unknown',
			remark: 'shows a desktop; whether with a password was not tried',
		},
	},
	{
		name: 'a noVNC beside the list of its files',
		source: 'websockify, list_directory of its web server; noVNC 1.4',
		port: 6080,
		answers: site({
			'/': html('<title>Directory listing for /</title><a href="vnc.html">vnc.html</a>', '200 OK', websockify),
			'/vnc.html': html(noVncPage, '200 OK', websockify),
			'/package.json': noVncPackage,
		}),
		...rest,
		identity: { service: 'novnc', version: '1.4.0' },
	},
	{
		name: 'a list of other files',
		source: 'websockify, list_directory of its web server',
		port: 6080,
		answers: site({
			'/': html('<title>Directory listing for /</title><a href="notes.txt">notes.txt</a>', '200 OK', websockify),
			'/package.json': json({ name: 'notes', version: '3.0.0' }),
		}),
		...here,
		identity: { service: 'http', isNot: 'novnc' },
	},
	{
		name: 'a page about noVNC',
		source: 'written for this test',
		port: 6080,
		answers: [
			[/^GET \/package\.json /, noVncPackage],
			[/^GET /, html('<title>noVNC</title><p>noVNC is a VNC client.')],
		],
		...rest,
		identity: { service: 'http', remark: 'noVNC' },
	},
] satisfies readonly Transcript[];
