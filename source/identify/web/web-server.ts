import type { Software } from '../../model.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Page } from './page.ts';

const products: readonly ProductPattern[] = [
	[/^Apache Tomcat(?:\/(\d[\w.]*))?/, 'Apache Tomcat'],
	[/^Apache-Coyote\//, 'Apache Tomcat'],
	[/^Apache(?:\/(\d[\w.]*))?(?: |$)/, 'Apache'],
	[/^Microsoft-IIS(?:\/(\d[\w.]*))?/, 'Microsoft IIS'],
	[/^Microsoft-HTTPAPI(?:\/(\d[\w.]*))?/, 'Microsoft HTTPAPI'],
	[/^Jetty\(?\/?(\d[\w.]*)?/i, 'Jetty'],
	[/^Werkzeug(?:\/(\d[\w.]*))?/, 'Werkzeug'],
	[/^SimpleHTTP\/\S+ Python\/(\d[\w.]*)/, 'Python http.server'],
	[/^CPython\/(\d[\w.]*)/, 'Python'],
];

/** Any other `Name/1.2.3`, and the name alone. */
const anyProduct = /^([A-Za-z][\w .+-]{0,60}?)(?:\/v?(\d[\w.+-]*)(?=[ (;,]|$)|(?= {0,3}[(;,]| [A-Za-z]|$))/;

/** The product and its version that a `Server` field names, to be spread into an `Identity`. */
export function webServer(server: string): { readonly product?: string; readonly version?: string } {
	const known = productIn(server, products);
	if (known.product) return known;
	const [, product, version] = anyProduct.exec(server) ?? [];
	return product ? { product, ...(version ? { version } : {}) } : {};
}

/** Servers that have other people's applications behind them, as their `Server` field begins. */
const common = /^(?:Apache|nginx|lighttpd|Microsoft-IIS)\//;

/** What an application says it runs on: its web server, PHP. */
export function softwareBehind(page: Page): readonly Software[] {
	const { product, version } = common.test(page.server) ? webServer(page.server) : {};
	const server = product !== undefined && version !== undefined ? [{ product, version }] : [];
	const php = phpBehind(page);
	return php ? [...server, php] : server;
}

/** PHP names itself in either field, `PHP/8.1.2-1ubuntu2.14` where a distribution's package does. */
export function phpBehind({ server, headers }: Page): Software | undefined {
	return phpIn(server) ?? phpIn(headers.get('x-powered-by') ?? '');
}

function phpIn(field: string): Software | undefined {
	const [, version, revision] = /\bPHP\/(\d+\.\d+\.\d+)(?:-(\d[\w.+~]*))?/.exec(field) ?? [];
	return version === undefined
		? undefined
		: { product: 'PHP', version, ...(revision ? { packageVersion: `${version}-${revision}` } : {}) };
}
