import type { Application } from './application.ts';
import { isRefused, type Page, plainVersion, textAt } from './page.ts';

/** The manager, with which applications are installed, wants a password or refuses the address; it may not be there. */
const tomcat: Application = {
	service: 'tomcat',
	docs: 'https://tomcat.apache.org/tomcat-10.1-doc/manager-howto.html#Configuring_Manager_Application_Access',
	hinted: (front) => /^Apache Tomcat(?:\/|$)/.test(front.title) || tomcatVersion(front) !== undefined,
	paths: ['/manager/html'],
	judge(front, manager) {
		const isThere = manager?.realm === 'Tomcat Manager Application' || manager?.status === 403;
		const version = [front, manager].map(tomcatVersion).find((version) => version !== undefined);
		return {
			product: 'Apache Tomcat',
			version: version ?? /^Apache Tomcat\/(\d+(?:\.\d+)+)/.exec(front.title)?.[1],
			access: isThere && isRefused(manager) ? 'protected' : 'unknown',
			os: /\(Debian\)<\/h3>/.test(front.text) ? 'Debian' : undefined,
		};
	},
};

/** As its error pages end. */
function tomcatVersion(page: Page | undefined): string | undefined {
	return /<h3>Apache Tomcat\/(\d+(?:\.\d+)+)/.exec(page?.text ?? '')?.[1];
}

/** WildFly and JBoss: the page of the server, and its management on another port. */
const wildFly: Application = {
	service: 'wildfly',
	docs: 'https://docs.wildfly.org/30/Admin_Guide.html#HTTP_Interface_Endpoint',
	ports: [9990],
	hinted: (front) => wildFlyName(front) !== undefined,
	paths: [{ path: '/management', bytes: 4096 }],
	judge(front, management) {
		const version = textAt(management?.json, 'release-version');
		if (management?.status === 200 && version !== undefined) {
			const product = textAt(management.json, 'product-name') ?? 'WildFly';
			return { product, version: textAt(management.json, 'product-version') ?? version, access: 'open' };
		}
		const wantsLogin = management?.status === 401 && management.realm === 'ManagementRealm';
		const product = wildFlyName(front) ?? (wantsLogin ? 'WildFly' : undefined);
		return product === undefined ? undefined : { product, access: wantsLogin ? 'protected' : 'unknown' };
	},
};

function wildFlyName({ title }: Page): string | undefined {
	return /^Welcome to (WildFly|JBoss(?: EAP| AS| Application Server)?)/.exec(title)?.[1];
}

/** Its page for a path that is not there. The console isn't asked for: the first visit would install it. */
const webLogic: Application = {
	service: 'weblogic',
	docs: 'https://docs.oracle.com/en/middleware/standalone/weblogic-server/14.1.1.0/intro/admin_console.html',
	hinted: (front) => isWebLogic(front),
	judge: (front) => (isWebLogic(front) ? { product: 'Oracle WebLogic', access: 'unknown' } : undefined),
};

function isWebLogic({ status, title }: Page): boolean {
	return status === 404 && /^Error 404--Not Found$/.test(title);
}

/** The console of ActiveMQ has a login by default. */
const activeMq: Application = {
	service: 'activemq',
	docs: 'https://activemq.apache.org/components/classic/documentation/web-console',
	hinted: (front) => front.realm === 'ActiveMQRealm' || front.title === 'Apache ActiveMQ',
	paths: [{ path: '/admin/index.jsp', bytes: 8192 }],
	judge(front, admin) {
		if ([front, admin].some((page) => page?.realm === 'ActiveMQRealm'))
			return { product: 'Apache ActiveMQ', access: 'protected' };
		const isConsole = admin?.status === 200 && /\bActiveMQ\b/.test(admin.text);
		const version = /<td>Version<\/td>\s*<td><b>(\d+(?:\.\d+)+)/.exec(admin?.text ?? '')?.[1];
		return { product: 'Apache ActiveMQ', version, access: isConsole ? 'open' : 'unknown' };
	},
};

/** ActiveMQ's successor, whose console is another: its front page sends there. */
const artemis: Application = {
	service: 'activemq',
	docs: 'https://activemq.apache.org/components/artemis/documentation/latest/management-console.html',
	// On the port of others `/console` may be that of WebLogic, which the first visit would install.
	hinted: (front, port) => isArtemis(front) || (port === 8161 && /^\/console\/?$/.test(front.location ?? '')),
	paths: ['/console/'],
	judge: (front, console) =>
		isArtemis(front) || isArtemis(console) ? { product: 'ActiveMQ Artemis', access: 'unknown' } : undefined,
};

function isArtemis(page: Page | undefined): boolean {
	return /^(?:Apache )?ActiveMQ Artemis\b|^Artemis Console$/.test(page?.title ?? '');
}

/** The page is the same for everybody, its API wants a password. */
const rabbitMq: Application = {
	service: 'rabbitmq',
	docs: 'https://www.rabbitmq.com/docs/management#permissions',
	hinted: (front) => front.title === 'RabbitMQ Management',
	paths: ['/api/overview'],
	judge(_front, overview) {
		const version = textAt(overview?.json, 'rabbitmq_version');
		const access = isRefused(overview) ? 'protected' : version === undefined ? 'unknown' : 'open';
		return { product: 'RabbitMQ', version, access };
	},
};

/** The console of GlassFish and Payara. What they serve on other ports has the same `Server` field: that isn't enough. */
const glassFish: Application = {
	service: 'glassfish',
	docs: 'https://github.com/eclipse-ee4j/glassfish/blob/HEAD/appserver/admingui/community-theme/src/main/resources/branding/loginform.inc',
	hinted: (front, port) => port === 4848 || isGlassFish(front),
	judge(front) {
		const image = /\/community-theme\/images\/login-product_name_open\.png"[^>]{0,200}\balt="(Payara)?/.exec(
			front.text,
		);
		if (!image || !/\bname="loginform" action="j_security_check"/.test(front.text)) return undefined;
		// Where the name is filled in, nobody has set a password, and the page logs its visitor in.
		const wantsLogin = /\bid="Login\.username"[^>]{0,100}\bvalue=""/.test(front.text);
		return {
			product: image[1] || /^Payara\b/.test(front.server) ? 'Payara Server' : 'GlassFish',
			version: glassFishVersion(front),
			access: wantsLogin ? 'protected' : 'unknown',
		};
	},
};

/** The same on its port, where it shows no login: while it starts, or where nobody may use it from another machine. */
const glassFishPort: Application = {
	service: 'glassfish',
	docs: glassFish.docs,
	hinted: (front, port) => port === 4848 && isGlassFish(front),
	judge(front) {
		if (!isGlassFish(front)) return undefined;
		const product = /^Payara\b/.test(front.server) ? 'Payara Server' : 'GlassFish';
		return { product, version: glassFishVersion(front), access: 'unknown' };
	},
};

function isGlassFish({ server }: Page): boolean {
	return /^(?:GlassFish Server\b|Eclipse GlassFish\b|Payara Server\b)/.test(server);
}

function glassFishVersion(front: Page): string | undefined {
	return isGlassFish(front) ? plainVersion(front.server) : undefined;
}

/** Application servers and message brokers with their consoles. */
export const javaServers: readonly Application[] = [
	tomcat,
	wildFly,
	webLogic,
	activeMq,
	artemis,
	rabbitMq,
	glassFish,
	glassFishPort,
];
