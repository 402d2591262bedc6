import { onEverySystem, onLinux, outsideContainers, type ServiceEntry, stopScript, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { gitDaemonPackages, phpFpmImage, phpFpmPackages, registryImage } from '../packages/development.ts';
import { developmentAi } from './development-ai.ts';
import { developmentTools } from './development-tools.ts';

const rmi: ServiceEntry = {
	id: 'rmi',
	name: 'Java RMI registry',
	category: 'development',
	doors: [
		{
			port: 1099,
			protocol: 'tcp',
			severity: 'high',
			why: 'Java objects sent here can run code in careless programs',
		},
	],
	what: 'A directory of Java objects that other programs may call over the network, often used to manage Java servers.',
	risk: 'Java programs that accept objects from the network have often been tricked into running code hidden in them. If this is a management port (JMX) without a password, no trick is needed: strangers may load their own code.',
	need: 'Management programs inside your network, if any at all.',
};

const distcc: ServiceEntry = {
	id: 'distcc',
	name: 'distcc',
	category: 'development',
	doors: [
		{
			port: 3632,
			protocol: 'tcp',
			severity: 'critical',
			why: 'Compiles for others; old versions run any command for anyone',
		},
	],
	what: 'A service that compiles programs on behalf of other machines.',
	risk: 'distcc has no login: it only looks at the address of the caller. Versions before 3.3 run any command they are asked to run, so whoever reaches one can work on your machine as the user of distcc.',
	need: 'Developers in the same trusted network.',
	instructions: {
		stop: {
			debian: [stopScript('distcc')],
			rhel: [{ kind: 'run', command: 'systemctl disable --now distccd' }],
		},
		bind: {
			debian: [
				{ kind: 'edit', file: '/etc/default/distcc', lines: ['LISTENER="127.0.0.1"', 'ALLOWEDNETS="127.0.0.1"'] },
				{ kind: 'run', command: 'systemctl restart distcc' },
			],
		},
		harden: onLinux([
			{
				kind: 'say',
				text: 'Let distcc work over SSH: stop the service here and name this machine with an @ on the machines that send work. It is then started for each job, with a login.',
			},
			{ kind: 'run', command: "export DISTCC_HOSTS='localhost @build.example.com'" },
		]),
		pitfalls: ['The option --enable-tcp-insecure brings back the old behaviour of running any command; remove it.'],
	},
	sources: [
		'https://manpages.debian.org/bookworm/distcc/distccd.1.en.html',
		'https://manpages.debian.org/bookworm/distcc/distcc.1.en.html',
		fedoraPackage('distcc'),
	],
};

const selenium: ServiceEntry = {
	id: 'selenium',
	name: 'Selenium, or a remote shell',
	category: 'development',
	doors: [
		{
			port: 4444,
			protocol: 'tcp',
			severity: 'high',
			why: 'Remote control of browsers, or the usual port of an intruder',
		},
	],
	what: 'The usual port of Selenium, which drives browsers for tests; attack tools such as Metasploit use it by habit too.',
	risk: 'Selenium asks for no password unless one is set: strangers drive browsers inside your network and run programs through them, as miners did in 2024 (SeleniumGreed). If you never set up Selenium here, look at once which program holds the port, because intruders like this number for their own way back in.',
	need: 'Test machines inside your network.',
	sources: ['https://www.selenium.dev/blog/2024/protecting-unsecured-selenium-grid/'],
};

const dockerRegistry: ServiceEntry = {
	id: 'docker-registry',
	name: 'Docker registry, Flask or another web server',
	category: 'development',
	doors: [
		{
			port: 5000,
			protocol: 'tcp',
			name: 'Docker registry, Flask, Synology DSM or UPnP',
			severity: 'medium',
			why: 'An image store without login, a debug server, or a NAS login',
		},
	],
	what: 'A port that many programs use by habit: the Docker registry, Flask in development, Synology NAS, UPnP devices.',
	risk: 'What it means for you depends on what answers. A registry without login gives your images away and lets strangers replace them; Flask in debug mode can let them run code. A NAS shows its login page without encryption here.',
	need: 'Machines that fetch images from your own registry; a development server needs nobody from outside.',
	instructions: {
		stop: {
			debian: [
				...when('docker-registry', [
					{
						kind: 'say',
						text: 'For the Docker registry from the Debian package; one that runs as a container is stopped with docker stop.',
					},
					{ kind: 'run', command: 'systemctl disable --now docker-registry' },
				]),
			],
		},
		bind: {
			debian: [
				...when('docker-registry', [
					{ kind: 'say', text: 'For the Docker registry from the Debian package:' },
					{
						kind: 'edit',
						file: '/etc/docker/registry/config.yml',
						section: ['http:'],
						lines: ['addr: 127.0.0.1:5000'],
					},
					{ kind: 'run', command: 'systemctl restart docker-registry' },
				]),
				...when('python3-flask', [
					{
						kind: 'say',
						text: 'For Flask, start it without --host and without debug mode; it then listens on this machine only.',
					},
					{ kind: 'run', command: 'flask run --host=127.0.0.1' },
				]),
			],
			rhel: [
				{ kind: 'say', text: 'If it is a registry in a container, it can be published on this machine only:' },
				{
					kind: 'say',
					text: 'Create the container again with -p 127.0.0.1:5000:5000 in place of -p 5000:5000, and with the volume it has now (docker inspect shows it).',
				},
				{
					kind: 'say',
					text: 'For Flask, start it without --host and without debug mode; it then listens on this machine only.',
				},
				{ kind: 'run', command: 'flask run --host=127.0.0.1' },
			],
			...registryImage.bind,
		},
		pitfalls: [
			'A new registry container starts empty unless you give it the volume of the old one.',
			'Docker opens published ports past ufw and firewalld, so a rule there does not close this port.',
		],
		harden: registryImage.harden,
	},
	sources: [
		'https://distribution.github.io/distribution/about/configuration/',
		'https://flask.palletsprojects.com/en/stable/cli/',
		...registryImage.sources,
	],
};

const jdwp: ServiceEntry = {
	id: 'jdwp',
	name: 'Java debugger (JDWP)',
	category: 'development',
	doors: [
		{
			port: 5005,
			protocol: 'tcp',
			severity: 'critical',
			why: 'A debugger that lets anyone run code, with no password',
		},
	],
	what: 'The port through which a Java program can be stopped, inspected and changed while it runs.',
	risk: 'A debugger may do everything the program may do, and this one has no password at all. Whoever connects can run commands on your machine with the rights of the Java program.',
	need: 'A developer, for the length of one session, through a tunnel.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'Find the Java program that was started with a debugger, and the options it got:' },
			{ kind: 'run', command: 'pgrep -af jdwp' },
			{
				kind: 'say',
				text: 'Remove the option -agentlib:jdwp=… (or -Xrunjdwp:…) from its start script, its unit or JAVA_TOOL_OPTIONS, and restart the program. Tomcat adds it when it is started with "jpda start".',
			},
		]),
		bind: onEverySystem([
			{ kind: 'say', text: 'Give the address together with the port in this option, and restart the program:' },
			{
				kind: 'run',
				command: "java '-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005' -jar app.jar",
			},
		]),
		pitfalls: [
			'A port alone means this machine only since Java 9; in Java 8 and before it means every address. An asterisk always means every address.',
			'While a debugger is connected the program may stand still, so this does not belong in production.',
		],
	},
	sources: ['https://docs.oracle.com/en/java/javase/18/docs/specs/jpda/conninv.html'],
};

