import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** What a server of Minecraft's Bedrock edition shows in the list of servers. */
export const bedrock: UdpProbe = {
	id: 'minecraft',
	spec: 'RakNet, unconnected pong',
	ports: [19_132],
	recognise,
};

const pong = 0x1c;
/** The kind of message, our time (8), the server's number (8), RakNet's magic (16) and a text's length (2). */
const [timeAt, magicAt, textAt] = [1, 17, 35];

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < textAt || reply.readUInt8(0) !== pong) return undefined;
	if (!reply.subarray(timeAt, 9).equals(request.subarray(timeAt, 9))) return undefined;
	if (!reply.subarray(magicAt, textAt - 2).equals(request.subarray(9, 25))) return undefined;
	const text = reply.toString('utf8', textAt, textAt + reply.readUInt16BE(textAt - 2));
	const [edition = '', name = '', , version = '', players = '', most = ''] = text.split(';');
	if (edition !== 'MCPE' && edition !== 'MCEE') return undefined;
	return {
		service: 'minecraft',
		product: edition === 'MCPE' ? 'Minecraft Bedrock' : 'Minecraft Education',
		...(version ? { version } : {}),
		access: 'unknown',
		evidence: [`ping answered: ${name}, ${players} of ${most} players`],
	};
}
