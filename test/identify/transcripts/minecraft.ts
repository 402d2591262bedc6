import type { Transcript } from '../transcript.ts';

/** A status response: two lengths of up to 16,383 in front of the text. */
function response(status: unknown): Buffer {
	const text = Buffer.from(JSON.stringify(status));
	const length = (value: number) => [(value & 0x7f) | 0x80, value >>> 7];
	return Buffer.concat([Buffer.from([...length(text.length + 3), 0, ...length(text.length)]), text]);
}

export default [
	{
		name: 'a Minecraft server with players',
		source: 'Minecraft Java Edition protocol, Server List Ping',
		port: 25565,
		answers: [
			[
				/^[\s\S]\0\x2f[\s\S]127\.[\d.]+\x63\xdd\x01\x01\0$/,
				response({
					version: { name: 'Paper 1.20.1', protocol: 763 },
					players: { max: 20, online: 3, sample: [{ name: 'somebody', id: '4566e69f-c907-48ee-8d71-d7ba5aa00d20' }] },
					description: { text: 'A Minecraft server' },
				}),
			],
		],
		otherwise: 'stays silent',
		identity: {
			...{ service: 'minecraft', product: 'Paper', version: '1.20.1' },
			...{ access: 'unknown', remark: '3 of 20 players', evidence: ['status answered: Paper 1.20.1, 3 of 20 players'] },
		},
		connections: { usual: 1 },
	},
	{
		name: 'a Minecraft server that tells no players',
		source: 'Minecraft Java Edition protocol, Server List Ping',
		port: 25565,
		answers: [[/\x01\0$/, response({ version: { name: 'Requires 1.8 or newer', protocol: -1 }, description: '' })]],
		identity: { service: 'minecraft', product: 'Minecraft', version: undefined, remark: undefined },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
