import { onLinux, type ServiceEntry, type Step } from '../entry.ts';

const jenkins: ServiceEntry = {
	id: 'jenkins',
	name: 'Jenkins',
	category: 'development',
	doors: [],
	alsoAt: [
		{
			port: 8080,
			protocol: 'tcp',
			severity: 'high',
			why: 'Builds and deploys your software; its console runs any command',
		},
	],
	what: 'A server that builds, tests and deploys software.',
	risk: "It holds the keys to your code and your servers, and who may configure a job runs commands. In 2024 a flaw (CVE-2024-23897) let strangers read files of the server, and it was used in attacks. If it needs no login, it is everybody's.",
	need: 'Developers, through a VPN or behind a web server with HTTPS, and services that report changes to it.',
	instructions: {
		stop: {
			...onLinux([{ kind: 'run', command: 'systemctl disable --now jenkins' }]),
			windows: [{ kind: 'run', command: 'Stop-Service Jenkins\nSet-Service Jenkins -StartupType Disabled' }],
		},
		bind: onLinux([
			{
				kind: 'write',
				file: '/etc/systemd/system/jenkins.service.d/override.conf',
				lines: ['[Service]', 'Environment="JENKINS_LISTEN_ADDRESS=127.0.0.1"'],
			},
			{ kind: 'run', command: 'systemctl daemon-reload\nsystemctl restart jenkins' },
		]),
		pitfalls: [
			'Jenkins from before 2.332.1 (weekly releases: 2.335) takes its options from /etc/default/jenkins or /etc/sysconfig/jenkins.',
			'The right to read for anonymous users shows strangers what is built, and often more than was meant.',
		],
	},
	sources: [
		'https://www.jenkins.io/doc/book/system-administration/systemd-services/',
		'https://www.jenkins.io/security/advisory/2024-01-24/',
	],
};

const stopGitLab: readonly Step[] = [
	{ kind: 'say', text: 'All of it, if it is the package that GitLab itself offers:' },
	{ kind: 'run', command: 'gitlab-ctl stop\nsystemctl disable gitlab-runsvdir' },
];

const bindGitLab: readonly Step[] = [
	{
		kind: 'say',
		text: 'If it is the package that GitLab itself offers, which has its own web server; this takes a minute or two:',
	},
	{ kind: 'edit', file: '/etc/gitlab/gitlab.rb', lines: ["nginx['listen_addresses'] = ['127.0.0.1']"] },
	{ kind: 'run', command: 'gitlab-ctl reconfigure' },
];

const gitLab: ServiceEntry = {
	id: 'gitlab',
	name: 'GitLab',
	category: 'development',
	doors: [],
	alsoAt: [
		{
			port: 80,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Your code; old versions were taken over without a password',
		},
		{
			port: 443,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Your code; old versions were taken over without a password',
		},
	],
	what: 'A server for source code, with reviews and builds.',
	risk: 'It is often public on purpose, and then its updates must be quick: flaws let strangers run commands (CVE-2021-22205) or take over accounts (CVE-2023-7028), and both were used in attacks. Who can sign up sees what is marked internal.',
	need: 'Developers; everybody, if you publish code on it.',
	instructions: {
		stop: { debian: stopGitLab, rhel: stopGitLab },
		bind: { debian: bindGitLab, rhel: bindGitLab },
		pages: { bind: 'https://docs.gitlab.com/omnibus/settings/nginx/' },
	},
	sources: [
		'https://docs.gitlab.com/administration/geo/disaster_recovery/',
		'https://docs.gitlab.com/omnibus/settings/nginx/',
		'https://about.gitlab.com/releases/2021/04/14/security-release-gitlab-13-10-3-released/',
		'https://about.gitlab.com/releases/2024/01/11/critical-security-release-gitlab-16-7-2-released/',
	],
};

const gitea: ServiceEntry = {
	id: 'gitea',
	name: 'Gitea or Forgejo',
	category: 'development',
	doors: [],
	alsoAt: [
		{
			port: 3000,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Your code; who can sign up may see and run more than you think',
		},
	],
	what: 'A small server for source code, with reviews and builds.',
	risk: 'It is often public on purpose. Unless that is switched off, everybody may sign up, see what is not private and use your disk; while it is not set up, who comes first becomes its owner.',
	need: 'Developers; everybody, if you publish code on it.',
	instructions: {
		bind: onLinux([
			{ kind: 'edit', file: '/etc/gitea/app.ini', section: ['[server]'], lines: ['HTTP_ADDR = 127.0.0.1'] },
			{ kind: 'run', command: 'systemctl restart gitea' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Nobody signs up by himself, and nothing is shown without a login:' },
			{
				kind: 'edit',
				file: '/etc/gitea/app.ini',
				section: ['[service]'],
				lines: ['DISABLE_REGISTRATION = true', 'REQUIRE_SIGNIN_VIEW = true'],
			},
			{ kind: 'run', command: 'systemctl restart gitea' },
		]),
		pitfalls: ['Forgejo has the same settings in /etc/forgejo/app.ini, and containers have them in their own volume.'],
	},
	sources: ['https://docs.gitea.com/administration/config-cheat-sheet'],
};

const nexus: ServiceEntry = {
	id: 'nexus',
	name: 'Sonatype Nexus Repository',
	category: 'development',
	doors: [],
	alsoAt: [{ port: 8081, protocol: 'tcp', severity: 'medium', why: 'The packages your software is built from' }],
	what: 'A store for the packages and images from which software is built.',
	risk: 'Who can write to it puts code into everything you build. By default strangers may be let in to read, and old versions let them run commands (CVE-2019-7238) or read files of the server (CVE-2024-4956).',
	need: 'Developers and build servers inside your network.',
	sources: [
		'https://help.sonatype.com/en/anonymous-access.html',
		'https://support.sonatype.com/hc/en-us/articles/29416509323923',
		'https://nvd.nist.gov/vuln/detail/CVE-2019-7238',
	],
};

const sonarQube: ServiceEntry = {
	id: 'sonarqube',
	name: 'SonarQube',
	category: 'development',
	doors: [],
	alsoAt: [
		{ port: 9000, protocol: 'tcp', severity: 'medium', why: 'Shows your source code; its first password is admin' },
	],
	what: 'A server that searches source code for mistakes, and shows it with them.',
	risk: 'Without forced authentication, which was off before version 8.6, strangers read all source code in it. Its first login is admin with the password admin. In 2020 the FBI warned that code of companies and public offices had been taken that way.',
	need: 'Developers and build servers inside your network.',
	sources: [
		'https://docs.sonarsource.com/sonarqube-server/latest/instance-administration/security/',
		'https://www.ic3.gov/Media/News/2020/201103-3.pdf',
	],
};

/** Web servers that keep, build and check software. */
export const developmentTools: readonly ServiceEntry[] = [jenkins, gitLab, gitea, nexus, sonarQube];
