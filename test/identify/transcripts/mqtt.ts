import type { Answer, Transcript } from '../transcript.ts';

/** CONNECT of MQTT 3.1.1: a clean session, 10 s to keep alive, a client id; no will, no name, no password. */
const connect = /^\x10\x1d\x00\x04MQTT\x04\x02\x00\x0a\x00\x11[a-z0-9]{17}$/;
const disconnect: Answer = [/^\xe0\x00$/, '', 'hangs up'];

function answering(connack: string): readonly Answer[] {
	return [[connect, Buffer.from(connack, 'hex')], disconnect];
}

export default [
	{
		name: 'a broker that accepts everyone',
		source: 'mosquitto 2.0.11, recorded',
		port: 1883,
		answers: answering('20020000'),
		identity: { service: 'mqtt', access: 'open', remark: 'answers without a password' },
		evidence: /^CONNECT answered: connection accepted$/m,
		connections: { usual: 1, elsewhere: 6 },
	},
	{
		name: 'a broker that wants a password',
		source: 'mosquitto 2.0.11, recorded',
		port: 1883,
		answers: answering('20020005'),
		identity: { service: 'mqtt', access: 'protected', remark: 'asks for a password' },
		evidence: /^CONNECT answered: not authorized$/m,
		connections: { usual: 1, elsewhere: 6 },
	},
	{
		name: 'a broker that calls a missing password a bad one',
		source: 'MQTT 3.1.1, section 3.2.2.3',
		port: 1883,
		answers: answering('20020004'),
		identity: { service: 'mqtt', access: 'protected' },
		connections: { usual: 1, elsewhere: 6 },
	},
	{
		name: 'a broker that speaks another version and says so as that one does',
		source: 'MQTT 5, section 3.2.2.2',
		port: 1883,
		answers: answering('2003008400'),
		identity: { service: 'mqtt', access: 'unknown' },
		evidence: /^CONNECT answered: unsupported protocol version$/m,
		connections: { usual: 1, elsewhere: 6 },
	},
	{
		name: 'a broker of MQTT 5 that wants a password, and says why',
		source: 'MQTT 5, section 3.2.2.3.9 (Reason String)',
		port: 1883,
		// Session not present, 0x87, six bytes of properties: 0x1f with the text "who"
		answers: answering('2009008706' + '1f0003' + '77686f'),
		identity: { service: 'mqtt', access: 'protected' },
		connections: { usual: 1, elsewhere: 6 },
	},
] satisfies readonly Transcript[];
