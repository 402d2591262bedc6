import type { Access } from '../../model.ts';
import type { Application } from './application.ts';
import { isRefused, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** Elasticsearch and OpenSearch answer `/` with their version to whoever may monitor the cluster. */
const elasticsearch: Application = {
	service: 'elasticsearch',
	docs: 'https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-info',
	hinted: (front) => textAt(front.json, 'tagline') !== undefined || wantsSearchLogin(front),
	judge(front) {
		const product = searchProduct(front);
		if (wantsSearchLogin(front)) return { product, access: 'protected' };
		const tagline = textAt(front.json, 'tagline') ?? '';
		if (front.status !== 200 || !/^You Know, for Search$|^The OpenSearch Project\b/.test(tagline)) return undefined;
		return { product, version: textAt(front.json, 'version', 'number'), access: 'open' };
	},
};

function wantsSearchLogin({ status, realm, text }: Page): boolean {
	if (status !== 401) return false;
	return (
		(realm === 'security' && text.includes('security_exception')) || /^Open(?:Search| Distro) Security$/.test(realm)
	);
}

function searchProduct({ json, realm }: Page): string {
	const isOpenSearch = textAt(json, 'version', 'distribution') === 'opensearch' || realm.startsWith('Open');
	return isOpenSearch ? 'OpenSearch' : 'Elasticsearch';
}

/** CouchDB's greeting is public; the list of databases is not since 3.0, unless it has no administrator (before 3.0). */
const couchDb: Application = {
	service: 'couchdb',
	docs: 'https://docs.couchdb.org/en/stable/api/server/common.html#all-dbs',
	hinted: (front) => isCouchDb(front),
	paths: [{ path: '/_all_dbs?limit=1', bytes: 1024 }],
	judge(front, databases) {
		if (!isCouchDb(front)) return undefined;
		const listed = databases?.status === 200 && Array.isArray(databases.json);
		const access = isRefused(databases) || isRefused(front) ? 'protected' : listed ? 'open' : 'unknown';
		const version = textAt(front.json, 'version') ?? /^CouchDB\/(\d[\w.]*)/.exec(front.server)?.[1];
		return { product: 'CouchDB', version: plainVersion(version), access };
	},
};

function isCouchDb({ json, server }: Page): boolean {
	return textAt(json, 'couchdb') === 'Welcome' || server.startsWith('CouchDB/');
}

/** InfluxDB 1 names its version in every answer; with authentication it refuses every query. */
const influxDb1: Application = {
	service: 'influxdb',
	docs: 'https://docs.influxdata.com/influxdb/v1/tools/api/#query-http-endpoint',
	hinted: (front) => /^v?1\./.test(influxVersion(front) ?? ''),
	paths: [{ path: '/query?q=SHOW+DATABASES', bytes: 2048 }],
	judge(front, query) {
		const version = influxVersion(front);
		if (!/^v?1\./.test(version ?? '')) return undefined;
		const answered = query?.status === 200 && query.text.startsWith('{"results":');
		const access = isRefused(query) ? 'protected' : answered ? 'open' : 'unknown';
		return { product: 'InfluxDB', version: plainVersion(version), access };
	},
};

/** InfluxDB 2: the health is public, everything else wants a token. */
const influxDb2: Application = {
	service: 'influxdb',
	docs: 'https://docs.influxdata.com/influxdb/v2/api/#operation/GetHealth',
	hinted: (front) => /^v?2\./.test(influxVersion(front) ?? '') || /^InfluxDB\b/.test(front.title),
	paths: ['/health', '/api/v2/buckets?limit=1'],
	judge(_front, health, buckets) {
		if (textAt(health?.json, 'name') !== 'influxdb') return undefined;
		const version = plainVersion(textAt(health?.json, 'version'));
		const listed = buckets?.status === 200 && Array.isArray(valueAt(buckets.json, 'buckets'));
		return { product: 'InfluxDB', version, access: isRefused(buckets) ? 'protected' : listed ? 'open' : 'unknown' };
	},
};

/**
 * The page that InfluxDB had before 1.3, which the catalogue has with the panels that share its port. It is the same for
 * everybody: the login is that of the API, on another port.
 */
const influxAdminPage: Application = {
	service: 'hestia',
	docs: 'https://docs.influxdata.com/influxdb/v1/about_the_project/release-notes/',
	hinted: (front) => front.title === 'InfluxDB - Admin Interface',
	judge: (front) =>
		front.title === 'InfluxDB - Admin Interface' && front.text.includes('id="query-form"')
			? { product: 'InfluxDB', access: 'unknown', remark: 'the administration page of a version before 1.3' }
			: undefined,
};

function influxVersion({ headers }: Page): string | undefined {
	return headers.get('x-influxdb-version');
}

/** A query without a name is one of the user `default`; a GET can only read. */
const clickHouse: Application = {
	service: 'clickhouse',
	docs: 'https://clickhouse.com/docs/interfaces/http',
	hinted: (front) => front.status === 200 && front.text === 'Ok.\n',
	paths: ['/?query=SELECT%20version()'],
	judge(_front, query) {
		if (query === undefined) return undefined;
		const refusal = /^Code: (?:192|193|194|516)\b/.test(query.text);
		const isClickHouse = [...query.headers.keys()].some((name) => name.startsWith('x-clickhouse-'));
		const version = query.status === 200 && isClickHouse ? /^(\d+(?:\.\d+)+)\s*$/.exec(query.text)?.[1] : undefined;
		if (version === undefined && !refusal) return undefined;
		return { product: 'ClickHouse', version, access: refusal ? 'protected' : 'open' };
	},
};

/** Everyone may read what the administration page shows until somebody sets up authentication. */
const solr: Application = {
	service: 'solr',
	docs: 'https://solr.apache.org/guide/solr/latest/deployment-guide/basic-authentication-plugin.html',
	ports: [8983],
	hinted: (front) => leadsToSolr(front) || front.title === 'Solr Admin' || /^solr$/i.test(front.realm),
	paths: ['/solr/admin/info/system?wt=json'],
	judge(front, system) {
		const version = textAt(system?.json, 'lucene', 'solr-spec-version');
		if (version !== undefined) return { product: 'Apache Solr', version: plainVersion(version), access: 'open' };
		const refuses = isRefused(system) && (leadsToSolr(front) || /^solr$/i.test(system?.realm ?? ''));
		return refuses ? { product: 'Apache Solr', access: 'protected' } : undefined;
	},
};

function leadsToSolr({ location }: Page): boolean {
	return /^\/solr\/(?:$|#)/.test(location ?? '');
}

const arangoDb: Application = {
	service: 'arangodb',
	docs: 'https://docs.arangodb.com/stable/develop/http-api/administration/#get-the-server-version',
	hinted: (front) => front.server === 'ArangoDB',
	paths: ['/_api/version'],
	judge(_front, api) {
		const version = textAt(api?.json, 'server') === 'arango' ? textAt(api?.json, 'version') : undefined;
		const access = version === undefined ? (isRefused(api) ? 'protected' : 'unknown') : 'open';
		return { product: 'ArangoDB', version: plainVersion(version), access };
	},
};

/** Qdrant's greeting is public; with an API key it wants that for the list of collections. */
const qdrant: Application = {
	service: 'qdrant',
	docs: 'https://qdrant.tech/documentation/security/',
	hinted: (front) => isQdrant(front),
	paths: [{ path: '/collections', bytes: 2048 }],
	judge(front, collections) {
		if (!isQdrant(front)) return undefined;
		const access = isRefused(collections) ? 'protected' : collections?.status === 200 ? 'open' : 'unknown';
		return { product: 'Qdrant', version: plainVersion(textAt(front.json, 'version')), access };
	},
};

function isQdrant({ json }: Page): boolean {
	return /^qdrant\b/i.test(textAt(json, 'title') ?? '') && textAt(json, 'version') !== undefined;
}

/** phpMyAdmin shows its login, or what is behind it (the kind of login `config` has a password in its settings). */
const phpMyAdmin: Application = {
	service: 'phpmyadmin',
	docs: 'https://docs.phpmyadmin.net/en/latest/setup.html#using-authentication-modes',
	hinted: (front) => isPhpMyAdmin(front) || /^\/phpmyadmin\/?$/i.test(front.location ?? ''),
	paths: ['redirect'],
	judge(front, target) {
		const page = [front, target].find((page) => page !== undefined && isPhpMyAdmin(page));
		if (page === undefined) return undefined;
		const version = /\.(?:css|js|php)\?v(?:er)?=(\d+\.\d+\.\d+)/.exec(page.text)?.[1];
		return { product: 'phpMyAdmin', version, access: phpMyAdminAccess(page) };
	},
};

function isPhpMyAdmin({ cookies, title, realm }: Page): boolean {
	const isTitle = /^phpMyAdmin(?: \d[\w.+-]*)?$|\| phpMyAdmin \d/.test(title);
	return isTitle || cookies.has('phpMyAdmin') || realm.startsWith('phpMyAdmin');
}

function phpMyAdminAccess(page: Page): Access {
	if (page.status === 401 || /\bname="pma_username"/.test(page.text)) return 'protected';
	return page.status === 200 && /\bid="pma_navigation"/.test(page.text) ? 'open' : 'unknown';
}

const adminer: Application = {
	service: 'adminer',
	docs: 'https://www.adminer.org/en/password/',
	hinted: (front) => isAdminer(front) || /\/adminer[\w.-]*\.php$|^\/adminer\/?$/i.test(front.location ?? ''),
	paths: ['redirect'],
	judge(front, target) {
		const page = [front, target].find((page) => page !== undefined && isAdminer(page));
		if (page === undefined) return undefined;
		const version = /[?;]version=(\d+\.\d+\.\d+)/.exec(page.text)?.[1];
		return {
			product: 'Adminer',
			version,
			access: /\bname="auth\[username\]"/.test(page.text) ? 'protected' : 'unknown',
		};
	},
};

function isAdminer({ cookies, title }: Page): boolean {
	return cookies.has('adminer_sid') && / - Adminer\b/.test(title);
}

/** The page with the list of servers is public; each of them then asks for a login of PostgreSQL. */
const phpPgAdmin: Application = {
	service: 'phppgadmin',
	docs: 'https://github.com/phppgadmin/phppgadmin/blob/master/FAQ',
	hinted: (front) => front.title === 'phpPgAdmin' || /^\/phppgadmin\/?$/i.test(front.location ?? ''),
	paths: ['redirect'],
	judge(front, target) {
		const isIt = [front, target].some((page) => page?.title === 'phpPgAdmin');
		return isIt ? { product: 'phpPgAdmin', access: 'unknown' } : undefined;
	},
};

/** The clusters of Couchbase are listed for its users; before it is set up, everybody is its administrator. */
const couchbase: Application = {
	service: 'couchbase',
	docs: 'https://docs.couchbase.com/server/current/rest-api/rest-cluster-get.html',
	hinted: (front) => isCouchbase(front),
	paths: ['/pools'],
	judge(front, clusters) {
		if (!isCouchbase(front)) return undefined;
		const list = valueAt(clusters?.json, 'pools');
		const isSetUp = !(clusters?.status === 200 && Array.isArray(list) && list.length === 0);
		return {
			product: 'Couchbase Server',
			version: plainVersion(textAt(clusters?.json, 'implementationVersion') ?? front.server),
			access: isRefused(clusters) ? 'protected' : 'unknown',
			remark: isSetUp ? undefined : 'not set up yet: who comes first owns it',
		};
	},
};

function isCouchbase({ server }: Page): boolean {
	return /^Couchbase Server(?: \d|$)/.test(server);
}

/** Databases with an interface of their own in HTTP, and the pages on which people administer others. */
export const databases: readonly Application[] = [
	elasticsearch,
	couchDb,
	influxDb1,
	influxAdminPage,
	influxDb2,
	clickHouse,
	solr,
	arangoDb,
	qdrant,
	couchbase,
	phpMyAdmin,
	adminer,
	phpPgAdmin,
];
