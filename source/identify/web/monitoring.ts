import type { Application } from './application.ts';
import { isRefused, leadsToLogin, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** The health is public; the organisation is for those who are in one, as strangers are with auth.anonymous. */
const grafana: Application = {
	service: 'grafana',
	docs: 'https://grafana.com/docs/grafana/latest/developers/http_api/org/#get-current-organization',
	ports: [3000],
	hinted: (front) => front.title === 'Grafana' || sendsToGrafanaLogin(front),
	paths: ['/api/health', '/api/org'],
	judge(_front, health, organisation) {
		// Gitea and others have a page of that name as well.
		if (textAt(health?.json, 'database') === undefined) return undefined;
		const isIn = organisation?.status === 200 && typeof valueAt(organisation.json, 'id') === 'number';
		const access = isIn ? 'open' : isRefused(organisation) ? 'protected' : 'unknown';
		return { product: 'Grafana', version: plainVersion(textAt(health?.json, 'version')), access };
	},
};

function sendsToGrafanaLogin({ location, cookies, headers }: Page): boolean {
	const leads = /^\/login(?:\?redirectTo=.*)?$/.test(location ?? '');
	return leads && (cookies.has('redirect_to') || headers.get('x-frame-options') === 'deny');
}

/** Prometheus and its helpers have a login for everything (web.config.file), or for nothing. */
const prometheus: Application = {
	service: 'prometheus',
	docs: 'https://prometheus.io/docs/prometheus/latest/querying/api/#build-information',
	ports: [9090],
	hinted: (front) =>
		/^\/(?:classic\/)?(?:graph|query)\/?$/.test(front.location ?? '') ||
		/^Prometheus(?: Time Series\b|$)/.test(front.title),
	paths: ['/api/v1/status/buildinfo'],
	judge(_front, build) {
		const version = textAt(build?.json, 'data', 'version');
		const isGo = textAt(build?.json, 'data', 'goVersion') !== undefined;
		// Thanos answers alike, and its versions begin with 0; so does Mimir, which names itself.
		const isOther = version?.startsWith('0.') || textAt(build?.json, 'data', 'application') !== undefined;
		if (!isGo || version === undefined || isOther) return undefined;
		return { product: 'Prometheus', version: plainVersion(version), access: 'open' };
	},
};

const nodeExporter: Application = {
	service: 'node-exporter',
	docs: 'https://github.com/prometheus/exporter-toolkit/blob/master/docs/web-configuration.md',
	hinted: (front) => front.title === 'Node Exporter',
	judge: ({ title, text }) =>
		title === 'Node Exporter' && text.includes('/metrics')
			? { product: 'node_exporter', version: /\bversion=(\d+(?:\.\d+)+)/.exec(text)?.[1], access: 'open' }
			: undefined,
};

const alertmanager: Application = {
	service: 'alertmanager',
	docs: 'https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml',
	hinted: (front) => front.title === 'Alertmanager',
	paths: ['/api/v2/status'],
	judge(_front, status) {
		if (status?.status !== 200 || textAt(status.json, 'cluster', 'status') === undefined) return undefined;
		const version = plainVersion(textAt(status.json, 'versionInfo', 'version'));
		return { product: 'Alertmanager', version, access: 'open' };
	},
};

const pushgateway: Application = {
	service: 'pushgateway',
	docs: 'https://github.com/prometheus/pushgateway#query-api',
	hinted: (front) => front.title === 'Prometheus Pushgateway',
	paths: ['/api/v1/status'],
	judge(front, status) {
		if (front.title !== 'Prometheus Pushgateway') return undefined;
		const version = plainVersion(textAt(status?.json, 'data', 'build_information', 'version'));
		return { product: 'Pushgateway', version, access: 'open' };
	},
};

/** Asked for no family of metrics, this endpoint tells what every answer begins with. */
const rabbitMqMetrics: Application = {
	service: 'rabbitmq-prometheus',
	docs: 'https://www.rabbitmq.com/docs/prometheus#detailed-endpoint',
	ports: [15_692],
	hinted: ({ server, status }) => server === 'Cowboy' && status === 404,
	paths: ['/metrics/detailed'],
	judge(_front, metrics) {
		const version = /^rabbitmq_build_info\{rabbitmq_version="([^"]+)"/m.exec(metrics?.text ?? '')?.[1];
		return version === undefined ? undefined : { product: 'RabbitMQ', version: plainVersion(version), access: 'open' };
	},
};

