import type { Category, Protocol } from '../model.ts';

/**
 * Whether the service that is usual on a port is a web page or a web interface itself. There, an answer in HTTP that
 * names no product is what that service would say too, so it doesn't make the door a harmless web server.
 */
export function speaksHttp(category: Category, port: number, protocol: Protocol): boolean {
	return protocol === 'tcp' && (webCategories.has(category) || webPorts.has(port));
}

/** Whether a service is told as a web server and no more. */
export function isPlainWeb(service: string): boolean {
	return service === 'http' || service === 'https';
}

/** Whether an entry of the catalogue stands for whatever answers in HTTP. */
export function isAnyWebServer(service: string): boolean {
	return isPlainWeb(service) || service === 'http-alt' || service === 'dev-server';
}

const webCategories: ReadonlySet<Category> = new Set(['admin-monitoring', 'containers', 'development', 'web']);

/** Ports of services of other categories. */
const webPorts: ReadonlySet<number> = new Set([
	// database
	5984, 6333, 7474, 8086, 8091, 8123, 8529, 8983, 9200, 9870, 19_530, 28_017, 50_070,
	// remote desktop, remote shell, sign-in
	5800, 5985, 5986, 6080, 8200,
	// messaging, mail, files
	8161, 15_672, 2095, 2096, 631,
	// everything else
	3128, 7547, 8545, 9600, 32_400,
]);
