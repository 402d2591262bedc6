import { onLinux, outsideContainers, type ServiceEntry, type Step, when } from '../entry.ts';
import { elasticsearchImage, elasticsearchLines, elasticsearchPackages } from '../packages/database.ts';
import { looked, onUnix } from '../usage.ts';

const elasticsearchStop: readonly Step[] = [
	...when('elasticsearch', [
		{ kind: 'say', text: 'If it is Elasticsearch:' },
		{ kind: 'run', command: 'systemctl disable --now elasticsearch' },
	]),
	...when('opensearch', [
		{ kind: 'say', text: 'If it is OpenSearch:' },
		{ kind: 'run', command: 'systemctl disable --now opensearch' },
	]),
];

const elasticsearchBind: readonly Step[] = [
	{
		kind: 'say',
		text: 'For OpenSearch the file is /etc/opensearch/opensearch.yml, and the unit at the end opensearch.',
	},
	{ kind: 'edit', file: '/etc/elasticsearch/elasticsearch.yml', lines: elasticsearchLines },
	{ kind: 'run', command: 'systemctl restart elasticsearch' },
];

const elasticsearchHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Elasticsearch 6.8, 7.1 and later have passwords for free; from 8.0 they are on unless switched off. A cluster of several machines needs TLS between them first (xpack.security.transport.ssl):',
	},
	{ kind: 'edit', file: '/etc/elasticsearch/elasticsearch.yml', lines: ['xpack.security.enabled: true'] },
	{ kind: 'run', command: 'systemctl restart elasticsearch' },
	{
		kind: 'say',
		text: 'Set a new password for the administrator elastic (version 8 and later; before that the program is elasticsearch-setup-passwords interactive):',
	},
	{ kind: 'run', command: '/usr/share/elasticsearch/bin/elasticsearch-reset-password -u elastic' },
	{
		kind: 'say',
		text: 'In OpenSearch remove plugins.security.disabled: true, and replace the demo certificates and passwords. Bind the private address your applications use, not 0.0.0.0.',
	},
];

const solrStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now solr' }];

const solrBind: readonly Step[] = [
	{ kind: 'edit', file: '/etc/default/solr.in.sh', lines: ['SOLR_JETTY_HOST="127.0.0.1"'] },
	{ kind: 'run', command: 'systemctl restart solr' },
];

/** Full-text and vector search engines. */
export const databaseSearch: readonly ServiceEntry[] = [
	{
		id: 'elasticsearch',
		name: 'Elasticsearch or OpenSearch',
		category: 'database',
		doors: [
			{
				port: 9200,
				protocol: 'tcp',
				severity: 'high',
				why: 'Open indices are copied, wiped and held for ransom',
			},
			{
				port: 9300,
				protocol: 'tcp',
				name: 'Elasticsearch node traffic',
				severity: 'high',
				why: 'Nodes of the cluster trust each other here; nobody else belongs',
			},
		],
		what: 'A search engine and log store, used over HTTP on 9200; its nodes talk to each other on 9300.',
		risk: 'Elasticsearch before 8.0 asks for no password unless somebody switched that on, so a web browser is enough to read or delete everything in it. Programs search the internet for such servers, wipe them and leave a ransom note. Logs in it often hold names, addresses and keys.',
		need: 'Application servers and the other nodes of the cluster, and only their addresses.',
		instructions: {
			usage: looked(
				onUnix(
					"curl -s 'http://127.0.0.1:9200/_nodes/stats/http?filter_path=nodes.*.http.clients.remote_address&pretty'",
				),
				'From Elasticsearch 7.13 the addresses of recent clients. With a login it is curl -sk -u elastic, and https in place of http.',
			),
			stop: {
				debian: elasticsearchStop,
				rhel: elasticsearchStop,
				windows: [
					{
						kind: 'run',
						command:
							"Get-Service -Name 'elasticsearch-service*' | Stop-Service -PassThru | Set-Service -StartupType Disabled",
					},
				],
				...elasticsearchPackages.stop,
			},
			bind: {
				debian: elasticsearchBind,
				rhel: elasticsearchBind,
				windows: [
					{ kind: 'say', text: 'The file is in the folder Elasticsearch was unpacked to.' },
					{ kind: 'edit', file: 'config\\elasticsearch.yml', lines: elasticsearchLines },
					{ kind: 'run', command: "Get-Service -Name 'elasticsearch-service*' | Restart-Service" },
				],
				...elasticsearchPackages.bind,
				...elasticsearchImage.bind,
			},
			harden: onLinux(elasticsearchHarden),
			pitfalls: [
				{
					on: outsideContainers,
					text: 'Version 8 writes http.host: 0.0.0.0 at the end of elasticsearch.yml, and that wins over network.host.',
				},
				'A cluster of several machines needs transport.host on a private address; bound to this machine it falls apart.',
				{ on: outsideContainers, text: 'A setting that stands twice in the file keeps Elasticsearch from starting.' },
				{
					on: outsideContainers,
					text: 'Kibana and Logstash may connect through the public name; point them to 127.0.0.1.',
				},
			],
		},
		sources: [
			'https://www.elastic.co/guide/en/elasticsearch/reference/current/modules-network.html',
			'https://docs.opensearch.org/docs/install-and-configure/install-opensearch/rpm',
			'https://docs.opensearch.org/3.5/install-and-configure/install-opensearch/debian',
			...elasticsearchPackages.sources,
			...elasticsearchImage.sources,
		],
	},
	{
		id: 'solr',
		name: 'Apache Solr',
		category: 'database',
		doors: [
			{
				port: 8983,
				protocol: 'tcp',
				severity: 'high',
				why: 'Search data and administration; old versions let strangers run code',
			},
		],
		what: 'A search engine with an administration page and HTTP API.',
		risk: 'Unless somebody set up users, everyone who reaches it can read and delete the search data and change its configuration. Several older versions let strangers run programs on the server that way. Its makers say that it must never be reachable for people you do not trust.',
		need: 'Web servers that search in it, inside your own network.',
		instructions: {
			stop: onLinux(solrStop),
			bind: onLinux(solrBind),
			pitfalls: ['The Docker image listens on all addresses: publish its port to 127.0.0.1 only.'],
		},
		sources: ['https://solr.apache.org/guide/securing-solr.html'],
	},
	{
		id: 'qdrant',
		name: 'Qdrant',
		category: 'database',
		doors: [
			{
				port: 6333,
				protocol: 'tcp',
				severity: 'high',
				why: 'A vector database that asks for no key unless you set one',
			},
		],
		what: 'A database for AI search, with an HTTP API and a dashboard.',
		risk: 'As delivered it asks for no key and no password. Anyone can read, change and delete what your application stored there, often whole documents and chats, and download complete copies.',
		need: 'Application servers inside your own network.',
		sources: ['https://qdrant.tech/documentation/security/'],
	},
	{
		id: 'milvus',
		name: 'Milvus',
		category: 'database',
		doors: [
			{
				port: 19530,
				protocol: 'tcp',
				severity: 'high',
				why: 'A vector database that asks for no password as delivered',
			},
		],
		what: 'A database for AI search.',
		risk: 'As delivered it lets everyone in without a password. Anyone can read, change and delete what your application stored there. Where passwords were switched on, the first administrator password is public knowledge and must be changed.',
		need: 'Application servers inside your own network.',
		sources: ['https://milvus.io/docs/authenticate.md'],
	},
];
