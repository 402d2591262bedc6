import type { Transcript } from '../transcript.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

const askedVersion = /^\0\x1e\x0d\x0c\x01\0\0\x01\0{6}\x07version\x04bind\0\0\x10\0\x03$/;
const askedRoot = /^\0\x11\x0d\x0c\x01\0\0\x01\0{6}\0\0\x02\0\x01$/;
const version = '0776657273696f6e0462696e640000100003';
const root = '0000020001';

/** The guess that is meant for OpenVPN, and the error that it gets here. */
const openvpnReset = /^\0\x0e\x38d\0{12}$/;

export default [
	{
		name: 'a resolver for everyone',
		source: 'bind9 9.18.49, recorded; the root zone is its own',
		port: 53,
		answers: [
			[openvpnReset, hex('000c 3864 8001 0000 0000 0000 0000')],
			[
				askedVersion,
				// An answer of one TXT record, and an authority.
				hex(`0051 0d0c 8400 0001 0001 0001 0000 ${version} c00c 0010 0003 00000000
					0019 18 392e31382e34392d317e646562313275332d44656269616e c00c 0002 0003 00000000 0002 c00c`),
			],
			[
				askedRoot,
				// One name server, recursion available.
				hex(`001f 0d0c 8580 0001 0001 0000 0000 ${root} 00 0002 0001 00000e10 0003 016100`),
			],
		],
		otherwise: 'stays silent',
		identity: {
			...{ service: 'dns', product: 'BIND', version: '9.18.49', packageVersion: '9.18.49-1~deb12u3', os: 'Debian' },
			...{ access: 'open', remark: 'looks up names for strangers' },
		},
		evidence: /^version\.bind answered: 9\.18\.49-1~deb12u3-Debian\nrecursive query .* root answered: 1 of them$/,
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'a resolver that refuses strangers and repeats no question',
		source: 'unbound 1.17.1, recorded',
		port: 53,
		answers: [
			[openvpnReset, hex('000c 3864 8005 0000 0000 0000 0000')],
			[askedVersion, hex('000c 0d0c 8005 0000 0000 0000 0000')],
			[askedRoot, hex('000c 0d0c 8105 0000 0000 0000 0000')],
		],
		otherwise: 'stays silent',
		identity: { service: 'dns', access: 'unknown', remark: undefined },
		evidence: /^version\.bind answered: REFUSED\nrecursive query .* answered: REFUSED$/,
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'a forwarder without anybody to ask, which claims recursion and refuses',
		source: 'dnsmasq 2.90, recorded',
		port: 53,
		answers: [
			[openvpnReset, hex('000c 3864 8085 0000 0000 0000 0000')],
			[
				askedVersion,
				hex(`0037 0d0c 8480 0001 0001 0000 0000 ${version} c00c 0010 0003 00000000 000d 0c 646e736d6173712d322e3930`),
			],
			[askedRoot, hex(`0011 0d0c 8185 0001 0000 0000 0000 ${root}`)],
		],
		otherwise: 'stays silent',
		identity: { service: 'dns', product: 'dnsmasq', version: '2.90', remark: undefined },
		connections: { usual: 1, elsewhere: 8 },
	},
	{
		name: 'a domain controller that tells its version',
		source: 'RFC 4892, section 2; the text is that of Windows Server 2008 R2',
		port: 53,
		answers: [
			[
				askedVersion,
				// The name is repeated as it is, without a pointer: "Microsoft DNS 6.1.7601 (1DB15D39)".
				hex(`0058 0d0c 8480 0001 0001 0000 0000 ${version} 0776657273696f6e0462696e6400 0010 0003 00000000 0022 21
					4d6963726f736f667420444e5320362e312e373630312028314442313544333929`),
			],
			[
				askedRoot,
				// Two of them, with a pointer to the rest of the second's name.
				hex(`003f 0d0c 8180 0001 0002 0000 0000 ${root} 00 0002 0001 00000e10 0014
					01610c726f6f742d73657276657273036e657400 00 0002 0001 00000e10 0004 0162c01e`),
			],
		],
		identity: {
			...{ service: 'dns', product: 'Microsoft DNS', version: '6.1.7601', os: 'Windows' },
			...{ access: 'open', remark: 'looks up names for strangers' },
		},
		evidence: /^recursive query .* answered: 2 of them$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a server that knows no such class and goes',
		source: 'RFC 1035, section 4.1.1 (NOTIMP)',
		port: 53,
		answers: [[askedVersion, hex(`001e 0d0c 8004 0001 0000 0000 0000 ${version}`), 'hangs up']],
		identity: { service: 'dns', access: 'unknown', product: undefined },
		evidence: /^version\.bind answered: NOTIMP$/,
		connections: { usual: 2 },
	},
	{
		name: 'a resolver that hangs up on other classes than that of the internet',
		source: "djbdns 1.05, dnscache.c: packetquery, and the connection's end where it refuses",
		port: 53,
		answers: [[askedRoot, hex(`001f 0d0c 8180 0001 0001 0000 0000 ${root} 00 0002 0001 00000e10 0003 016100`)]],
		identity: { service: 'dns', access: 'open', product: undefined, remark: 'looks up names for strangers' },
		evidence: /^recursive query .* answered: 1 of them$/,
		connections: { usual: 2 },
	},
] satisfies readonly Transcript[];
