import type { Transcript } from '../transcript.ts';

/** Calls for the versions of five programs, numbered from 1. */
const nullCalls = /^\x80\0\0\x28\0\0\0\x01.{212}$/s;
const dumpCall = /^\x80\0\0\x28\x0d\x0c\x0d\x0c/;

const accepted = '000000010000000000000000' + '00000000';
const notHere = (xid: number) => `800000180000000${xid}${accepted}00000001`;
const versions = (xid: number, low: number, high: number) =>
	`800000200000000${xid}${accepted}000000020000000${low}0000000${high}`;
const replies = (...each: readonly string[]) => Buffer.from(each.join(''), 'hex');

export default [
	{
		name: 'a portmapper',
		source: 'rpcbind 1.2.6, recorded',
		port: 111,
		answers: [
			[nullCalls, replies(versions(1, 2, 4), ...[2, 3, 4, 5].map(notHere))],
			[
				dumpCall,
				// Versions 2 to 4 of the portmapper itself, over TCP and UDP.
				Buffer.from(
					[
						'800000940d0c0d0c000000010000000000000000000000000000000000000001000186a000000004000000060000006f',
						'00000001000186a000000003000000060000006f00000001000186a000000002000000060000006f00000001000186a0',
						'00000004000000110000006f00000001000186a000000003000000110000006f00000001000186a00000000200000011',
						'0000006f00000000',
					].join(''),
					'hex',
				),
			],
		],
		identity: { service: 'rpcbind', access: 'open', remark: 'lists its services to strangers' },
		evidence: /^NULL of portmapper answered: versions 2 to 4\nDUMP answered: portmapper \(111\)$/,
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'a portmapper that refuses to give its list',
		source: 'RFC 5531, section 9',
		port: 111,
		answers: [
			[nullCalls, replies(versions(1, 2, 4), ...[2, 3, 4, 5].map(notHere))],
			// Denied, an authentication error: too weak.
			[dumpCall, Buffer.from('800000140d0c0d0c000000010000000100000001' + '00000005', 'hex')],
		],
		identity: { service: 'rpcbind', access: 'unknown' },
		evidence: /^DUMP answered: denied$/m,
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'some other program of ONC RPC',
		source: 'RFC 5531, section 9',
		port: 111,
		answers: [[nullCalls, replies(...[1, 2, 3, 4, 5].map(notHere))]],
		identity: { service: 'onc-rpc', access: 'unknown' },
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'an NFS server',
		source: 'nfs-ganesha 4.3, recorded',
		port: 2049,
		answers: [[nullCalls, replies(notHere(1), versions(2, 3, 4), ...[3, 4, 5].map(notHere))]],
		otherwise: 'stays silent',
		identity: { service: 'nfs', access: 'unknown' },
		evidence: /^NULL of nfs answered: versions 3 to 4$/,
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'the mount daemon of an NFS server, which answers in its own order',
		source: 'nfs-ganesha 4.3, recorded',
		port: 20048,
		answers: [[nullCalls, replies(notHere(1), notHere(2), versions(3, 1, 3), notHere(5), notHere(4))]],
		otherwise: 'stays silent',
		identity: { service: 'nfs', product: 'mountd', access: 'unknown' },
		evidence: /^NULL of mountd answered: versions 1 to 3$/,
		connections: { usual: 1, elsewhere: 8 },
	},
] satisfies readonly Transcript[];
