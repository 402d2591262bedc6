import type { Transcript } from '../transcript.ts';

const setup = /^l\0\x0b\0/;

/** A refusal (X Window System Protocol, section 8) with a reason. */
function failed(reason: string): Buffer {
	const padded = Buffer.alloc(Math.ceil(reason.length / 4) * 4);
	padded.write(reason, 'latin1');
	return Buffer.concat([Buffer.of(0, reason.length, 11, 0, 0, 0, padded.length / 4, 0), padded]);
}

/** A success whose lists are all empty. */
function accepted(vendor: string, release: number): Buffer {
	const header = Buffer.alloc(40);
	header.write('01000b00', 'hex');
	header.writeUInt16LE(8 + Math.ceil(vendor.length / 4), 6);
	header.writeUInt32LE(release, 8);
	header.writeUInt16LE(vendor.length, 24);
	return Buffer.concat([header, Buffer.from(vendor, 'latin1'), Buffer.alloc(-vendor.length & 3)]);
}

export default [
	{
		name: 'an X server that lets everybody in',
		source: 'Xvfb 21.1.7 with -ac, recorded; the list of screens is left out',
		port: 6000,
		answers: [
			[
				setup,
				// Success, 11.0; release 12101007; vendor "The X.Org Foundation"; formats of pixmaps.
				Buffer.from(
					[
						'01000b00000053008fa5b80000002000ffff1f00000100001400ffff01060000202008ff0000000054686520582e4f72',
						'6720466f756e646174696f6e010120000000000004082000000000000808200000000000101020000000000018202000',
						'000000002020200000000000',
					].join(''),
					'hex',
				),
			],
		],
		identity: { service: 'x11', product: 'X.Org', version: '21.1.7', access: 'open' },
		evidence: /^connection setup answered: success \(The X\.Org Foundation, release 12101007\)$/,
		connections: { usual: 1 },
	},
	{
		name: 'an X server that wants a cookie',
		source: 'Xvfb 21.1.7 with -auth, recorded',
		port: 6000,
		answers: [
			[
				setup,
				Buffer.from(
					[
						'00400b0000001000417574686f72697a6174696f6e2072657175697265642c20627574206e6f20617574686f72697a61',
						'74696f6e2070726f746f636f6c207370656369666965640a',
					].join(''),
					'hex',
				),
				'hangs up',
			],
		],
		identity: { service: 'x11', access: 'protected', remark: 'asks for an authorisation' },
		evidence: /Authorization required/,
		connections: { usual: 1 },
	},
	{
		name: 'an X server that wants a cookie, in older words',
		source: 'X Window System Protocol, section 8; words as in X.Org 1.10',
		port: 6001,
		answers: [[setup, failed('No protocol specified\n'), 'hangs up']],
		identity: { service: 'x11', access: 'protected' },
		connections: { usual: 1 },
	},
	{
		name: 'an X server that asks for an authentication',
		source: 'X Window System Protocol, section 8',
		port: 6000,
		answers: [[setup, Buffer.from('0200000000000300736179206d6f726500000000', 'hex')]],
		identity: { service: 'x11', access: 'protected' },
		evidence: /^connection setup answered: say more$/,
		connections: { usual: 1 },
	},
	{
		name: 'an X server that is full',
		source: 'X Window System Protocol, section 8; words of X.Org',
		port: 6000,
		answers: [[setup, failed('Maximum number of clients reached'), 'hangs up']],
		identity: { service: 'x11', access: 'unknown' },
		evidence: /Maximum number of clients reached/,
		connections: { usual: 1 },
	},
	{
		name: "an X server of somebody else's",
		source: 'X Window System Protocol, section 8',
		port: 6000,
		answers: [[setup, accepted('The VcXsrv Project', 1234)]],
		identity: { service: 'x11', product: 'VcXsrv', version: undefined, access: 'open' },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
