import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { keysInReadme, keysTable } from '../media/keys.ts';
import { applications } from '../source/identify/web/applications.ts';
import { doorcheck } from './program/run.ts';

const readme = readFileSync(new URL('../readme.md', import.meta.url), 'utf8');

test("the readme's table of keys is the keymap's (npm run keys writes it)", async () => {
	assert.equal(await keysInReadme(), keysTable());
});

test('the readme and --help name the same options', async () => {
	const { stdout } = await doorcheck(['--help']);
	const options = (text: string) => new Set(text.match(/(?<![\w-])--[a-z][a-z-]+/g));
	const section = readme.slice(readme.indexOf('## Options'), readme.indexOf('## Exit codes'));
	assert.deepEqual([...options(section)].sort(), [...options(stdout)].sort());
});

test('the readme names every path that is asked for', () => {
	const sent = readme.slice(readme.indexOf('## What it sends'), readme.indexOf('## What it never does'));
	for (const { service, paths = [] } of applications) {
		for (const path of paths) {
			const [place = ''] = (typeof path === 'string' ? path : path.path).split('?');
			if (place !== 'redirect') assert.match(sent, new RegExp(`[ \`]${place}[?\`]`), service);
		}
	}
});

test('every picture of the readme is there', () => {
	for (const [, path = ''] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) {
		assert.ok(existsSync(new URL(`../${path}`, import.meta.url)), path);
	}
});

test('the readme names the version that is packed', () => {
	const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
	assert.ok(readme.includes(`doorcheck-${version}.tgz`));
});
