import type { Identity } from '../../../model.ts';
import { followEachOther } from '../../character-ring.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** Characters in their order, whatever it was sent. */
export const chargen: UdpProbe = {
	id: 'chargen',
	spec: 'RFC 864, UDP based service',
	ports: [19],
	recognise,
};

const lineLength = 72;
const enough = 16;

function recognise(reply: Buffer): Identity | undefined {
	const [line = ''] = reply.toString('latin1', 0, lineLength).split(/\r?\n/, 1);
	if (line.length < enough || !followEachOther(line)) return undefined;
	return {
		service: 'chargen',
		access: 'unknown',
		evidence: [`an empty datagram was answered with ${reply.length} characters`],
		remark: floodsOthers,
	};
}
