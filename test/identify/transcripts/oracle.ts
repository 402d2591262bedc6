import type { Transcript } from '../transcript.ts';

const ping = /^\x00\x57\x00\x00\x01\x00.*\(CONNECT_DATA=\(COMMAND=ping\)\)$/s;

/** REFUSE: length of all, type 4, who refused and why, length of the text, text. */
function refuse(text: string): Buffer {
	const header = Buffer.from('000000000400000022000000', 'hex');
	header.writeUInt16BE(header.length + text.length, 0);
	header.writeUInt16BE(text.length, 10);
	return Buffer.concat([header, Buffer.from(text, 'latin1')]);
}

const source = 'Oracle Net: REFUSE; the text as tnsping and others have logged it';

export default [
	{
		name: 'an Oracle listener that tells its version',
		source,
		port: 1521,
		answers: [[ping, refuse('(DESCRIPTION=(TMP=)(VSNNUM=186647552)(ERR=0)(ALIAS=LISTENER))'), 'hangs up']],
		identity: { service: 'oracle', product: 'Oracle listener', version: '11.2.0.4.0', access: 'unknown' },
		evidence: /^CONNECT \(ping\) answered: \(DESCRIPTION=/,
		connections: { usual: 1 },
	},
	{
		name: 'an Oracle listener that keeps its version to itself',
		source,
		port: 1521,
		answers: [[ping, refuse('(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=0)(ALIAS=LISTENER))'), 'hangs up']],
		identity: { service: 'oracle', product: 'Oracle listener', access: 'unknown' },
		connections: { usual: 1 },
	},
	{
		name: 'an Oracle listener that finds fault with the request',
		source,
		port: 1522,
		answers: [
			[
				ping,
				refuse(
					"(DESCRIPTION=(ERR=1153)(VSNNUM=186647040)(ERROR_STACK=(ERROR=(CODE=1153)(EMFI=4)(ARGS='()'))(ERROR=(CODE=303)(EMFI=1))))",
				),
				'hangs up',
			],
		],
		identity: { service: 'oracle', version: '11.2.0.2.0', access: 'unknown' },
		evidence: /ERR=1153/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
