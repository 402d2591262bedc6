import type { Application } from './application.ts';
import { isRefused, leadsToLogin, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** YARN takes jobs from everybody unless the cluster has Kerberos, which then guards its pages too. */
const yarn: Application = {
	service: 'yarn',
	docs: 'https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/ResourceManagerRest.html#Cluster_Information_API',
	hinted: (front) => /^\/cluster\/?$/.test(front.location ?? ''),
	paths: ['/ws/v1/cluster/info'],
	judge(_front, info) {
		const version = textAt(info?.json, 'clusterInfo', 'hadoopVersion');
		if (version !== undefined) return { product: 'Hadoop YARN', version: plainVersion(version), access: 'open' };
		return info?.status === 401 ? { product: 'Hadoop YARN', access: 'protected' } : undefined;
	},
};

/** One value of what the NameNode publishes about itself, which Kerberos guards together with its pages. */
const hdfs: Application = {
	service: 'hadoop',
	docs: 'https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/HttpAuthentication.html',
	ports: [9870, 50_070],
	hinted: ({ title, text }) => title === 'Hadoop Administration' || /\bdfshealth\.(?:html|jsp)\b/.test(text),
	paths: ['/jmx?get=Hadoop:service=NameNode,name=NameNodeInfo::SoftwareVersion'],
	judge(front, bean) {
		const version = textAt(bean?.json, 'beans', 0, 'SoftwareVersion');
		if (version !== undefined) return { product: 'HDFS NameNode', version: plainVersion(version), access: 'open' };
		return front.title === 'Hadoop Administration' && bean?.status === 401
			? { product: 'HDFS NameNode', access: 'protected' }
			: undefined;
	},
};

const ipcWords = 'It looks like you are making an HTTP request to a Hadoop IPC port.';

/** Where its own programs talk to Hadoop, which says to browsers that they are wrong there. */
const hadoopIpc: Application = {
	service: 'hadoop',
	docs: 'https://github.com/apache/hadoop/blob/trunk/hadoop-common-project/hadoop-common/src/main/java/org/apache/hadoop/ipc/Server.java',
	hinted: (front) => front.text.startsWith(ipcWords),
	judge: (front) => (front.text.startsWith(ipcWords) ? { product: 'Hadoop', access: 'unknown' } : undefined),
};

const sparkTitle = /^Spark (Master|Worker) at spark:|^(History Server)$| - Spark (Jobs)$/;

/** Spark's pages are for everybody unless a filter for them is set up. */
const spark: Application = {
	service: 'spark',
	docs: 'https://spark.apache.org/docs/latest/security.html#web-ui',
	hinted: (front) => sparkTitle.test(front.title),
	judge({ title, text, status }) {
		const [, role] = sparkTitle.exec(title) ?? [];
		if (status !== 200 || !/\bspark-logo\b/.test(text)) return undefined;
		const version = /<span class="version"[^>]{0,100}>(\d+(?:\.\d+)+)/.exec(text)?.[1];
		return { product: role === undefined ? 'Spark' : `Spark ${role.toLowerCase()}`, version, access: 'open' };
	},
};

/** Flink's page takes programs from whoever reaches it; it has no login of its own. */
const flink: Application = {
	service: 'flink',
	docs: 'https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/security/security-ssl/#external--rest-connectivity',
	hinted: (front) => front.title === 'Apache Flink Web Dashboard',
	paths: ['/config'],
	judge(_front, config) {
		const version = textAt(config?.json, 'flink-version');
		return {
			product: 'Apache Flink',
			version: plainVersion(version),
			access: version === undefined ? 'unknown' : 'open',
		};
	},
};

/** Airflow 2: the version is public; the home page sends to the login unless strangers have a role. */
const airflow2: Application = {
	service: 'airflow',
	docs: 'https://airflow.apache.org/docs/apache-airflow-providers-fab/stable/auth-manager/webserver-authentication.html',
	hinted: ({ location, server, title }) =>
		(location === '/home' && /^gunicorn\b/.test(server)) || /^(?:Sign In|DAGs) - Airflow$/.test(title),
	paths: ['/api/v1/version', '/home'],
	judge(_front, version, home) {
		if (!isAirflow(version)) return undefined;
		const isIn = home?.status === 200 && /^DAGs - /.test(home.title);
		const wantsLogin = home !== undefined && (leadsToLogin(home) || isRefused(home));
		const access = isIn ? 'open' : wantsLogin ? 'protected' : 'unknown';
		return { product: 'Apache Airflow', version: plainVersion(textAt(version?.json, 'version')), access };
	},
};

/** Airflow 3: its page is a program in the browser, and its API wants a token. */
const airflow3: Application = {
	service: 'airflow',
	docs: 'https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html',
	hinted: (front) => /^Airflow(?: 3\.\d+)?$/.test(front.title),
	paths: ['/api/v2/version', { path: '/api/v2/dags?limit=1', bytes: 1024 }],
	judge(_front, version, dags) {
		if (!isAirflow(version)) return undefined;
		const access = isRefused(dags) ? 'protected' : dags?.status === 200 ? 'open' : 'unknown';
		return { product: 'Apache Airflow', version: plainVersion(textAt(version?.json, 'version')), access };
	},
};

function isAirflow(page: Page | undefined): boolean {
	return textAt(page?.json, 'version') !== undefined && valueAt(page?.json, 'git_version') !== undefined;
}

/** Ray takes jobs from whoever reaches its dashboard; since 2.52 it can want a token. */
const ray: Application = {
	service: 'ray',
	docs: 'https://docs.ray.io/en/latest/ray-security/token-auth.html',
	hinted: (front) => front.title === 'Ray Dashboard',
	paths: ['/api/version'],
	judge(_front, api) {
		const version = textAt(api?.json, 'ray_version');
		const access = isRefused(api) ? 'protected' : version === undefined ? 'unknown' : 'open';
		return { product: 'Ray', version: plainVersion(version), access };
	},
};

/** What runs the jobs it is given, on many machines. */
export const jobs: readonly Application[] = [yarn, hdfs, hadoopIpc, spark, flink, airflow2, airflow3, ray];
