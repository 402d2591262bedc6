import type { Identity } from '../../../model.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** Characters in their order, whatever it was sent. */
export const chargen: UdpProbe = {
	id: 'chargen',
	spec: 'RFC 864, UDP based service',
	ports: [19],
	recognise,
};

const [first, last] = [0x20, 0x7e];
const enough = 16;

function recognise(reply: Buffer): Identity | undefined {
	const [line = ''] = reply.toString('latin1').split(/\r?\n/, 1);
	if (line.length < enough) return undefined;
	const codes = [...line].map((character) => character.charCodeAt(0));
	// Some begin again with the blank, some with the character after it.
	const follows = (code: number, before: number) => code === before + 1 || (before === last && code <= first + 1);
	if (!codes.every((code, at) => code >= first && code <= last && (at === 0 || follows(code, codes[at - 1] ?? 0)))) {
		return undefined;
	}
	return {
		service: 'chargen',
		access: 'unknown',
		evidence: [`an empty datagram was answered with ${reply.length} characters`],
		remark: floodsOthers,
	};
}
