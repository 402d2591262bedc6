import { ascii, type Bytes, join, repeat, uint16, uint32 } from '../../../source/scan/udp-requests/bytes.ts';
import type { UdpTranscript } from '../udp-transcript.ts';

const magic: Bytes = [...[0x00, 0xff, 0xff, 0x00], ...repeat(0xfe, 4), ...repeat(0xfd, 4), 0x12, 0x34, 0x56, 0x78];
const single = uint32(0xffffffff);

export default [
	{
		name: 'a Minecraft server of the Bedrock edition',
		source: 'RakNet, unconnected pong; the text as Bedrock servers have it',
		port: 19132,
		replies: [pong('MCPE;A quiet world;671;1.20.80;3;10;1234567890;Bedrock level;Survival;1;19132;19133;')],
		identity: { service: 'minecraft', product: 'Minecraft Bedrock', version: '1.20.80', access: 'unknown' },
		evidence: /^ping answered: A quiet world, 3 of 10 players$/,
	},
	{
		name: 'a game server that wants its challenge back',
		source: "Valve's server queries, A2S_INFO and S2C_CHALLENGE",
		port: 27015,
		replies: [Buffer.from(join(single, ascii('A'), [1, 2, 3, 4])), information(0)],
		identity: {
			service: 'source-engine',
			product: 'Counter-Strike',
			version: '1.38.4.4',
			access: 'unknown',
			os: 'Linux',
		},
		evidence: /^A2S_INFO answered: A quiet server, map de_dust2, 3 of 16 players$/,
	},
	{
		name: 'a game server with a password',
		source: "Valve's server queries, A2S_INFO and S2C_CHALLENGE",
		port: 27015,
		replies: [Buffer.from(join(single, ascii('A'), [1, 2, 3, 4])), information(1)],
		identity: { service: 'source-engine', access: 'protected', remark: 'asks for a password' },
	},
	{
		name: 'a game server that tells without a challenge',
		source: "Valve's server queries, A2S_INFO",
		port: 27015,
		replies: [information(0)],
		identity: { service: 'source-engine', remark: 'answers strangers; can be abused to flood others' },
	},
] satisfies readonly UdpTranscript[];

function pong(text: string): Buffer {
	const times = join(uint32(0), uint32(0x0d0c0d0c), ascii('a server'));
	return Buffer.from(join([0x1c], times, magic, uint16(text.length), ascii(text)));
}

function information(withPassword: number): Buffer {
	const texts = ['A quiet server', 'de_dust2', 'csgo', 'Counter-Strike'].flatMap((text) => [...ascii(text), 0]);
	const [game, players, places, bots] = [[0xda, 0x02], 3, 16, 0];
	const counts = [...game, players, places, bots, ...ascii('dl'), withPassword, 1];
	return Buffer.from(join(single, ascii('I'), [17], texts, counts, ascii('1.38.4.4'), [0, 0]));
}
