#!/usr/bin/env node
// Settings that must stand before anything else loads, then the program.
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

const program = new URL('../dist/doorcheck.js', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
	end(`needs Node.js 20.19 or newer (this is ${process.versions.node})`);
} else if (!existsSync(program)) {
	end('is not built: run "npm run build" first');
} else {
	process.env.NODE_ENV = 'production';
	// What lives briefly is collected often: a scan makes much of it, and servers have other uses for their memory.
	setFlagsFromString('--max-semi-space-size=2');
	// Colour libraries read this when they load; they don't know NO_COLOR.
	if (process.env.NO_COLOR || process.argv.includes('--no-color')) process.env.FORCE_COLOR = '0';
	// On a real terminal the screen is wanted, even where a build server's variables are set.
	if (process.stdout.isTTY) delete process.env.CI;
	await import(program.href);
}

/** @param {string} message */
function end(message) {
	process.stderr.write(`doorcheck: ${message}\n`);
	process.exitCode = 2;
}
