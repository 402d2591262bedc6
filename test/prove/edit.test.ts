import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdit } from '../../prove/edit.ts';
import { services } from '../../source/knowledge/catalogue.ts';
import { type Edit, platforms, type Step } from '../../source/knowledge/entry.ts';

test('new lines take the place of the active ones that set the same, and leave comments and other words alone', () => {
	const before = lines('# bind 192.0.2.1', 'bind * -::*', 'bind-source-addr 192.0.2.1', 'port 6379', 'bind 10.0.0.1');
	assert.equal(
		applyEdit(before, edit({ lines: ['bind 127.0.0.1 -::1'] })),
		lines('# bind 192.0.2.1', 'bind 127.0.0.1 -::1', 'bind-source-addr 192.0.2.1', 'port 6379'),
	);
});

test('without a line to replace they go to the end, or above the line that they must stand before', () => {
	const before = lines('# global', 'uid = nobody', '', '[folder]', 'path = /srv', '');
	assert.equal(
		applyEdit(before, edit({ lines: ['address = 127.0.0.1'] })),
		lines('# global', 'uid = nobody', '', '[folder]', 'path = /srv', 'address = 127.0.0.1', ''),
	);
	assert.equal(
		applyEdit(before, edit({ lines: ['address = 127.0.0.1'], above: '[' })),
		lines('# global', 'uid = nobody', '', 'address = 127.0.0.1', '[folder]', 'path = /srv', ''),
	);
	assert.equal(applyEdit('', edit({ lines: ['a = 1'] })), 'a = 1\n');
});

test('a setting of the same name in another section stays', () => {
	const before = lines(
		'[server]',
		'',
		'[mysqld]',
		'user = mysql',
		'bind-address = 0.0.0.0',
		'',
		'[other]',
		'bind-address=x',
	);
	assert.equal(
		applyEdit(before, edit({ section: ['[mysqld]'], lines: ['bind-address = 127.0.0.1'] })),
		lines('[server]', '', '[mysqld]', 'user = mysql', 'bind-address = 127.0.0.1', '', '[other]', 'bind-address=x'),
	);
	assert.equal(
		applyEdit(before, edit({ section: ['[server]'], lines: ['port = 1'] })),
		lines(
			'[server]',
			'port = 1',
			'',
			'[mysqld]',
			'user = mysql',
			'bind-address = 0.0.0.0',
			'',
			'[other]',
			'bind-address=x',
		),
	);
});

test('words are told apart however they are spaced: keys of several words, and keys that go on with a dot', () => {
	assert.equal(
		applyEdit(
			lines('   interfaces = 127.0.0.0/8 eth0', '   bind interfaces  only = no', '   interfaces max = 2'),
			edit({ lines: ['bind interfaces only = yes'], replaces: ['bind interfaces only'] }),
		),
		lines('   interfaces = 127.0.0.0/8 eth0', '   bind interfaces only = yes', '   interfaces max = 2'),
	);
	assert.equal(
		applyEdit(lines('listeners.tcp.default = 5672', 'stomp.listeners.tcp.1 = 61613'), {
			...edit({ lines: ['listeners.tcp.1 = 127.0.0.1:5672'] }),
			replaces: ['listeners.tcp'],
		}),
		lines('listeners.tcp.1 = 127.0.0.1:5672', 'stomp.listeners.tcp.1 = 61613'),
	);
	assert.equal(
		applyEdit(lines('	listen 80 default_server;', '	listen 8080;'), {
			...edit({ lines: ['listen 127.0.0.1:80;'] }),
			replaces: ['listen 80'],
		}),
		lines('	listen 127.0.0.1:80;', '	listen 8080;'),
	);
});

test('blocks in braces are found inside each other, and end where their brace does', () => {
	const before = lines(
		'service imap-login {',
		'  inet_listener imap {',
		'    #port = 143',
		'  }',
		'  inet_listener imaps {',
		'    port = 993',
		'  }',
		'}',
		'service pop3-login {',
		'  inet_listener pop3 {',
		'  }',
		'}',
	);
	const section = (protocol: string, listener: string) => [
		`service ${protocol}-login {`,
		`inet_listener ${listener} {`,
	];
	const after = applyEdit(before, edit({ section: section('imap', 'imaps'), lines: ['port = 0'] }));
	assert.match(after, /imaps \{\n {4}port = 0\n {2}\}\n\}/);
	assert.match(after, /#port = 143\n {2}\}/);
	assert.match(
		applyEdit(before, edit({ section: section('imap', 'imap'), lines: ['port = 0'] })),
		/#port = 143\n *port = 0\n {2}\}/,
	);
	assert.match(
		applyEdit(before, edit({ section: section('pop3', 'pop3'), lines: ['port = 0'] })),
		/pop3 \{\n *port = 0\n {2}\}\n\}\n$/,
	);
});

test('blocks that are told by their indentation end where it does', () => {
	assert.equal(
		applyEdit(lines('net:', '  port: 27017', '  bindIp: 0.0.0.0', '', 'security:', '  authorization: enabled'), {
			...edit({ section: ['net:'], lines: ['port: 27017', 'bindIp: 127.0.0.1'] }),
		}),
		lines('net:', '  port: 27017', '  bindIp: 127.0.0.1', '', 'security:', '  authorization: enabled'),
	);
});

test('a section that is missing is made, with those around it', () => {
	assert.equal(
		applyEdit(lines('[a]', 'x = 1'), edit({ section: ['[b]'], lines: ['y = 2'] })),
		lines('[a]', 'x = 1', '[b]', 'y = 2'),
	);
	assert.equal(
		applyEdit('', edit({ section: ['outer {', 'inner {'], lines: ['port = 0'] })),
		lines('outer {', '  inner {', '    port = 0', '  }', '}'),
	);
	assert.equal(applyEdit('', edit({ section: ['net:'], lines: ['port: 1'] })), lines('net:', '  port: 1'));
});

test('every edit of the catalogue can be applied, or says why not', () => {
	for (const [id, step] of everyEdit()) {
		if (step.byHand !== undefined) {
			assert.match(step.byHand, /^[A-Z].*[^.]$/, id);
			continue;
		}
		assert.doesNotMatch(
			step.lines.join('\n'),
			/^\s*(\[[^\]]+\]|<.*|.*\{)$/m,
			`${id}: a section, a block or XML in the lines`,
		);
		const once = applyEdit('', step);
		assert.equal(applyEdit(once, step), once, `${id}: applied again, it changes nothing`);
		for (const line of step.lines) assert.ok(once.includes(line.trim()), `${id}: ${line}`);
		for (const line of step.section ?? []) assert.ok(once.includes(line), `${id}: ${line}`);
	}
});

function everyEdit(): readonly (readonly [string, Edit])[] {
	return services.flatMap(({ id, instructions }) =>
		[instructions?.stop, instructions?.bind, instructions?.harden].flatMap((byPlatform) =>
			platforms.flatMap((platform) =>
				(byPlatform?.[platform] ?? []).filter(isEdit).map((step) => [`${id}, ${step.file}`, step] as const),
			),
		),
	);
}

function isEdit(step: Step): step is Edit {
	return step.kind === 'edit';
}

function edit(part: Omit<Edit, 'kind' | 'file'>): Edit {
	return { kind: 'edit', file: '/etc/example.conf', ...part };
}

function lines(...all: readonly string[]): string {
	return `${all.join('\n')}\n`;
}
