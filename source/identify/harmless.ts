import type { Identity, TlsFacts } from '../model.ts';
import { sanitise } from './sanitise.ts';

/**
 * The same identity with every text sanitised and bounded: the one gate between what the network said and
 * everything else. Product and system names that are empty after that are left out.
 */
export function harmless(identity: Identity): Identity {
	const product = sanitise(identity.product ?? '', 60);
	const version = sanitise(identity.version ?? '', 40);
	const remark = sanitise(identity.remark ?? '', 100);
	const os = sanitise(identity.os ?? '', 40);
	return {
		service: identity.service,
		...(product ? { product } : {}),
		...(version ? { version } : {}),
		access: identity.access,
		evidence: identity.evidence
			.map((line) => sanitise(line, 200))
			.filter((line) => line !== '')
			.slice(0, 6),
		...(identity.tls ? { tls: harmlessTls(identity.tls) } : {}),
		...(remark ? { remark } : {}),
		...(os ? { os } : {}),
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
