import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;
/** What a port suggests and isn't there is told on that port alone. */
const here = { otherwise: notFound, connections: { usual: 1 } } as const;

const couchbaseFront = answer('301 Moved Permanently', [
	'Server: Couchbase Server',
	'Location: http://127.0.0.1:8091/ui/index.html',
	'Content-Type: text/html',
]);

export default [
	{
		name: 'an Elasticsearch without security',
		source: 'Elasticsearch 7.17 reference, "Info"',
		port: 9200,
		answers: site({
			'/': json({
				...{ name: 'node-1', cluster_name: 'logs', cluster_uuid: 'gWz1' },
				version: { number: '7.17.9', build_flavor: 'default', lucene_version: '8.11.1' },
				tagline: 'You Know, for Search',
			}),
		}),
		...rest,
		identity: { service: 'elasticsearch', product: 'Elasticsearch', version: '7.17.9', access: 'open' },
		evidence: /"number":"7\.17\.9"/,
	},
	{
		name: 'an Elasticsearch that wants a password',
		source: 'Elasticsearch 8 reference, security_exception without credentials',
		port: 9200,
		answers: site({
			'/': json(
				{
					error: { root_cause: [{ type: 'security_exception', reason: 'missing authentication credentials' }] },
					status: 401,
				},
				'401 Unauthorized',
				'WWW-Authenticate: Basic realm="security" charset="UTF-8"',
			),
		}),
		...rest,
		identity: {
			service: 'elasticsearch',
			product: 'Elasticsearch',
			access: 'protected',
			remark: 'asks for a password',
		},
	},
	{
		name: 'an OpenSearch without security',
		source: 'OpenSearch 2 documentation, root endpoint',
		port: 9200,
		answers: site({
			'/': json({
				version: { distribution: 'opensearch', number: '2.11.0' },
				tagline: 'The OpenSearch Project: https://opensearch.org/',
			}),
		}),
		...rest,
		identity: { service: 'elasticsearch', product: 'OpenSearch', version: '2.11.0', access: 'open' },
	},
	{
		name: 'an OpenSearch that wants a password',
		source: 'OpenSearch security plugin 2, HTTP basic authentication',
		port: 9200,
		answers: site({
			'/': answer('401 Unauthorized', ['WWW-Authenticate: Basic realm="OpenSearch Security"'], 'Unauthorized'),
		}),
		...rest,
		identity: { service: 'elasticsearch', product: 'OpenSearch', access: 'protected' },
	},
	{
		name: 'a CouchDB with an administrator',
		source: 'CouchDB 3.3 documentation, server API',
		port: 5984,
		answers: site({
			'/': json(
				{ couchdb: 'Welcome', version: '3.3.3', vendor: { name: 'The Apache Software Foundation' } },
				'200 OK',
				'Server: CouchDB/3.3.3 (Erlang OTP/24)',
			),
			'/_all_dbs?limit=1': json({ error: 'unauthorized', reason: 'You are not a server admin.' }, '401 Unauthorized'),
		}),
		...rest,
		identity: { service: 'couchdb', product: 'CouchDB', version: '3.3.3', access: 'protected' },
	},
	{
		name: 'a CouchDB where everybody is administrator',
		source: 'CouchDB 1.6 documentation, "admin party"',
		port: 5984,
		answers: site({
			'/': json(
				{ couchdb: 'Welcome', uuid: '85fb', version: '1.6.1' },
				'200 OK',
				'Server: CouchDB/1.6.1 (Erlang OTP/18)',
			),
			'/_all_dbs?limit=1': json(['_replicator', '_users']),
		}),
		...rest,
		identity: { service: 'couchdb', version: '1.6.1', access: 'open' },
	},
	{
		name: 'an InfluxDB 2',
		source: 'InfluxDB 2.7 API, /health and /api/v2/buckets',
		port: 8086,
		answers: site({
			'/': html('<!doctype html><html><head><title>InfluxDB</title></head></html>'),
			'/health': json({
				name: 'influxdb',
				message: 'ready for queries and writes',
				status: 'pass',
				checks: [],
				version: 'v2.7.1',
				commit: '407fa622e9',
			}),
			'/api/v2/buckets?limit=1': json({ code: 'unauthorized', message: 'unauthorized access' }, '401 Unauthorized'),
		}),
		...rest,
		identity: { service: 'influxdb', product: 'InfluxDB', version: '2.7.1', access: 'protected' },
	},
	{
		name: 'a Solr without users',
		source: 'Solr 9 reference guide, system information handler',
		port: 8983,
		answers: site({
			'/': redirect('/solr/'),
			'/solr/admin/info/system?wt=json': json({
				responseHeader: { status: 0, QTime: 12 },
				mode: 'std',
				lucene: { 'solr-spec-version': '9.4.0', 'solr-impl-version': '9.4.0 71e101b', 'lucene-spec-version': '9.8.0' },
			}),
		}),
		...rest,
		identity: { service: 'solr', product: 'Apache Solr', version: '9.4.0', access: 'open' },
	},
	{
		name: 'a Solr with users',
		source: 'Solr 9 reference guide, basic authentication plugin',
		port: 8983,
		answers: site({
			'/': redirect('/solr/'),
			'/solr/admin/info/system?wt=json': answer('401 Unauthorized', ['WWW-Authenticate: Basic realm="solr"']),
		}),
		...rest,
		identity: { service: 'solr', access: 'protected' },
	},
	{
		name: 'an ArangoDB with users',
		source: 'ArangoDB 3.11 HTTP API',
		port: 8529,
		answers: site({
			'/': answer('301 Moved Permanently', ['Server: ArangoDB', 'Location: /_db/_system/_admin/aardvark/index.html']),
			'/_api/version': answer('401 Unauthorized', [
				'Server: ArangoDB',
				'WWW-Authenticate: Bearer token_type="JWT", realm="ArangoDB"',
			]),
		}),
		...rest,
		identity: { service: 'arangodb', product: 'ArangoDB', access: 'protected' },
	},
	{
		name: 'an ArangoDB without',
		source: 'ArangoDB 3.11 HTTP API',
		port: 8529,
		answers: site({
			'/': answer('301 Moved Permanently', ['Server: ArangoDB', 'Location: /_db/_system/_admin/aardvark/index.html']),
			'/_api/version': json(
				{ server: 'arango', license: 'community', version: '3.11.5' },
				'200 OK',
				'Server: ArangoDB',
			),
		}),
		...rest,
		identity: { service: 'arangodb', version: '3.11.5', access: 'open' },
	},
	{
		name: 'a Qdrant without an API key',
		source: 'Qdrant 1.7 REST API',
		port: 6333,
		answers: site({
			'/': json({ title: 'qdrant - vector search engine', version: '1.7.4' }),
			'/collections': json({ result: { collections: [] }, status: 'ok', time: 0.0001 }),
		}),
		...rest,
		identity: { service: 'qdrant', product: 'Qdrant', version: '1.7.4', access: 'open' },
	},
	{
		name: 'a Qdrant with one',
		source: 'Qdrant 1.7 documentation, security',
		port: 6333,
		answers: site({
			'/': json({ title: 'qdrant - vector search engine', version: '1.7.4' }),
			'/collections': answer('401 Unauthorized', [], 'Must provide an API key or an Authorization bearer token'),
		}),
		...rest,
		identity: { service: 'qdrant', access: 'protected' },
	},
	{
		name: 'a phpMyAdmin whose settings have the password',
		source: 'phpMyAdmin 5.2 documentation, authentication mode config; the page shortened',
		port: 8080,
		answers: site({
			'/': html(
				'<title>127.0.0.1 / localhost | phpMyAdmin 5.2.1</title><script src="js/dist/ajax.js?v=5.2.1"></script><div id="pma_navigation" class="d-print-none"></div>',
				'200 OK',
				'Set-Cookie: phpMyAdmin=1a2b; path=/; HttpOnly',
			),
		}),
		...rest,
		identity: { service: 'phpmyadmin', version: '5.2.1', access: 'open', remark: 'answers without a password' },
	},
	{
		name: 'a phpMyAdmin to which the front page sends its readers',
		source: 'phpMyAdmin 4.9, login page shortened',
		port: 80,
		answers: site({
			'/': redirect('/phpmyadmin/', 'Server: Apache/2.4.57 (Debian)', 'X-Powered-By: PHP/8.2.7'),
			'/phpmyadmin/': html(
				'<title>phpMyAdmin</title><link rel="stylesheet" href="phpmyadmin.css.php?nocache=1"><script src="js/ajax.js?v=4.9.5"></script><input type="text" name="pma_username" id="input_username">',
				'200 OK',
				'Set-Cookie: phpMyAdmin=1a2b; path=/phpmyadmin/; HttpOnly',
			),
		}),
		...rest,
		identity: {
			...{ service: 'phpmyadmin', version: '4.9.5', access: 'protected', os: 'Debian' },
			alongside: [
				{ product: 'Apache', version: '2.4.57' },
				{ product: 'PHP', version: '8.2.7' },
			],
		},
		evidence: /GET \/phpmyadmin\/ answered: HTTP\/1\.1 200 OK/,
	},
	{
		name: 'a phpPgAdmin',
		source: 'phpPgAdmin 7.13, frame page shortened',
		port: 80,
		answers: site({ '/': html('<html><head><title>phpPgAdmin</title></head></html>') }),
		...rest,
		identity: { service: 'phppgadmin', product: 'phpPgAdmin', access: 'unknown' },
	},
	{
		name: 'a Couchbase that wants a password',
		source: 'Couchbase ns_server 7.2, menelaus_web.erl: redirection of /, /pools for who has no role',
		port: 8091,
		answers: site({
			'/': couchbaseFront,
			'/pools': answer('401 Unauthorized', [
				'WWW-Authenticate: Basic realm="Couchbase Server Admin / REST"',
				'Server: Couchbase Server',
			]),
		}),
		...rest,
		identity: {
			service: 'couchbase',
			product: 'Couchbase Server',
			version: undefined,
			access: 'protected',
			remark: 'asks for a password',
		},
	},
	{
		name: 'a Couchbase that nobody has set up',
		source: 'Couchbase ns_server 7.2, menelaus_web_pools.erl: a system that is not provisioned, shortened',
		port: 8091,
		answers: site({
			'/': couchbaseFront,
			'/pools': json(
				{
					...{ isAdminCreds: true, isEnterprise: true, prod: 'server', prodName: 'Couchbase Server' },
					...{ pools: [], settings: [], uuid: [] },
					implementationVersion: '7.2.0-5325-enterprise',
				},
				'200 OK',
				'Server: Couchbase Server',
			),
		}),
		...rest,
		identity: {
			service: 'couchbase',
			version: '7.2.0',
			access: 'unknown',
			remark: 'not set up yet: who comes first owns it',
		},
	},
	{
		name: 'an old Couchbase, which lists its cluster to everybody',
		source: 'Couchbase Server 2.1.1, response to GET /pools in couchbase-clj, issue 5, shortened',
		port: 8091,
		answers: site({
			'/': redirect('/index.html', 'Server: Couchbase Server 2.1.1-764-rel-community'),
			'/pools': json({
				pools: [{ name: 'default', uri: '/pools/default?uuid=79f1' }],
				isAdminCreds: true,
				implementationVersion: '2.1.1-764-rel-community',
			}),
		}),
		...rest,
		identity: { service: 'couchbase', version: '2.1.1', access: 'unknown', remark: undefined },
	},
	{
		name: 'a gateway of Couchbase, which is another program',
		source: 'written for this test: the Server field of Sync Gateway',
		port: 8091,
		answers: site({ '/': json({ couchdb: 'Wilkommen', vendor: {} }, '200 OK', 'Server: Couchbase Sync Gateway/3.1') }),
		...here,
		identity: { service: 'http', isNot: 'couchbase' },
	},
	{
		name: 'the administration page of an old InfluxDB',
		source: 'InfluxDB 1.2, services/admin/assets/index.html, shortened',
		port: 8083,
		answers: site({
			'/': html('<title>InfluxDB - Admin Interface</title><form id="query-form"><input type="text" id="query">'),
		}),
		...rest,
		identity: {
			service: 'hestia',
			product: 'InfluxDB',
			access: 'unknown',
			remark: 'the administration page of a version before 1.3',
			isNot: undefined,
		},
	},
] satisfies readonly Transcript[];
