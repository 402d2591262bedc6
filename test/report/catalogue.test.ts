import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { UsageError } from '../../source/errors.ts';
import { services } from '../../source/knowledge/catalogue.ts';
import { categories, categoryNames } from '../../source/model.ts';
import { catalogueText } from '../../source/report/catalogue.ts';

const look = { color: false, ascii: false, width: 80 } as const;

test('without a word every service is listed under its category, with all its ports', () => {
	const text = catalogueText(undefined, look);
	for (const { id, doors, category } of services) {
		const row = text.split('\n').find((line) => line.startsWith(`  ${id} `));
		assert.ok(row, id);
		for (const { port } of doors) {
			assert.match(text, new RegExp(`\\b${port}\\b`));
		}
		assert.ok(text.includes(`${categoryNames[category].toUpperCase()}  (${category})`), category);
	}
});

test('a service is told in full: what, why, who, ports, closing on each of its systems, keeping', () => {
	const text = catalogueText('redis', look);
	for (const part of ['WHAT IT IS', 'WHY IT MATTERS', 'WHO NEEDS IT OPEN', 'PORTS', 'SOURCES']) {
		assert.ok(text.includes(`\n${part}\n`), part);
	}
	assert.match(text, /CLOSE 6379 {2}on Debian, Ubuntu, firewall nftables/);
	assert.match(text, /CLOSE 6379 {2}on RHEL, Rocky, Fedora, firewall firewalld/);
	assert.match(text, /IF YOU MUST KEEP IT {2}on Debian, Ubuntu/);
	assert.doesNotMatch(text, /on Windows, firewall/, 'Redis has no instructions for Windows');
});

test('versions that matter are told with their service: flaws with their ranges and sources, and ends of life', () => {
	const versions = (word: string) => {
		const [, rest = ''] = catalogueText(word, look).split('\nVERSIONS THAT MATTER\n');
		return (rest.split('\n\n')[0] ?? '').replace(/\n {4}/g, ' ');
	};
	assert.match(
		versions('redis'),
		/ {2}CVE-2025-49844, reported for Redis from 2\.6 to before 6\.2\.20; from 7\.0 to before 7\.2\.11; .* https:\/\/github\.com\/redis/,
	);
	assert.match(versions('mysql'), /End of life of MySQL 8\.0 on 2026-04-30, 5\.7 on .* https:\/\/www\.mysql\.com/);
	assert.match(versions('https'), /windows-server-2012-r2 https:\S+windows-server-2012 /);
	assert.doesNotMatch(catalogueText('memcached', look), /VERSIONS THAT MATTER/);
});

test('a port leads to its service, with the steps for that port', () => {
	assert.match(catalogueText('6379', look), /^Redis/);
	assert.match(catalogueText('27018', look), /CLOSE 27018 /);
	assert.match(catalogueText('11211/udp', look), /CLOSE 11211\/UDP /);
	assert.match(catalogueText('11211', look), /CLOSE 11211 /);
});

test('a port where services are met that have no door of their own there leads to them', () => {
	assert.match(catalogueText('1880', look), /^Node-RED {2}\(node-red, .*CLOSE 1880 /s);
	assert.match(catalogueText('8089', look), /^Splunk .*CLOSE 8089 /s);
	assert.match(catalogueText('9000', look), / {2}Also met on 9000: MinIO \(minio\), SonarQube \(sonarqube\)\.\n/);
	assert.doesNotMatch(catalogueText('1880', look), /Also met/);
});

test('one system and another firewall can be chosen, and the address that may come in', () => {
	const chosen = catalogueText('redis', look, { platform: 'debian', firewall: 'ufw', from: '192.0.2.7' });
	assert.deepEqual(chosen.match(/^CLOSE .*$/gm), ['CLOSE 6379  on Debian, Ubuntu, firewall ufw']);
	assert.match(chosen, /ufw prepend allow from 192\.0\.2\.7 to any port 6379 proto tcp/);
	assert.doesNotMatch(chosen, /--system NAME|--firewall NAME|203\.0\.113\.10/);
	const all = catalogueText('redis', look);
	assert.match(
		all,
		/ {2}One system only: --system NAME \(debian, rhel, [^)]*\)\.\n {2}Another firewall: --firewall NAME \(/s,
	);
	assert.deepEqual(catalogueText('redis', look, { firewall: 'iptables' }).match(/^CLOSE .*$/gm), [
		'CLOSE 6379  on Debian, Ubuntu, firewall iptables',
		'CLOSE 6379  on Alpine, firewall iptables',
	]);
	assert.match(catalogueText('redis', look, { firewall: 'windows' }), /^CLOSE 6379 {2}on Windows, /m);
});

test('a way whose steps stand further up is only pointed to', () => {
	const ssh = catalogueText('ssh', look);
	const [, debian = ''] = ssh.split(/^(?:CLOSE|IF YOU MUST KEEP IT) .*on Debian.*$/m).slice(1);
	assert.match(
		debian,
		/^ {2}1 {2}Let only one address in\n {5}As above, under "Shut it in the firewall for everyone but you \(IPv4 and\n {5}IPv6\)"\.\n {2}2 {2}/m,
	);
	const redis = catalogueText('redis', look);
	assert.equal(
		redis.split('ssh -N -L 16379').length - 1,
		2,
		'once for all, and for Alpine, where there is more to say',
	);
	assert.match(redis, / {5}As above, for Debian, Ubuntu\.\n/);
});

test('a port that the catalogue does not have gets the steps that hold for any port', () => {
	const text = catalogueText('31234', look);
	assert.match(text, /The catalogue has no service for port 31234/);
	assert.match(text, /ss -ltnp 'sport = :31234'/);
	assert.match(text, /on Windows, firewall Windows Firewall/);
});

test('a category lists its services, by id or by name', () => {
	const text = catalogueText('database', look);
	assert.match(text, /^DATABASE {2}\(database\)\n/);
	assert.match(text, /\n {2}mysql /);
	assert.doesNotMatch(text, /\n {2}vnc /);
	assert.equal(catalogueText('Remote Desktop', look), catalogueText('remote-desktop', look));
});

test('words are understood in any case, and services by their name too', () => {
	assert.equal(catalogueText('REDIS', look), catalogueText('redis', look));
	assert.equal(catalogueText('PostgreSQL', look), catalogueText('postgresql', look));
});

test('an unknown word is a usage error that names what is near', () => {
	const message = (word: string) => {
		try {
			catalogueText(word, look);
		} catch (error) {
			assert.ok(error instanceof UsageError);
			assert.doesNotMatch(error.message, /\n/);
			return error.message;
		}
		return assert.fail(`${word} was understood`);
	};
	assert.match(message('mysqll'), /"?mysqll"?.*did you mean mysql/);
	assert.match(message('databas'), /did you mean database/);
	assert.match(message('xyzzyxyzzy'), /doorcheck catalogue.*lists/);
	assert.match(message('70000'), /1 to 65535/);
	assert.match(message('53/sctp'), /1 to 65535/);
	assert.doesNotMatch(message('\u001b[2J'), /\u001b/);
});

test('sentences keep to the width; only commands, lines for files and addresses of sources may be longer', () => {
	for (const word of [undefined, ...categories.slice(0, 3), ...services.map(({ id }) => id)]) {
		for (const line of catalogueText(word, look).split('\n')) {
			assert.ok(stringWidth(line) <= 80 || /^ {9}|^ {2}https:/.test(line), `${word}: ${line}`);
		}
	}
});
