import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Only listens: gmond and gmetad tell everybody who connects how all their machines are, and hang up. */
export const ganglia: ProtocolProbe = {
	id: 'ganglia',
	spec: 'Ganglia XML (the document type that each answer begins with)',
	speaksFirst: 'server',
	ports: [8649, 8651],
	recognise,
};

function recognise(bytes: Buffer, _port: number, final = false): Identity | undefined {
	const text = bytes.toString('latin1', 0, 4096);
	if (!/^<\?xml [^>]{0,100}\?>\s{0,9}<!DOCTYPE GANGLIA_XML \[/.test(text)) return undefined;
	// What the versions are of comes after the document type, some 2,700 bytes later.
	const [, version, source] = /<GANGLIA_XML VERSION="([^"]{0,40})" SOURCE="([^"]{0,40})"/.exec(text) ?? [];
	if (version === undefined && !final) return undefined;
	return {
		service: 'ganglia',
		product: source === 'gmetad' ? 'Ganglia gmetad' : 'Ganglia gmond',
		...(version === undefined ? {} : { version }),
		access: 'open',
		evidence: [`greeted with GANGLIA_XML${source === undefined ? '' : ` of ${source} ${version}`}`],
		remark: 'answers without a password',
	};
}
