import { databases } from './advisories/databases.ts';
import { development } from './advisories/development.ts';
import { files } from './advisories/files.ts';
import { mail } from './advisories/mail.ts';
import { remoteAccess } from './advisories/remote-access.ts';
import { webServers } from './advisories/web-servers.ts';
import type { ProductVersions } from './advisory.ts';

/**
 * Products of which it matters which version answers. Facts are as of November 2026; only what a primary source states
 * is here, and only what matters on a port that strangers reach.
 */
export const productVersions: readonly ProductVersions[] = [
	...remoteAccess,
	...files,
	...mail,
	...webServers,
	...databases,
	...development,
];

const byName = new Map(
	productVersions.flatMap((entry) => [entry.product, ...(entry.aliases ?? [])].map((name) => [name, entry] as const)),
);

/** What is known about the versions of a product, by the name that identification gives it. */
export function versionsOf(product: string): ProductVersions | undefined {
	return byName.get(product);
}

/** The products whose versions matter behind a service of the catalogue. */
export function versionsBehind(service: string): readonly ProductVersions[] {
	return productVersions.filter(({ services }) => services.includes(service));
}