const adb: ServiceEntry = {
	id: 'adb',
	name: 'Android Debug Bridge',
	category: 'development',
	doors: [
		{
			port: 5555,
			protocol: 'tcp',
			severity: 'critical',
			why: 'A shell on the device, often without a password',
		},
	],
	what: 'The way developers reach an Android phone, TV box or emulator to install and control programs.',
	risk: 'Many devices accept everyone here without asking. A stranger then gets a shell on it, can install programs, read what is stored and use the device to reach the rest of your network. Since 2018 worms have looked for this port to mine cryptocurrency.',
	need: 'A developer beside the device; switch network debugging off in the developer options afterwards.',
	sources: ['https://blog.netlab.360.com/adb-miner-more-information-en/'],
};

const devServer: ServiceEntry = {
	id: 'dev-server',
	name: 'Development web server',
	category: 'development',
	doors: [
		{
			port: 8000,
			protocol: 'tcp',
			name: 'HTTP alternate or development server',
			severity: 'medium',
			why: 'Often an unfinished application or a plain list of files',
		},
	],
	what: 'A port that Django, Python, Uvicorn, vLLM and many others use for a web server while something is being built.',
	risk: 'What it means for you depends on what answers. Development servers show inner details when something fails, are not built to withstand attacks, and often have no login. The file server of Python gives away the whole directory it was started in.',
	need: 'Developers on the same machine; a finished application belongs behind a real web server.',
	instructions: {
		bind: onEverySystem([
			{
				kind: 'say',
				text: 'Stop the server in the terminal or unit it runs in, and start it again for this machine only. Django:',
			},
			{ kind: 'run', command: 'python3 manage.py runserver 127.0.0.1:8000' },
			{ kind: 'say', text: 'Uvicorn or FastAPI, with the name of your application:' },
			{ kind: 'run', command: 'uvicorn main:app --host 127.0.0.1 --port 8000' },
			{ kind: 'say', text: 'The file server of Python:' },
			{ kind: 'run', command: 'python3 -m http.server 8000 --bind 127.0.0.1' },
		]),
		pitfalls: [
			{ on: ['windows'], text: 'On Windows, write python or py instead of python3.' },
			'With DEBUG = True Django shows settings and source code on its error pages; never have it on in public.',
		],
	},
	sources: [
		'https://docs.djangoproject.com/en/stable/ref/django-admin/',
		'https://docs.python.org/3/library/http.server.html',
	],
};

