/** Builds dist/: the program and the scan's worker, each one minified ES module that needs nothing beside it. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build, type Plugin } from 'esbuild';

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
	metafile: true,
	entryPoints: { doorcheck: 'source/cli.ts', 'scan-worker': 'source/scan/worker.ts' },
	outdir: 'dist',
	bundle: true,
	splitting: true,
	minify: true,
	format: 'esm',
	platform: 'node',
	target: 'node20.19',
	define: { 'process.env.NODE_ENV': '"production"' },
	banner: {
		// What CommonJS packages expect to find.
		js: "import{createRequire as __require}from'node:module';const require=__require(import.meta.url),__filename=import.meta.filename;",
	},
	legalComments: 'none',
	logLevel: 'warning',
	plugins: [noDevtools(), quickLayout()],
});

await writeFile('dist/licences.txt', await licences(Object.keys(metafile.inputs)));

/** The licences of the packages that went into the bundle, one after the other. */
async function licences(inputs: readonly string[]): Promise<string> {
	const folders = inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
	const texts = [...new Set(folders)]
		.filter((folder) => folder !== undefined)
		.sort()
		.map(licenceOf);
	return (await Promise.all(texts)).join('\n');
}

async function licenceOf(folder: string): Promise<string> {
	const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
	const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
	const text = file === undefined ? '' : await readFile(`${folder}/${file}`, 'utf8');
	return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Ink loads its devtools client only when DEV is set, but a bundle would load it at once. */
function noDevtools(): Plugin {
	return {
		name: 'no-devtools',
		setup(context) {
			context.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'empty', namespace: 'empty' }));
			context.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
		},
	};
}

/**
 * Yoga decodes its WebAssembly, which is part of the bundle, through `fetch` where there is one; in Node that loads an
 * HTTP client first, which takes a tenth of the time to the first frame. Without it Yoga decodes by itself.
 */
function quickLayout(): Plugin {
	return {
		name: 'quick-layout',
		setup(context) {
			context.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
				const code = await readFile(path, 'utf8');
				const contents = code.replaceAll('"function"!=typeof fetch', '!0');
				if (contents === code) throw new Error(`${path} no longer looks for fetch: see whether this is still needed`);
				return { contents, loader: 'js' };
			});
		},
	};
}
