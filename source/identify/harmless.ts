import type { Identity, Software, TlsFacts } from '../model.ts';
import { sanitise } from './sanitise.ts';

/**
 * The same identity with every text sanitised and bounded: the one gate between what the network said and
 * everything else. Product and system names that are empty after that are left out.
 */
export function harmless(identity: Identity): Identity {
	const evidence = identity.evidence
		.map((line) => sanitise(line, 200))
		.filter((line) => line !== '')
		.slice(0, 6);
	const product = sanitise(identity.product ?? '', 60);
	const version = sanitise(identity.version ?? '', 40);
	const packageVersion = sanitise(identity.packageVersion ?? '', 60);
	const alongside = (identity.alongside ?? []).slice(0, 4).map(harmlessSoftware);
	const remark = sanitise(identity.remark ?? '', 100);
	const os = sanitise(identity.os ?? '', 40);
	return {
		service: identity.service,
		...(product ? { product } : {}),
		...(version ? { version } : {}),
		...(packageVersion ? { packageVersion } : {}),
		...(alongside.length > 0 ? { alongside } : {}),
		access: identity.access,
		evidence: evidence.length > 0 ? evidence : ['answered with nothing that can be read'],
		...(identity.tls ? { tls: harmlessTls(identity.tls) } : {}),
		...(remark ? { remark } : {}),
		...(os ? { os } : {}),
		...(identity.isNot === undefined ? {} : { isNot: identity.isNot }),
	};
}

function harmlessSoftware({ product, version, packageVersion }: Software): Software {
	return {
		product: sanitise(product, 60),
		version: sanitise(version, 40),
		...(packageVersion === undefined ? {} : { packageVersion: sanitise(packageVersion, 60) }),
	};
}

function harmlessTls(facts: TlsFacts): TlsFacts {
	return {
		...facts,
		version: sanitise(facts.version, 20),
		cipher: sanitise(facts.cipher, 60),
		subject: sanitise(facts.subject, 200),
		issuer: sanitise(facts.issuer, 200),
		names: facts.names.slice(0, 20).map((name) => sanitise(name, 255)),
	};
}
