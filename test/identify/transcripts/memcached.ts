import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a Memcached that anyone may use',
		source: 'memcached 1.6.18, recorded',
		port: 11211,
		answers: [
			[/^version\r\n$/, 'VERSION 1.6.18\r\n'],
			// It knows a web browser by its request, and hangs up.
			[/^GET /, '', 'hangs up'],
		],
		otherwise: 'stays silent',
		identity: {
			service: 'memcached',
			product: 'Memcached',
			version: '1.6.18',
			access: 'open',
			remark: 'answers without a password',
		},
		evidence: /^version answered: VERSION 1\.6\.18$/,
		connections: { usual: 1, elsewhere: 5 },
	},
	{
		name: 'a Memcached with a password file',
		source: 'memcached 1.6.18 -Y, recorded',
		port: 11211,
		answers: [[/./s, 'CLIENT_ERROR unauthenticated\r\n']],
		identity: { service: 'memcached', access: 'protected', remark: 'asks for a password' },
		evidence: /^version answered: CLIENT_ERROR unauthenticated$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Memcached with SASL, which speaks binary only',
		source: 'memcached 1.6.18 -S, recorded',
		port: 11211,
		answers: [
			[
				/^\x80\x0b.{22}\x80\x0a.{22}$/s,
				Buffer.from(
					// Version, 6 bytes: 1.6.18.
					'810b00000000000000000006000000000000000000000000312e362e3138' +
						// No-op, status 0x20: Auth failure.
						'810a0000000000200000000d000000000000000000000000' +
						'41757468206661696c7572652e',
					'hex',
				),
			],
		],
		otherwise: 'stays silent',
		identity: { service: 'memcached', version: '1.6.18', access: 'protected', remark: 'asks for a password' },
		evidence: /^no-op \(binary\) answered: Auth failure\.$/m,
		connections: { usual: 2 },
	},
	{
		name: 'a Memcached that speaks binary only and wants no password',
		source: 'memcached 1.6.18 -B binary, recorded',
		port: 11211,
		answers: [
			[
				/^\x80\x0b.{22}\x80\x0a.{22}$/s,
				Buffer.from(
					'810b00000000000000000006000000000000000000000000312e362e3138' +
						'810a00000000000000000000000000000000000000000000',
					'hex',
				),
			],
		],
		otherwise: 'stays silent',
		identity: { service: 'memcached', version: '1.6.18', access: 'open' },
		connections: { usual: 2 },
	},
] satisfies readonly Transcript[];
