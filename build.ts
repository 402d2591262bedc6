/** Builds dist/: the program and the scan's worker, each one minified ES module that needs nothing beside it. */
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
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
	plugins: [
		{
			// Ink loads its devtools client only when DEV is set, but a bundle would load it at once.
			name: 'no-devtools',
			setup(context) {
				context.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'empty', namespace: 'empty' }));
				context.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}' }));
			},
		},
	],
});
