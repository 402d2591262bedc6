import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { quote } from '../targets/quote.ts';

/**
 * Writes a report so that a reader of the file sees the old one or the whole new one, and only its owner can read it.
 * A device or a pipe (`/dev/null`) is written to, not replaced. Throws a UsageError when the file can't be written.
 */
export async function writeReport(path: string, text: string): Promise<void> {
	await explained(path, async () => ((await kindOf(path)) === 'special' ? writeFile(path, text) : replace(path, text)));
}

/** Finds out before a long check whether its report can be written. Throws a UsageError when it can't. */
export async function checkWritable(path: string): Promise<void> {
	await explained(path, async () => {
		// A file is replaced, so it's the directory that must be writable.
		const writable = (await kindOf(path)) === 'special' ? path : dirname(await targetOf(path));
		await access(writable, constants.W_OK);
	});
}

/**
 * Writes a file beside the one that is meant, to the end, and only then renames it. `writeFile` goes on where the system
 * takes a part only, so that a full disk is an error.
 */
async function replace(path: string, text: string): Promise<void> {
	const target = await targetOf(path);
	const beside = join(dirname(target), `.doorcheck-${process.pid}-${randomUUID()}`);
	try {
		const file = await open(beside, 'wx', 0o600);
		try {
			await file.writeFile(text);
			await file.sync();
			await keepOwner(file, target);
		} finally {
			await file.close();
		}
		await rename(beside, target);
	} catch (error) {
		await rm(beside, { force: true });
		throw error;
	}
}

/** The file itself, where the path is a link to it. */
function targetOf(path: string): Promise<string> {
	return realpath(path).catch(() => resolve(path));
}

/** Root may write a report that is somebody else's; whose it is stays. */
async function keepOwner(file: FileHandle, older: string): Promise<void> {
	const found = await stat(older).catch(() => undefined);
	if (found !== undefined && process.getuid?.() === 0) {
		await file.chown(found.uid, found.gid).catch(() => {});
	}
}

async function kindOf(path: string): Promise<'file' | 'special'> {
	const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') {
			return undefined;
		}
		throw error;
	});
	if (found?.isDirectory()) {
		throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
	}
	return found === undefined || found.isFile() ? 'file' : 'special';
}

async function explained(path: string, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		throw new UsageError(`can't write ${quote(path)}: ${reason(path, error)}`);
	}
}

/** What to say when a report can't be written to standard output. */
export function outputError(error: Error): UsageError {
	return new UsageError(`can't write to standard output: ${reason('.', error)}`);
}

function reason(path: string, error: unknown): string {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
	const directory = quote(dirname(resolve(path)));
	switch (code) {
		case 'ENOENT':
			return `there is no directory ${directory}; create it, or choose another file`;
		case 'ENOTDIR':
			return `${directory} is not a directory; choose another file`;
		case 'EISDIR':
			return 'it is a directory; add a file name to it';
		case 'EACCES':
		case 'EPERM':
			return `you may not write to ${directory}; choose another file`;
		case 'EROFS':
			return `${directory} is on a read-only file system; choose another file`;
		case 'ENOSPC':
		case 'EDQUOT':
			return 'no space is left there; free some, or choose another file';
		case 'ENAMETOOLONG':
			return 'the name is too long; choose a shorter one';
		default:
			return `the system said ${code}; choose another file`;
	}
}
