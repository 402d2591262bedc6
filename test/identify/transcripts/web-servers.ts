import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;

const basic = (realm: string) => answer('401 Unauthorized', [`WWW-Authenticate: Basic realm="${realm}"`]);

const glassFish = 'Server: Eclipse GlassFish  6.2.5';

const glassFishLogin = (product: string, user: string) =>
	`<html><head><title>Login</title></head><img id="sun_image11" src="/resource/community-theme/images/login-product_name_open.png" alt="${product}" height="42" width="329" border="0" /><form method="POST" class="form" name="loginform" action="j_security_check" autocomplete="off"><input type="text" name="j_username" id="Login.username" tabindex="1" value="${user}"><input type="password" name="j_password" id="Login.password" tabindex="2">`;

export default [
	{
		name: 'a Tomcat that has nothing at its front door',
		source: 'tomcat10 10.1.60, recorded and shortened',
		port: 8080,
		answers: site({
			'/': html(
				'<!doctype html><title>HTTP Status 404 – Not Found</title><hr class="line" /><h3>Apache Tomcat/10.1.60 (Debian)</h3>',
				'404 ',
			),
			'/manager/html': basic('Tomcat Manager Application'),
		}),
		...rest,
		identity: { service: 'tomcat', product: 'Apache Tomcat', access: 'protected' },
	},
	{
		name: 'a Tomcat without a manager',
		source: 'Tomcat 9.0, welcome page shortened',
		port: 8080,
		answers: site({
			'/': html('<!DOCTYPE html><html lang="en"><head><title>Apache Tomcat/9.0.80</title></head></html>'),
		}),
		...rest,
		identity: { service: 'tomcat', version: '9.0.80', access: 'unknown' },
	},
	{
		name: 'the page of a WildFly',
		source: 'WildFly 30, welcome content shortened',
		port: 8080,
		answers: site({ '/': html('<html><head><title>Welcome to WildFly</title></head></html>') }),
		...rest,
		identity: { service: 'wildfly', product: 'WildFly', access: 'unknown' },
	},
	{
		name: 'the management of a WildFly',
		source: 'WildFly 30 Admin Guide, HTTP management endpoint',
		port: 9990,
		answers: site({
			'/': redirect('/console'),
			'/management': answer('401 Unauthorized', [
				'WWW-Authenticate: Digest realm="ManagementRealm", nonce="AAAA", algorithm=MD5',
			]),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'wildfly', access: 'protected' },
	},
	{
		name: 'the management of a JBoss that asks nobody',
		source: 'WildFly 30 Admin Guide, attributes of the root resource',
		port: 9990,
		answers: site({
			'/': redirect('/console'),
			'/management': json({
				'product-name': 'WildFly',
				'product-version': '30.0.1.Final',
				'release-version': '22.0.2.Final',
			}),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'wildfly', product: 'WildFly', version: '30.0.1.Final', access: 'open' },
	},
	{
		name: 'a WebLogic',
		source: 'WebLogic Server 12.2, page for what is not found, shortened',
		port: 7001,
		answers: site({
			'/': html(
				'<!DOCTYPE HTML><HTML><HEAD><TITLE>Error 404--Not Found</TITLE></HEAD><H3>From RFC 2068 <i>Hypertext Transfer Protocol -- HTTP/1.1</i>:</H3>',
				'404 Not Found',
			),
		}),
		...rest,
		identity: { service: 'weblogic', product: 'Oracle WebLogic', access: 'unknown' },
	},
	{
		name: 'a console of ActiveMQ',
		source: 'ActiveMQ 5.17, jetty.xml: realm ActiveMQRealm',
		port: 8161,
		answers: site({ '/': basic('ActiveMQRealm') }),
		...rest,
		identity: { service: 'activemq', product: 'Apache ActiveMQ', access: 'protected' },
	},
	{
		name: 'a console of ActiveMQ whose login was taken out',
		source: 'ActiveMQ 5.15, index.jsp of the console shortened',
		port: 8161,
		answers: site({
			'/': html('<html><head><title>Apache ActiveMQ</title></head></html>'),
			'/admin/index.jsp': html(
				'<title>localhost : ActiveMQ Console</title><tr>\n<td>Version</td>\n<td><b>5.15.9</b></td></tr>',
			),
		}),
		...rest,
		identity: { service: 'activemq', version: '5.15.9', access: 'open' },
	},
	{
		name: 'a console of ActiveMQ Artemis',
		source: 'Artemis, redirection of its bootstrap.xml and index.html of its console, shortened',
		port: 8161,
		answers: site({
			'/': redirect('console'),
			'/console/': html('<!DOCTYPE html><html lang="en"><head><title>Artemis Console</title></head></html>'),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'activemq', product: 'ActiveMQ Artemis', access: 'unknown' },
	},
	{
		name: 'the console of a GlassFish',
		source: 'Eclipse GlassFish 6.2, branding/loginform.inc of its console, shortened',
		port: 4848,
		answers: site({ '/': html(glassFishLogin('GlassFish Server Open Source Edition', ''), '200 OK', glassFish) }),
		otherwise: notFound,
		connections: { usual: 2, elsewhere: 2 },
		identity: { service: 'glassfish', product: 'GlassFish', version: '6.2.5', access: 'protected' },
	},
	{
		name: 'the console of a GlassFish without a password',
		source: 'GlassFish 5.0, branding/loginform.inc of its console where byPassLogin is set, shortened',
		port: 4848,
		answers: site({
			'/': html(
				glassFishLogin('GlassFish Server Open Source Edition', 'admin'),
				'200 OK',
				'Server: GlassFish Server Open Source Edition  5.0',
			),
		}),
		otherwise: notFound,
		connections: { usual: 2, elsewhere: 2 },
		identity: { service: 'glassfish', product: 'GlassFish', version: '5.0', access: 'unknown' },
	},
	{
		name: 'the console of a Payara',
		source: 'Payara 5.184, branding/loginform.inc of its console, shortened',
		port: 4848,
		answers: site({
			'/': html(
				glassFishLogin('Payara Server Open Source Edition', ''),
				'200 OK',
				'Server: Payara Server  5.184 #badassfish',
			),
		}),
		otherwise: notFound,
		connections: { usual: 2, elsewhere: 2 },
		identity: { service: 'glassfish', product: 'Payara Server', version: '5.184', access: 'protected' },
	},
	{
		name: 'the console of a GlassFish while it starts',
		source: 'Eclipse GlassFish 6.2, AdminConsoleAdapter.java: status 202 until it is loaded',
		port: 4848,
		answers: site({
			'/': html('<title>The Admin Console is starting. Please wait.</title>', '202 Accepted', glassFish),
		}),
		otherwise: notFound,
		connections: { usual: 2 },
		identity: { service: 'glassfish', version: '6.2.5', access: 'unknown' },
	},
	{
		name: 'an application on GlassFish',
		source: 'written for this test: what is served has the Server field, and may have a login',
		port: 8080,
		answers: site({
			'/': html('<title>Shop</title><form name="loginform" action="j_security_check">', '200 OK', glassFish),
		}),
		...rest,
		identity: { service: 'http', remark: 'Shop' },
	},
	{
		name: 'a YARN that takes jobs from everybody',
		source: 'Hadoop 3.3 documentation, ResourceManager REST API',
		port: 8088,
		answers: site({
			'/': redirect('/cluster'),
			'/ws/v1/cluster/info': json({
				clusterInfo: { id: 1, state: 'STARTED', resourceManagerVersion: '3.3.6', hadoopVersion: '3.3.6' },
			}),
		}),
		...rest,
		identity: { service: 'yarn', product: 'Hadoop YARN', version: '3.3.6', access: 'open' },
	},
	{
		name: 'a NameNode of HDFS',
		source: 'Hadoop 3.3 documentation, JMX servlet',
		port: 9870,
		answers: site({
			'/': html(
				'<html><head><meta http-equiv="REFRESH" content="0;url=dfshealth.html" /><title>Hadoop Administration</title></head></html>',
			),
			'/jmx?get=Hadoop:service=NameNode,name=NameNodeInfo::SoftwareVersion': json({
				beans: [{ name: 'Hadoop:service=NameNode,name=NameNodeInfo', SoftwareVersion: '3.3.6' }],
			}),
		}),
		...rest,
		identity: { service: 'hadoop', product: 'HDFS NameNode', version: '3.3.6', access: 'open' },
	},
	{
		name: 'a port of Hadoop for programs, which is no web page',
		source: 'Hadoop 3.3, Server.java (RECEIVED_HTTP_REQ_RESPONSE)',
		port: 8020,
		answers: [
			[
				/^GET /,
				'HTTP/1.1 404 Not Found\r\nContent-type: text/plain\r\n\r\nIt looks like you are making an HTTP request to a Hadoop IPC port. This is not the correct port for the web interface on this daemon.\r\n',
				'hangs up',
			],
		],
		connections,
		identity: { service: 'hadoop', product: 'Hadoop', version: undefined, access: 'unknown' },
	},
	{
		name: 'the master of a Spark',
		source: 'Spark 3.5, UIUtils.scala, shortened',
		port: 8080,
		answers: site({
			'/': html(
				'<!DOCTYPE html><html><head><title>Spark Master at spark://one:7077</title></head><img src="/static/spark-logo-77x50px-hd.png"/><span class="version" style="margin-right: 15px;">3.5.0</span></html>',
			),
		}),
		...rest,
		identity: { service: 'spark', product: 'Spark master', version: '3.5.0', access: 'open' },
	},
	{
		name: 'a Flink',
		source: 'Flink 1.18 REST API, /config',
		port: 8081,
		answers: site({
			'/': html('<!doctype html><html lang="en"><head><title>Apache Flink Web Dashboard</title></head></html>'),
			'/config': json({ 'refresh-interval': 3000, 'flink-version': '1.18.0', features: { 'web-submit': true } }),
		}),
		...rest,
		identity: { service: 'flink', product: 'Apache Flink', version: '1.18.0', access: 'open' },
	},
	{
		name: 'an Airflow 2',
		source: 'Airflow 2.7 stable REST API, version; webserver',
		port: 8080,
		answers: site({
			'/': redirect('/home', 'Server: gunicorn'),
			'/api/v1/version': json({ git_version: '.release:aa57c', version: '2.7.3' }),
			'/home': redirect('/login/?next=http%3A%2F%2F192.0.2.1%3A8080%2Fhome', 'Server: gunicorn'),
		}),
		...rest,
		identity: { service: 'airflow', product: 'Apache Airflow', version: '2.7.3', access: 'protected' },
	},
	{
		name: 'an Airflow 3',
		source: 'Airflow 3.0 stable REST API, version',
		port: 8080,
		answers: site({
			'/': html(
				'<!doctype html><html lang="en"><head><title>Airflow 3.0</title></head></html>',
				'200 OK',
				'Server: uvicorn',
			),
			'/api/v2/version': json({ version: '3.0.1', git_version: '.release:bc3d' }),
			'/api/v2/dags?limit=1': json({ detail: 'Not authenticated' }, '401 Unauthorized'),
		}),
		...rest,
		identity: { service: 'airflow', version: '3.0.1', access: 'protected' },
	},
	{
		name: 'a Ray dashboard',
		source: 'Ray 2.9, dashboard/head.py',
		port: 8265,
		answers: site({
			'/': html('<!doctype html><html lang="en"><head><title>Ray Dashboard</title></head></html>'),
			'/api/version': json({ version: '4', ray_version: '2.9.0', ray_commit: '9be5' }),
		}),
		...rest,
		identity: { service: 'ray', product: 'Ray', version: '2.9.0', access: 'open' },
	},
	{
		name: 'a Jenkins that shows nothing to strangers',
		source: 'Jenkins 2.426, answer without the right to read, shortened',
		port: 8080,
		answers: site({
			'/': html(
				"<html><head><meta http-equiv='refresh' content='1;url=/login?from=%2F'/></head><body>Authentication required</body></html>",
				'403 Forbidden',
				'X-Jenkins: 2.426.1',
				'Server: Jetty(10.0.18)',
			),
		}),
		...rest,
		identity: { service: 'jenkins', product: 'Jenkins', version: '2.426.1', access: 'protected' },
	},
	{
		name: 'a Jenkins that strangers may read',
		source: 'Jenkins 2.426, dashboard shortened',
		port: 8080,
		answers: site({ '/': html('<title>Dashboard [Jenkins]</title>', '200 OK', 'X-Jenkins: 2.426.1') }),
		...rest,
		identity: { service: 'jenkins', access: 'open' },
	},
	{
		name: 'a GitLab',
		source: 'GitLab 16, front page without a session',
		port: 80,
		answers: site({
			'/': redirect(
				'http://gitlab.example.com/users/sign_in',
				'X-Gitlab-Meta: {"correlation_id":"01HG","version":"1"}',
				'Set-Cookie: _gitlab_session=4d2f; path=/; HttpOnly',
			),
		}),
		...rest,
		identity: { service: 'gitlab', product: 'GitLab' },
	},
	{
		name: 'a Gitea',
		source: 'Gitea 1.21 API, version',
		port: 3000,
		answers: site({
			'/': html(
				'<!DOCTYPE html><html><head><title>Gitea: Git with a cup of tea</title></head></html>',
				'200 OK',
				'Set-Cookie: i_like_gitea=5c3d; Path=/; HttpOnly; SameSite=Lax',
			),
			'/api/v1/version': json({ version: '1.21.3' }),
		}),
		...rest,
		identity: { service: 'gitea', product: 'Gitea', version: '1.21.3', access: 'unknown' },
	},
	{
		name: 'a Forgejo that wants a login',
		source: 'Forgejo 7.0 API, version; REQUIRE_SIGNIN_VIEW',
		port: 3000,
		answers: site({
			'/': answer('303 See Other', ['Location: /user/login', 'Set-Cookie: i_like_gitea=5c3d; Path=/; HttpOnly']),
			'/api/v1/version': json({ version: '7.0.4+gitea-1.22.0' }),
		}),
		...rest,
		identity: { service: 'gitea', product: 'Forgejo', version: '7.0.4', access: 'protected' },
	},
	{
		name: 'a Nexus',
		source: 'Nexus Repository 3.37, page shortened',
		port: 8081,
		answers: site({
			'/': html(
				'<!DOCTYPE html><html><head><title>Nexus Repository Manager</title></head></html>',
				'200 OK',
				'Server: Nexus/3.37.3-02 (OSS)',
			),
		}),
		...rest,
		identity: { service: 'nexus', product: 'Nexus Repository', version: '3.37.3', access: 'unknown' },
	},
	{
		name: 'a SonarQube',
		source: 'SonarQube 9.9 web API, api/server/version and api/authentication/validate',
		port: 9000,
		answers: site({
			'/': html('<!DOCTYPE html><html lang="en"><head><title>SonarQube</title></head></html>'),
			'/api/server/version': answer('200 OK', ['Content-Type: text/plain'], '9.9.0.65466'),
			'/api/authentication/validate': json({ valid: false }),
		}),
		...rest,
		identity: { service: 'sonarqube', product: 'SonarQube', version: '9.9.0.65466', access: 'protected' },
	},
	{
		name: 'a SonarQube that everybody may read',
		source: 'SonarQube 7.9 web API, ValidateAction.java: no forced authentication',
		port: 9000,
		answers: site({
			'/': html('<!DOCTYPE html><html lang="en"><head><title>SonarQube</title></head></html>'),
			'/api/server/version': answer('200 OK', ['Content-Type: text/plain'], '7.9.6.41879'),
			'/api/authentication/validate': json({ valid: true }),
		}),
		...rest,
		identity: { service: 'sonarqube', access: 'open' },
	},
	{
		name: 'a JupyterHub',
		source: 'JupyterHub 4.0, front page without a session',
		port: 8000,
		answers: site({ '/': redirect('/hub/', 'Server: TornadoServer/6.3.3', 'X-JupyterHub-Version: 4.0.2') }),
		...rest,
		identity: { service: 'jupyter', product: 'JupyterHub', version: '4.0.2', access: 'protected' },
	},
	{
		name: 'an Ollama',
		source: 'Ollama 0.3 API, version',
		port: 11_434,
		answers: site({
			'/': answer('200 OK', ['Content-Type: text/plain; charset=utf-8'], 'Ollama is running'),
			'/api/version': json({ version: '0.3.12' }),
		}),
		...rest,
		identity: { service: 'ollama', product: 'Ollama', version: '0.3.12', access: 'open' },
	},
	{
		name: 'a ComfyUI',
		source: 'ComfyUI 0.3, server.py: /system_stats',
		port: 8188,
		answers: site({
			'/': html('<!doctype html><html lang="en"><head><title>ComfyUI</title></head></html>'),
			'/system_stats': json({
				system: { os: 'posix', comfyui_version: '0.3.10', python_version: '3.12.3' },
				devices: [],
			}),
		}),
		...rest,
		identity: { service: 'comfyui', product: 'ComfyUI', version: '0.3.10', access: 'open' },
	},
	{
		name: 'a Selenium Grid 4',
		source: 'Selenium 4 documentation, Grid endpoints',
		port: 4444,
		answers: site({
			'/': answer('301 Moved Permanently', ['Location: /ui/']),
			'/status': json({
				value: {
					ready: true,
					message: 'Selenium Grid ready.',
					nodes: [{ id: '7d3a', version: '4.15.0 (revision 1d14b5521b)' }],
				},
			}),
		}),
		...rest,
		identity: { service: 'selenium', product: 'Selenium', version: '4.15.0', access: 'open' },
	},
	{
		name: 'a Selenium Grid 3',
		source: 'Selenium 3.141, hub status',
		port: 4444,
		answers: site({
			'/': html('<html><head><title>Selenium Grid Hub v.3.141.59</title></head></html>'),
			'/wd/hub/status': json({
				status: 0,
				value: { ready: true, message: 'Hub has capacity', build: { version: '3.141.59' } },
			}),
		}),
		...rest,
		identity: { service: 'selenium', version: '3.141.59', access: 'open' },
	},
	{
		name: 'a MinIO',
		source: 'MinIO RELEASE.2023-11, error of the S3 API',
		port: 9000,
		answers: site({
			'/': answer(
				'403 Forbidden',
				['Server: MinIO', 'Content-Type: application/xml'],
				'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied.</Message><Resource>/</Resource></Error>',
			),
		}),
		...rest,
		identity: { service: 'minio', product: 'MinIO', access: 'protected' },
	},
	{
		name: 'the console of a MinIO',
		source: 'MinIO console 0.41, /api/v1/login',
		port: 9001,
		answers: site({
			'/': html(
				'<!doctype html><html lang="en"><head><title>MinIO Console</title></head></html>',
				'200 OK',
				'Server: MinIO Console',
			),
			'/api/v1/login': json({ loginStrategy: 'form', redirectRules: [] }),
		}),
		...rest,
		identity: { service: 'minio', product: 'MinIO console', access: 'protected' },
	},
	{
		name: 'a WinRM',
		source:
			'http.sys of Windows Server 2019: not found; that /wsman answers 405 follows from its taking POST only (RFC 9110, 15.5.6), and was not recorded',
		port: 5985,
		answers: site({
			'/': html('<HTML><HEAD><TITLE>Not Found</TITLE></HEAD></HTML>', '404 Not Found', 'Server: Microsoft-HTTPAPI/2.0'),
			'/wsman': answer('405 Method Not Allowed', ['Allow: POST', 'Server: Microsoft-HTTPAPI/2.0']),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'winrm', access: 'unknown', os: 'Windows' },
	},
	{
		name: 'another program on http.sys',
		source: 'http.sys of Windows Server 2019',
		port: 5985,
		answers: [
			[
				/^GET /,
				html('<HTML><HEAD><TITLE>Not Found</TITLE></HEAD></HTML>', '404 Not Found', 'Server: Microsoft-HTTPAPI/2.0'),
			],
		],
		...rest,
		identity: { service: 'http', product: 'Microsoft HTTPAPI' },
	},
	{
		name: 'a Squid',
		source: 'squid 5.7, recorded and shortened',
		port: 3128,
		answers: [
			[
				/^GET \/ HTTP/,
				html(
					'<title>ERROR: The requested URL could not be retrieved</title>',
					'400 Bad Request',
					'Server: squid/5.7',
					'X-Squid-Error: ERR_INVALID_URL 0',
					'Via: 1.1 vm (squid/5.7)',
					'Connection: close',
				),
				'hangs up',
			],
		],
		...rest,
		identity: { service: 'squid', product: 'Squid', version: '5.7', access: 'unknown' },
	},
	{
		name: 'a web server behind a Squid',
		source: 'squid 5.7 as an accelerator, by its documentation',
		port: 80,
		answers: site({
			'/': html('<title>Shop</title>', '200 OK', 'Server: Apache', 'X-Cache: MISS from vm', 'Via: 1.1 vm (squid/5.7)'),
		}),
		...rest,
		identity: { service: 'http', product: 'Apache', remark: 'Shop' },
	},
	{
		name: 'a Traefik with its dashboard',
		source: 'Traefik 2.10, api.insecure: true',
		port: 8080,
		answers: site({
			'/': redirect('/dashboard/'),
			'/api/version': json({ Version: '2.10.5', Codename: 'saintmarcelin', startDate: '2023-11-20T10:00:00Z' }),
		}),
		...rest,
		identity: { service: 'traefik', product: 'Traefik', version: '2.10.5', access: 'open' },
	},
	{
		name: 'a HAProxy with its statistics behind a path',
		source: 'haproxy 2.6.12, recorded and shortened',
		port: 8404,
		answers: site({
			'/': html(
				'<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
				'503 Service Unavailable',
			),
			'/stats': html(
				'<html><head><title>Statistics Report for HAProxy</title></head><body><h1><a href="http://www.haproxy.org/">HAProxy version 2.6.12-1+deb12u4, released 2026/10/17</a></h1>',
			),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'haproxy', version: '2.6.12', access: 'open' },
		evidence: /GET \/stats answered: HTTP\/1\.1 200 OK, HAProxy version 2\.6\.12-1\+deb12u4/,
	},
] satisfies readonly Transcript[];