const phpFpm: ServiceEntry = {
	id: 'php-fpm',
	name: 'PHP-FPM, ClickHouse or Portainer',
	category: 'development',
	doors: [
		{
			port: 9000,
			protocol: 'tcp',
			severity: 'high',
			why: 'PHP-FPM runs PHP for anyone who can connect',
		},
	],
	what: 'A port that several programs use by habit: PHP-FPM behind a web server, ClickHouse, Portainer, MinIO, SonarQube.',
	risk: 'What it means for you depends on what answers. PHP-FPM trusts whoever connects and can be made to run any PHP code, so it must never be reachable. ClickHouse often has a user without a password, and the others show a login page.',
	need: 'PHP-FPM: the web server on the same machine; the others: known clients and administrators.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'Websites that use PHP stop working. The unit carries the version, so find it first:' },
				{
					kind: 'run',
					command:
						"for unit in $(systemctl list-units --plain --no-legend 'php*-fpm.service' | cut -d' ' -f1); do\n  systemctl disable --now \"$unit\"\ndone",
				},
			],
			rhel: [
				{ kind: 'say', text: 'Websites that use PHP stop working.' },
				{ kind: 'run', command: 'systemctl disable --now php-fpm' },
			],
			...phpFpmPackages.stop,
		},
		bind: {
			debian: [
				{
					kind: 'say',
					text: 'The star stands for your PHP version. Look at every file in this directory: each pool has its own listen line.',
				},
				{ kind: 'edit', file: '/etc/php/*/fpm/pool.d/www.conf', lines: ['listen = 127.0.0.1:9000'] },
				{ kind: 'run', command: "systemctl restart 'php*-fpm.service'" },
			],
			rhel: [
				{ kind: 'say', text: 'Look at every file in this directory: each pool has its own listen line.' },
				{ kind: 'edit', file: '/etc/php-fpm.d/www.conf', lines: ['listen = 127.0.0.1:9000'] },
				{ kind: 'run', command: 'systemctl restart php-fpm' },
			],
			...phpFpmPackages.bind,
			...phpFpmImage.bind,
		},
		harden: {
			debian: [
				{
					kind: 'say',
					text: 'If the web server is another machine, listen on the private address and name that machine:',
				},
				{
					kind: 'edit',
					file: '/etc/php/*/fpm/pool.d/www.conf',
					lines: ['listen = 10.0.0.5:9000', 'listen.allowed_clients = 10.0.0.4'],
				},
				{ kind: 'run', command: "systemctl restart 'php*-fpm.service'" },
			],
			rhel: [
				{
					kind: 'say',
					text: 'If the web server is another machine, listen on the private address and name that machine:',
				},
				{
					kind: 'edit',
					file: '/etc/php-fpm.d/www.conf',
					lines: ['listen = 10.0.0.5:9000', 'listen.allowed_clients = 10.0.0.4'],
				},
				{ kind: 'run', command: 'systemctl restart php-fpm' },
			],
		},
		pitfalls: [
			{ on: outsideContainers, text: 'A listen line with a port alone means every address, IPv6 included.' },
			{
				on: outsideContainers,
				text: 'A socket file (listen = /run/php/php8.2-fpm.sock) needs no port at all, but the web server must then name the same file.',
			},
			'The PHP image for Docker listens on 9000 on all its addresses; do not publish that port.',
		],
	},
	sources: [
		'https://www.php.net/manual/en/install.fpm.configuration.php',
		...phpFpmPackages.sources,
		...phpFpmImage.sources,
		fedoraPackage('php'),
	],
};

