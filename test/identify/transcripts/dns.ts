import type { Transcript } from '../transcript.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

const askedVersion = /^\0\x1e\x0d\x0c[\s\S]{10}\x07version\x04bind\0\0\x10\0\x03$/;
const askedName = /^\0\x23\x0d\x0d[\s\S]{10}\x09doorcheck\x07invalid\0\0\x01\0\x01$/;
const [version, name] = ['0776657273696f6e0462696e640000100003', '09646f6f72636865636b07696e76616c69640000010001'];

export default [
	{
		name: 'a resolver for everyone',
		source: 'bind9 9.18.49, recorded; the root zone is its own',
		port: 53,
		answers: [
			[
				askedVersion,
				// An answer of one TXT record, and an authority.
				hex(`0051 0d0c 8400 0001 0001 0001 0000 ${version} c00c 0010 0003 00000000
					0019 18 392e31382e34392d317e646562313275332d44656269616e c00c 0002 0003 00000000 0002 c00c`),
			],
			[
				askedName,
				// NXDOMAIN, recursion available, and an authority.
				hex(`0048 0d0d 8583 0001 0000 0001 0000 ${name} 00 0006 0001 00000e10
					001a 016100 016200 00000001 00000e10 00000e10 00000e10 00000e10`),
			],
		],
		identity: {
			...{ service: 'dns', product: 'BIND', version: '9.18.49', os: 'Debian' },
			...{ access: 'unknown', remark: 'answers recursive questions' },
		},
		evidence: /^version\.bind answered: 9\.18\.49-1~deb12u3-Debian\ndoorcheck\.invalid answered: NXDOMAIN, looks up/,
		connections: { usual: 1 },
	},
	{
		name: 'a resolver that refuses strangers and repeats no question',
		source: 'unbound 1.17.1, recorded',
		port: 53,
		answers: [
			[askedVersion, hex('000c 0d0c 8005 0000 0000 0000 0000')],
			[askedName, hex('000c 0d0d 8105 0000 0000 0000 0000')],
		],
		identity: { service: 'dns', access: 'unknown', remark: undefined },
		evidence: /^version\.bind answered: REFUSED\ndoorcheck\.invalid answered: REFUSED$/,
		connections: { usual: 1 },
	},
	{
		name: 'a forwarder without anybody to ask, which claims recursion and refuses',
		source: 'dnsmasq 2.90, recorded',
		port: 53,
		answers: [
			[
				askedVersion,
				hex(`0037 0d0c 8480 0001 0001 0000 0000 ${version} c00c 0010 0003 00000000 000d 0c 646e736d6173712d322e3930`),
			],
			[askedName, hex(`0023 0d0d 8185 0001 0000 0000 0000 ${name}`)],
		],
		identity: { service: 'dns', product: 'dnsmasq', version: '2.90', remark: undefined },
		connections: { usual: 1 },
	},
	{
		name: 'a server that knows no such class and goes',
		source: 'RFC 1035, section 4.1.1 (NOTIMP)',
		port: 53,
		answers: [[askedVersion, hex(`001e 0d0c 8004 0001 0000 0000 0000 ${version}`), 'hangs up']],
		identity: { service: 'dns', access: 'unknown', product: undefined },
		evidence: /^version\.bind answered: NOTIMP$/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
