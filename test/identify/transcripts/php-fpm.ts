import type { Transcript } from '../transcript.ts';

const getValues = /FCGI_MPXS_CONNS$/;

export default [
	{
		name: 'a PHP-FPM that serves everybody',
		source: 'php-fpm 8.2, recorded',
		port: 9000,
		// A record of type 10 with one pair, FCGI_MPXS_CONNS and 0, and padding.
		answers: [
			[getValues, Buffer.from('010a0000001206000f01464347495f4d5058535f434f4e4e5330000000000000', 'hex'), 'hangs up'],
		],
		identity: { service: 'php-fpm', access: 'open', remark: 'answers without a password' },
		evidence: /^FCGI_GET_VALUES answered: FCGI_MPXS_CONNS=0$/,
		connections: { usual: 2, elsewhere: 13 },
	},
	{
		name: 'a FastCGI server that knows none of the values',
		source: 'FastCGI Specification 1.0, section 4.1',
		port: 9000,
		answers: [[getValues, Buffer.from('010a000000000000', 'hex')]],
		identity: { service: 'php-fpm', access: 'open' },
		evidence: /^FCGI_GET_VALUES answered: no values$/,
		connections: { usual: 2, elsewhere: 13 },
	},
] satisfies readonly Transcript[];