const nodeInspector: ServiceEntry = {
	id: 'node-inspector',
	name: 'Node.js inspector',
	category: 'development',
	doors: [
		{
			port: 9229,
			protocol: 'tcp',
			severity: 'critical',
			why: 'A debugger that lets anyone run code, with no password',
		},
	],
	what: 'The port through which a debugger controls a running Node.js program.',
	risk: 'Whoever connects can run any code inside your program, read its secrets and work on your machine with its rights. There is no password. Node.js listens on 127.0.0.1 by default, so somebody opened it on purpose.',
	need: 'A developer, for the length of one session, through a tunnel.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'Find the program that was started with the inspector:' },
			{ kind: 'run', command: "pgrep -af -- '--inspect'" },
			{
				kind: 'say',
				text: 'Remove --inspect, --inspect-brk or --inspect-wait from its start command, its unit, package.json or NODE_OPTIONS, and restart the program.',
			},
		]),
		bind: onEverySystem([
			{ kind: 'say', text: 'Start the program with the address of this machine only:' },
			{ kind: 'run', command: 'node --inspect=127.0.0.1:9229 app.js' },
		]),
		pitfalls: [
			'On Linux the signal SIGUSR1 opens the inspector in a running program; --disable-sigusr1 prevents that in recent versions.',
			'In a container 127.0.0.1 is the container itself; publish the port as 127.0.0.1:9229:9229 rather than to everyone.',
		],
	},
	sources: ['https://nodejs.org/en/learn/getting-started/debugging', 'https://nodejs.org/api/cli.html'],
};

