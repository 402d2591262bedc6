import type { Identity } from '../../../model.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** What kind of device it is, and where it is talked to. */
export const wsDiscovery: UdpProbe = {
	id: 'ws-discovery',
	spec: 'WS-Discovery (April 2005), section 5.3',
	ports: [3702],
	recognise,
};

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const text = reply.toString('utf8');
	const ours = elementIn(Buffer.from(request).toString('utf8'), 'MessageID');
	if (!/<(?:[\w.-]{1,40}:)?ProbeMatches[\s>]/.test(text)) return undefined;
	if (ours === undefined || elementIn(text, 'RelatesTo') !== ours) return undefined;
	const [types, addresses] = [elementIn(text, 'Types'), elementIn(text, 'XAddrs')];
	return {
		service: 'ws-discovery',
		access: 'unknown',
		evidence: [`probe answered: ${types || 'no types'}`, ...(addresses ? [`talked to at ${addresses}`] : [])],
		remark: floodsOthers,
	};
}

/** The text of the first element of that name, whatever its prefix. */
function elementIn(xml: string, name: string): string | undefined {
	return new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?:\\s[^<>]*)?>([^<]*)<`).exec(xml)?.[1]?.trim();
}
