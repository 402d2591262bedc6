import type { Transcript } from '../transcript.ts';

/** Type, no attributes, magic cookie, transaction. */
const binding = /^\x00\x01\x00\x00\x21\x12\xa4\x42doorcheck-12$/;
const refresh = /^\x00\x04\x00\x00\x21\x12\xa4\x42doorcheck-12$/;

const cookie = '2112a442';
const transaction = Buffer.from('doorcheck-12').toString('hex');
/** XOR-MAPPED-ADDRESS, MAPPED-ADDRESS, RESPONSE-ORIGIN, SOFTWARE "Coturn-4.6.1 'Gorst'". */
const bound =
	`0101003c${cookie}${transaction}` +
	'002000080001b4aa5e12a443' +
	'00010008000195b87f000001' +
	'802b000800016b567f000001' +
	'80220014436f7475726e2d342e362e312027476f72737427';
/** ERROR-CODE 401 "Unauthorized", NONCE, REALM "doorcheck.test", SOFTWARE. */
const unauthorised =
	`01140054${cookie}${transaction}` +
	'0009001000000401556e617574686f72697a6564' +
	'0015001038656563646634376133363466626636' +
	'0014000e646f6f72636865636b2e746573740000' +
	'80220014436f7475726e2d342e362e312027476f72737427';
/** ERROR-CODE 437 "Invalid allocation", SOFTWARE. */
const noSuchAllocation =
	`01140034${cookie}${transaction}` +
	'0009001800000425496e76616c696420616c6c6f636174696f6e0000' +
	'80220014436f7475726e2d342e362e312027476f72737427';

export default [
	{
		name: 'a relay that wants a password',
		source: 'coturn 4.6.1, recorded',
		port: 3478,
		answers: [
			[binding, Buffer.from(bound, 'hex')],
			[refresh, Buffer.from(unauthorised, 'hex')],
		],
		identity: { service: 'stun', product: 'coturn', version: '4.6.1', access: 'protected' },
		evidence: /^Refresh answered: error 401$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a relay for everyone',
		source: 'coturn 4.6.1 with --no-auth, recorded',
		port: 3478,
		answers: [
			[binding, Buffer.from(bound, 'hex')],
			[refresh, Buffer.from(noSuchAllocation, 'hex')],
		],
		identity: { service: 'stun', access: 'open', remark: 'relays for anyone without a password' },
		evidence: /^Refresh answered: error 437$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a server that relays nothing',
		source: 'coturn 4.6.1 with --stun-only, recorded',
		port: 3478,
		answers: [[binding, Buffer.from(bound, 'hex')]],
		identity: { service: 'stun', product: 'coturn', access: 'unknown', remark: undefined },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