const gitDaemon: ServiceEntry = {
	id: 'git-daemon',
	name: 'Git daemon',
	category: 'development',
	doors: [
		{
			port: 9418,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Repositories can be copied without a login',
		},
	],
	what: 'A simple server from which anyone can fetch Git repositories.',
	risk: 'There is no login and no encryption: whoever knows or guesses the name of a repository can copy it, with all passwords that were ever committed. If pushing is switched on, strangers can change your code as well.',
	need: 'A host of public repositories; private ones belong behind SSH or HTTPS.',
	instructions: {
		stop: {
			debian: [
				...when('git-daemon-sysvinit', [
					{ kind: 'say', text: 'For the package git-daemon-sysvinit:' },
					stopScript('git-daemon'),
				]),
				...when('git-daemon-run', [
					{ kind: 'say', text: 'For the package git-daemon-run:' },
					{ kind: 'run', command: 'update-service --remove /etc/sv/git-daemon' },
				]),
				{
					kind: 'say',
					text: 'Debian 13 has neither package: there a unit of your own starts it, which systemctl status names when it is given the number of the process.',
				},
			],
			rhel: [{ kind: 'run', command: 'systemctl disable --now git.socket' }],
			...gitDaemonPackages.stop,
		},
		bind: {
			debian: [
				...when('git-daemon-sysvinit', [
					{ kind: 'say', text: 'For the package git-daemon-sysvinit:' },
					{ kind: 'edit', file: '/etc/default/git-daemon', lines: ['GIT_DAEMON_OPTIONS="--listen=127.0.0.1"'] },
					{ kind: 'run', command: 'systemctl restart git-daemon' },
				]),
			],
			rhel: [
				{
					kind: 'write',
					file: '/etc/systemd/system/git.socket.d/listen.conf',
					lines: ['[Socket]', 'ListenStream=', 'ListenStream=127.0.0.1:9418'],
				},
				{ kind: 'run', command: 'systemctl daemon-reload\nsystemctl restart git.socket' },
			],
			...gitDaemonPackages.bind,
		},
		harden: onLinux([
			{
				kind: 'say',
				text: 'Serve only what is meant to be public: run it without --export-all, and mark each public repository with an empty file named git-daemon-export-ok. Never enable receive-pack, because pushing has no login here.',
			},
		]),
		pitfalls: ['A secret that was once committed stays in the history, so change it rather than only delete the line.'],
	},
	sources: [
		'https://manpages.debian.org/bookworm/git-man/git-daemon.1.en.html',
		'https://manpages.debian.org/bookworm/systemd/systemd.socket.5.en.html',
		...gitDaemonPackages.sources,
		fedoraPackage('git'),
	],
};

const svn: ServiceEntry = {
	id: 'svn',
	name: 'Subversion (svnserve)',
	category: 'development',
	doors: [
		{
			port: 3690,
			protocol: 'tcp',
			severity: 'medium',
			why: 'Unless told otherwise it lets everyone read, and encrypts nothing',
		},
	],
	what: 'The server of the version control system Subversion for addresses that begin with svn://.',
	risk: 'A repository that has no rules of its own can be read by everyone, with all passwords that were ever committed. Nothing is encrypted, so others on the way read the code too. Strangers can also guess passwords here.',
	need: 'Your developers, better through SSH (svn+ssh) or HTTPS.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'The package starts nothing by itself: this shows the unit that somebody wrote for it.' },
				{ kind: 'run', command: "systemctl list-units --type=service '*svn*'" },
				{ kind: 'say', text: 'UNIT stands for its name:' },
				{ kind: 'run', command: 'systemctl disable --now UNIT' },
			],
			rhel: [{ kind: 'run', command: 'systemctl disable --now svnserve' }],
		},
		bind: {
			rhel: [
				{ kind: 'say', text: 'Add the second option to those that are there:' },
				{
					kind: 'edit',
					file: '/etc/sysconfig/svnserve',
					lines: ['OPTIONS="-r /var/svn --listen-host 127.0.0.1"'],
					byHand: 'Its other options are your own',
				},
				{ kind: 'run', command: 'systemctl restart svnserve' },
			],
		},
		harden: onLinux([
			{
				kind: 'say',
				text: 'In each repository, in conf/svnserve.conf below its folder, under [general], let nobody read without a password: anon-access = none. It counts from the next connection on.',
			},
		]),
		pitfalls: [
			'Without that line everyone may read: anon-access = read is the default.',
			'Started by hand or by inetd, it has no unit: look for svnserve in the list of processes and in /etc/inetd.conf.',
		],
	},
	sources: [
		'https://manpages.debian.org/bookworm/subversion/svnserve.8.en.html',
		'https://manpages.debian.org/bookworm/subversion/svnserve.conf.5.en.html',
		fedoraPackage('subversion'),
	],
};

/** Servers that developers start, and ways into running programs. */
export const development: readonly ServiceEntry[] = [
	rmi,
	distcc,
	selenium,
	dockerRegistry,
	jdwp,
	adb,
	devServer,
	phpFpm,
	nodeInspector,
	gitDaemon,
	svn,
	...developmentAi,
	...developmentTools,
];
