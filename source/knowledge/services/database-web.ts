import type { ServiceEntry } from '../entry.ts';

const phpMyAdmin: ServiceEntry = {
	id: 'phpmyadmin',
	name: 'phpMyAdmin',
	category: 'database',
	doors: [],
	alsoAt: [{ port: 80, protocol: 'tcp', severity: 'high', why: 'The login to your databases, for everyone to try' }],
	what: 'A web page on which people administer MySQL and MariaDB.',
	risk: 'Its login is that of the database itself: passwords are guessed here, and who gets in can copy and delete all data, and on some servers write files. Programs search every website for it. If it needs no login at all, its settings hold the password.',
	need: 'The people who administer the databases, from known addresses or through a tunnel.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'Take it out of the configuration of Apache:' },
				{ kind: 'run', command: 'a2disconf phpmyadmin\nsystemctl reload apache2' },
				{ kind: 'say', text: 'For lighttpd:' },
				{ kind: 'run', command: 'lighty-disable-mod phpmyadmin\nsystemctl reload lighttpd' },
			],
		},
		harden: {
			debian: [
				{ kind: 'say', text: 'For Apache, admit your addresses only:' },
				{
					kind: 'edit',
					file: '/etc/phpmyadmin/apache.conf',
					section: ['<Directory /usr/share/phpmyadmin>'],
					lines: ['Require ip 203.0.113.10'],
				},
				{ kind: 'run', command: 'systemctl reload apache2' },
			],
		},
		pitfalls: ['Another name than /phpmyadmin hides it from programs that look for it, and protects nothing.'],
	},
	sources: [
		'https://docs.phpmyadmin.net/en/latest/setup.html#securing-your-phpmyadmin-installation',
		'https://httpd.apache.org/docs/2.4/howto/access.html',
	],
};

const adminer: ServiceEntry = {
	id: 'adminer',
	name: 'Adminer',
	category: 'database',
	doors: [],
	alsoAt: [{ port: 80, protocol: 'tcp', severity: 'high', why: 'The login to your databases, for everyone to try' }],
	what: 'A web page in a single file on which people administer databases of many kinds.',
	risk: 'Its login is that of the database itself, so passwords are guessed here, and who gets in can copy and delete all data. Old versions could be led to a database of the attacker and then gave away files of your server (CVE-2021-43008).',
	need: 'The people who administer the databases, for as long as they do so.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'If it came with the package; otherwise delete the file:' },
				{ kind: 'run', command: 'a2disconf adminer\nsystemctl reload apache2' },
			],
		},
		pitfalls: ['It is often left behind after a repair, under a name like adminer-4.8.1.php: look for all of them.'],
	},
	sources: ['https://www.adminer.org/', 'https://nvd.nist.gov/vuln/detail/CVE-2021-43008'],
};

const phpPgAdmin: ServiceEntry = {
	id: 'phppgadmin',
	name: 'phpPgAdmin',
	category: 'database',
	doors: [],
	alsoAt: [{ port: 80, protocol: 'tcp', severity: 'high', why: 'The login to your databases, for everyone to try' }],
	what: 'A web page on which people administer PostgreSQL.',
	risk: 'Its login is that of the database itself: passwords are guessed here, and who gets in can copy and delete all data. It is hardly looked after any more, and its flaws stay.',
	need: 'The people who administer the databases, from known addresses or through a tunnel.',
	sources: ['https://github.com/phppgadmin/phppgadmin'],
};

/** Web pages on which people administer databases. */
export const databaseWeb: readonly ServiceEntry[] = [phpMyAdmin, adminer, phpPgAdmin];
