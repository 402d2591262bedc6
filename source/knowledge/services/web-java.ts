import { onLinux, type ServiceEntry, type Step, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';

/** Debian 12 and 13 have version 10, Debian 13 has 11 too. */
const eachTomcat = (steps: (version: number) => readonly Step[]): readonly Step[] =>
	[10, 11].flatMap((version) =>
		when(`tomcat${version}`, [
			{ kind: 'say', text: `If it is tomcat${version} (systemctl list-units "tomcat*" tells):` },
			...steps(version),
		]),
	);

const tomcatConnector = ['<Connector port="8080" protocol="HTTP/1.1" address="127.0.0.1" />'];

const tomcat: ServiceEntry = {
	id: 'tomcat',
	name: 'Apache Tomcat',
	category: 'web',
	doors: [],
	alsoAt: [
		{
			port: 8080,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Its manager installs programs, if its password is guessed',
		},
	],
	what: 'A server for web applications in Java.',
	risk: 'The applications on it may be meant for everybody; its manager is not: who guesses that password installs a program of their own and runs commands. Old versions have flaws of their own, so updates matter.',
	need: 'A web server in front of it, on the same machine or in the same network.',
	instructions: {
		stop: {
			debian: eachTomcat((version) => [{ kind: 'run', command: `systemctl disable --now tomcat${version}` }]),
			rhel: [{ kind: 'run', command: 'systemctl disable --now tomcat' }],
		},
		bind: {
			debian: eachTomcat((version) => [
				{ kind: 'edit', file: `/etc/tomcat${version}/server.xml`, lines: tomcatConnector, byHand: 'It is XML' },
				{ kind: 'run', command: `systemctl restart tomcat${version}` },
			]),
			rhel: [
				{ kind: 'edit', file: '/etc/tomcat/server.xml', lines: tomcatConnector, byHand: 'It is XML' },
				{ kind: 'run', command: 'systemctl restart tomcat' },
			],
		},
		harden: {
			debian: [
				{ kind: 'say', text: 'If nobody uses the manager, take it away:' },
				...eachTomcat((version) => [{ kind: 'run', command: `apt-get remove tomcat${version}-admin` }]),
			],
		},
	},
	sources: [
		'https://tomcat.apache.org/tomcat-10.1-doc/manager-howto.html',
		'https://tomcat.apache.org/tomcat-10.1-doc/config/http.html',
		fedoraPackage('tomcat'),
	],
};

const wildFly: ServiceEntry = {
	id: 'wildfly',
	name: 'WildFly or JBoss',
	category: 'web',
	doors: [],
	alsoAt: [
		{ port: 9990, protocol: 'tcp', severity: 'high', why: 'The management of a Java server, which installs programs' },
	],
	what: 'A server for web applications in Java; 9990 is its management, 8080 its applications.',
	risk: 'Who gets into the management installs programs and runs commands. It has a login unless somebody removed it, and listens on this machine only unless it was told otherwise; old JBoss servers had pages that needed none, and ransomware came through them.',
	need: 'Administrators on the same machine or through a tunnel.',
	instructions: {
		bind: onLinux([
			{ kind: 'say', text: 'Start it without -bmanagement, or with this one:' },
			{ kind: 'run', command: 'bin/standalone.sh -bmanagement=127.0.0.1' },
		]),
	},
	sources: ['https://docs.wildfly.org/30/Admin_Guide.html'],
};

/** Servers for web applications in Java. */
export const webJava: readonly ServiceEntry[] = [tomcat, wildFly];