/** Kibana and OpenSearch Dashboards: the state is for everybody only where nobody has to log in. */
const kibana: Application = {
	service: 'kibana',
	docs: 'https://www.elastic.co/docs/api/doc/kibana/operation/operation-get-status',
	ports: [5601],
	hinted: (front) => kibanaName(front) !== undefined,
	paths: ['/api/status'],
	judge(front, status) {
		const product = kibanaName(front) ?? kibanaName(status);
		if (product === undefined) return undefined;
		const number = textAt(status?.json, 'version', 'number');
		const wantsLogin = leadsToLogin(front) || isRefused(status) || isRefused(front);
		return {
			product,
			version: plainVersion(number ?? front.headers.get('kbn-version')),
			access: wantsLogin ? 'protected' : status?.status === 200 && number !== undefined ? 'open' : 'unknown',
		};
	},
};

function kibanaName(page: Page | undefined): string | undefined {
	if (page?.headers.has('osd-name')) return 'OpenSearch Dashboards';
	const isKibana = ['kbn-name', 'kbn-version', 'kbn-license-sig'].some((name) => page?.headers.has(name));
	return isKibana ? 'Kibana' : undefined;
}

/** The monitoring port of NATS has no login. */
const natsMonitoring: Application = {
	service: 'nats-monitoring',
	docs: 'https://docs.nats.io/running-a-nats-service/nats_admin/monitoring',
	hinted: (front) => front.text.includes('https://nats.io/favicon.ico'),
	paths: ['/varz'],
	judge(_front, general) {
		const version = textAt(general?.json, 'version');
		if (general?.status !== 200 || version === undefined || textAt(general.json, 'server_id') === undefined) {
			return undefined;
		}
		return { product: 'NATS', version: plainVersion(version), access: 'open' };
	},
};

/** The login, or the page on which a new installation is set up. */
const zabbix: Application = {
	service: 'zabbix-web',
	docs: 'https://www.zabbix.com/documentation/6.0/en/manual/installation/frontend',
	hinted: (front) => isZabbix(front) || /(?:^|\/)(?:zabbix\/?|setup\.php)$/.test(front.location ?? ''),
	paths: ['redirect'],
	judge(front, target) {
		const page = [front, target].find((page) => page?.text.includes('Zabbix SIA'));
		if (page === undefined) return undefined;
		const isSetUp = !page.text.includes('action="setup.php"');
		return {
			product: 'Zabbix',
			version: /jsLoader\.php\?ver=(\d+\.\d+\.\d+)/.exec(page.text)?.[1],
			access: isSetUp && /\bname="password"/.test(page.text) ? 'protected' : 'unknown',
			remark: isSetUp ? undefined : 'shows the page that sets it up',
		};
	},
};

function isZabbix({ cookies, title }: Page): boolean {
	return cookies.has('zbx_session') || cookies.has('zbx_sessionid') || /(?:^|: )Zabbix$/.test(title);
}

/** The web page of Splunk, and its API on another port, which says its version to everybody. */
const splunk: Application = {
	service: 'splunk',
	docs: 'https://docs.splunk.com/Documentation/Splunk/latest/RESTREF/RESTprolog',
	hinted: (front) => /^Splunkd\b/.test(front.server),
	paths: ['redirect', '/services/server/info'],
	judge(front, target, info) {
		if (!/^Splunkd\b/.test(front.server)) return undefined;
		const version = /<generator build="[^"]*" version="(\d+(?:\.\d+)+)"/.exec(front.text)?.[1];
		const wantsLogin = [front, target].some((page) => page !== undefined && leadsToLogin(page)) || info?.status === 401;
		return { product: 'Splunk', version, access: wantsLogin ? 'protected' : 'unknown' };
	},
};

/** What watches machines, and shows what it saw. */
export const monitoring: readonly Application[] = [
	grafana,
	prometheus,
	nodeExporter,
	alertmanager,
	pushgateway,
	rabbitMqMetrics,
	kibana,
	natsMonitoring,
	zabbix,
	splunk,
];
