import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;

export default [
	{
		name: 'a Grafana',
		source: 'Grafana 10.2 HTTP API, health and organisation',
		port: 3000,
		answers: site({
			'/': redirect('/login', 'Set-Cookie: redirect_to=%2F; Path=/; HttpOnly; SameSite=Lax', 'X-Frame-Options: deny'),
			'/api/health': json({ commit: '895fbafb7a', database: 'ok', version: '10.2.0' }),
			'/api/org': json({ message: 'Unauthorized' }, '401 Unauthorized'),
		}),
		...rest,
		identity: { service: 'grafana', product: 'Grafana', version: '10.2.0', access: 'protected' },
		evidence: /GET \/api\/health answered: HTTP\/1\.1 200 OK, "version":"10\.2\.0"/,
	},
	{
		name: 'a Grafana that shows its dashboards to strangers',
		source: 'Grafana 10.2 documentation, auth.anonymous',
		port: 3000,
		answers: site({
			'/': html('<!DOCTYPE html><html><head><title>Grafana</title></head></html>'),
			'/api/health': json({ commit: '895fbafb7a', database: 'ok', version: '10.2.0' }),
			'/api/org': json({ id: 1, name: 'Main Org.', address: {} }),
		}),
		...rest,
		identity: { service: 'grafana', version: '10.2.0', access: 'open', remark: 'answers without a password' },
	},
	{
		name: 'a development server on the port of Grafana',
		source: 'written for this test: a program that has its page at every path',
		port: 3000,
		answers: [[/^GET /, html('<title>My app</title>')]],
		...rest,
		identity: { service: 'http', access: 'unknown', remark: 'My app' },
	},
	{
		name: 'a Thanos, which answers like Prometheus',
		source: 'Thanos 0.31, /api/v1/status/buildinfo',
		port: 9090,
		answers: site({
			'/': redirect('/graph'),
			'/api/v1/status/buildinfo': json({ status: 'success', data: { version: '0.31.0', goVersion: 'go1.20.1' } }),
		}),
		...rest,
		identity: { service: 'http' },
	},
	{
		name: 'a Mimir, which answers like Prometheus too',
		source: 'Mimir, /api/v1/status/buildinfo of a server in public',
		port: 9090,
		answers: site({
			'/': redirect('/graph'),
			'/api/v1/status/buildinfo': json({
				status: 'success',
				data: { application: 'Grafana Mimir', version: '2.15.0', goVersion: 'go1.23.3' },
			}),
		}),
		...rest,
		identity: { service: 'http' },
	},
	{
		name: 'a Prometheus 3',
		source: 'Prometheus 3.0 HTTP API, build information',
		port: 9090,
		answers: site({
			'/': redirect('/query'),
			'/api/v1/status/buildinfo': json({
				status: 'success',
				data: { version: '3.0.1', revision: '1f56', goVersion: 'go1.23.3' },
			}),
		}),
		...rest,
		identity: { service: 'prometheus', version: '3.0.1', access: 'open' },
	},
	{
		name: 'a node_exporter with the page of the exporter toolkit',
		source: 'node_exporter 1.6, landing page shortened',
		port: 9110,
		answers: site({
			'/': html(
				'<html><head><title>Node Exporter</title></head><body><h1>Node Exporter</h1><h2>Prometheus Node Exporter</h2><div>Version: (version=1.6.1, branch=HEAD, revision=4a1b)</div><a href="/metrics">Metrics</a>',
			),
		}),
		otherwise: notFound,
		connections: { usual: 2, elsewhere: 2 },
		identity: { service: 'node-exporter', version: '1.6.1', access: 'open' },
	},
	{
		name: 'a Kibana without a login',
		source: 'Kibana 8.11 API, /api/status shortened',
		port: 5601,
		answers: site({
			'/': redirect('/app/home', 'kbn-name: kibana', 'kbn-license-sig: 5ba4'),
			'/api/status': json(
				{
					name: 'kibana',
					uuid: '5b2d',
					version: { number: '8.11.1', build_hash: '09fe' },
					status: { overall: { level: 'available' } },
				},
				'200 OK',
				'kbn-name: kibana',
			),
		}),
		...rest,
		identity: { service: 'kibana', product: 'Kibana', version: '8.11.1', access: 'open' },
	},
	{
		name: 'a Kibana with one',
		source: 'Kibana 8.11, redacted /api/status',
		port: 5601,
		answers: site({
			'/': redirect('/login?next=%2F', 'kbn-name: kibana'),
			'/api/status': json({ status: { overall: { level: 'available' } } }),
		}),
		...rest,
		identity: { service: 'kibana', access: 'protected', remark: 'asks for a password' },
	},
	{
		name: 'an OpenSearch Dashboards with a login',
		source: 'OpenSearch Dashboards 2.11, security plugin',
		port: 5601,
		answers: site({
			'/': redirect('/app/login?', 'osd-name: dashboards'),
			'/api/status': json({ statusCode: 401, error: 'Unauthorized' }, '401 Unauthorized', 'osd-name: dashboards'),
		}),
		...rest,
		identity: { service: 'kibana', product: 'OpenSearch Dashboards', access: 'protected' },
	},
	{
		name: 'a Zabbix',
		source: 'Zabbix 6.0.14 login page, by its templates, shortened',
		port: 80,
		answers: site({
			'/': html(
				'<!DOCTYPE html><html><head><meta name="Author" content="Zabbix SIA" /><title>Zabbix docker: Zabbix</title><script src="jsLoader.php?ver=6.0.14&amp;lang=en_US"></script></head><form action="index.php"><input type="password" id="password" name="password"></form>',
				'200 OK',
				'Set-Cookie: zbx_session=eyJz; secure; HttpOnly',
			),
		}),
		...rest,
		identity: { service: 'zabbix-web', product: 'Zabbix', version: '6.0.14', access: 'protected' },
	},
	{
		name: 'the web page of a Splunk',
		source: 'Splunk Enterprise 9.0 documentation, login',
		port: 8000,
		answers: site({
			'/': answer('303 See Other', ['Server: Splunkd', 'Location: /en-US/']),
			'/en-US/': answer('303 See Other', ['Server: Splunkd', 'Location: /en-US/account/login?return_to=%2Fen-US%2F']),
		}),
		...rest,
		identity: { service: 'splunk', product: 'Splunk', access: 'protected' },
	},
	{
		name: 'the API of a Splunk',
		source: 'Splunk Enterprise 9.0 REST API, Atom feed at the root',
		port: 8089,
		answers: site({
			'/': answer(
				'200 OK',
				['Server: Splunkd', 'Content-Type: text/xml; charset=UTF-8'],
				'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>splunkd</title><generator build="6818ac46f2ec" version="9.0.5"/></feed>',
			),
			'/services/server/info': answer('401 Unauthorized', [
				'Server: Splunkd',
				'WWW-Authenticate: Basic realm="/splunk"',
			]),
		}),
		...rest,
		identity: { service: 'splunk', version: '9.0.5', access: 'protected' },
	},
] satisfies readonly Transcript[];
