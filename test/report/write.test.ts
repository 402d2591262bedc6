import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { UsageError } from '../../source/errors.ts';
import { checkWritable, writeReport } from '../../source/report/write.ts';

let directory: string;

before(async () => {
	directory = await mkdtemp(join(tmpdir(), 'doorcheck-write-'));
});

after(() => rm(directory, { recursive: true }));

test('a report is written whole, for its owner only, and leaves nothing else behind', async () => {
	const path = join(directory, 'report.json');
	await checkWritable(path);
	assert.deepEqual(await readdir(directory), [], 'asking writes nothing');
	await writeReport(path, '{}\n');
	assert.equal(await readFile(path, 'utf8'), '{}\n');
	assert.equal((await stat(path)).mode & 0o777, 0o600);
	assert.deepEqual(await readdir(directory), ['report.json']);
});

test('an older report is replaced, and gets the same mode', async () => {
	const path = join(directory, 'older.json');
	await writeFile(path, 'a much longer older report', { mode: 0o644 });
	await writeReport(path, 'new');
	assert.equal(await readFile(path, 'utf8'), 'new');
	assert.equal((await stat(path)).mode & 0o777, 0o600);
});

test('a link keeps pointing to the file that is written', async () => {
	await writeFile(join(directory, 'target.json'), 'old');
	await symlink('target.json', join(directory, 'link.json'));
	await writeReport(join(directory, 'link.json'), 'new');
	assert.equal(await readFile(join(directory, 'target.json'), 'utf8'), 'new');
});

test('a device is written to, not replaced by a file', { skip: process.platform === 'win32' }, async () => {
	await checkWritable('/dev/null');
	await writeReport('/dev/null', 'gone');
	assert.equal((await stat('/dev/null')).isCharacterDevice(), true);
});

test('a path that cannot be written is a usage error: one line with the path and the way out', async () => {
	await mkdir(join(directory, 'folder'));
	await writeFile(join(directory, 'plain'), '');
	const cases = [
		[join(directory, 'missing', 'report.json'), /there is no directory ".*missing"|no directory .*missing; create it/],
		[join(directory, 'folder'), /is a directory; add a file name/],
		[join(directory, 'plain', 'report.json'), /plain is not a directory/],
		[join(directory, 'n'.repeat(300)), /too long/],
	] as const;
	for (const [path, message] of cases) {
		for (const attempt of [checkWritable, writeReport]) {
			await assert.rejects(attempt(path, 'x'), (error) => {
				assert.ok(error instanceof UsageError);
				assert.match(error.message, message);
				assert.match(error.message, /^can't write \//);
				assert.doesNotMatch(error.message, /\n/);
				return true;
			});
		}
	}
});

test('a full disk is told as such, without naming an option that may not be the one that was given', {
	skip: !existsSync('/dev/full') && 'there is no /dev/full',
}, async () => {
	await assert.rejects(writeReport('/dev/full', 'x'), (error) => {
		assert.ok(error instanceof UsageError);
		assert.match(error.message, /^can't write \/dev\/full: no space is left there; free some, or choose another file$/);
		return true;
	});
});

test('a directory without the right to write is told before the check', {
	skip: process.getuid?.() === 0 ? 'root may write everywhere' : false,
}, async () => {
	const closed = join(directory, 'closed');
	await mkdir(closed, { mode: 0o500 });
	await assert.rejects(checkWritable(join(closed, 'report.json')), /you may not write to/);
});
