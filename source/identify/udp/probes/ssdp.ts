import type { Identity } from '../../../model.ts';
import { headersOf } from '../../headers.ts';
import { systemIn } from '../../system.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** What the device calls itself, and where it describes itself. */
export const ssdp: UdpProbe = {
	id: 'ssdp',
	spec: 'UPnP Device Architecture 1.1, section 1.3.3',
	ports: [1900],
	recognise,
};

function recognise(reply: Buffer): Identity | undefined {
	const { first, fields } = headersOf(reply);
	if (!/^HTTP\/1\.[01] 200\b/.test(first) || !fields.has('st') || !fields.has('usn')) return undefined;
	const [server, location] = [fields.get('server'), fields.get('location')];
	// System, UPnP and product, each with a version: "Linux/5.10 UPnP/1.1 MiniUPnPd/2.2".
	const [, system = '', product, version] = /^(.*?),? *\bUPnP\/[\d.]+,? +([^/]+?)\/(\S+)/.exec(server ?? '') ?? [];
	const os = systemIn(system);
	return {
		service: 'ssdp',
		...(product === undefined ? {} : { product }),
		...(version === undefined ? {} : { version }),
		access: 'unknown',
		evidence: [
			`search for the root device answered: ${server ?? 'no server named'}`,
			...(location === undefined ? [] : [`describes itself at ${location}`]),
		],
		remark: floodsOthers,
		...(os ? { os } : {}),
	};
}
