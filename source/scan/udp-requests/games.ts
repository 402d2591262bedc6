import { ascii, type Bytes, join, repeat, uint32 } from './bytes.ts';
import type { UdpRequest } from './request.ts';

/** What RakNet puts into messages outside of connections. */
const rakNetMagic: Bytes = [...[0x00, 0xff, 0xff, 0x00], ...repeat(0xfe, 4), ...repeat(0xfd, 4), ...uint32(0x12345678)];

/** Servers of games, asked what they tell every player before he joins. */
export const games: readonly UdpRequest[] = [
	{
		port: 19_132,
		name: 'a RakNet ping',
		spec: 'RakNet, unconnected ping',
		bytes: join([0x01], uint32(0), uint32(0x0d0c0d0c), rakNetMagic, ascii('doorchck')),
	},
	{
		port: 27_015,
		name: 'a request for what Source engine servers tell of themselves',
		spec: "Valve's server queries, A2S_INFO",
		bytes: sourceInfo(),
	},
];

/** Asks a Source engine server about itself, with the challenge that it gave, if it gave one. */
export function sourceInfo(challenge: Bytes = []): Bytes {
	const single = 0xffffffff;
	return join(uint32(single), ascii('TSource Engine Query'), [0], challenge);
}
