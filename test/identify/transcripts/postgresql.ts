import type { Transcript } from '../transcript.ts';

const sslRequest = /^\0\0\0\x08\x04\xd2\x16\x2f$/;

/** ErrorResponse: severity FATAL, code 08P01, message. */
const partialPacket = Buffer.from('450000003d53464154414c00433038503031004d', 'hex').toString('latin1');
const pgBouncerError = Buffer.from(`${partialPacket}client sent partial pkt in startup phase\0\0`, 'latin1');

/** The same with the untranslated severity, file, line and routine, as servers since 9.6 send it. */
const tooMany = [
	'SFATAL',
	'VFATAL',
	'C53300',
	'Msorry, too many clients already',
	'Fproc.c',
	'L345',
	'RInitProcess',
	'\0',
];
const serverError = Buffer.from(
	`E\0\0\0${String.fromCharCode(4 + tooMany.join('\0').length)}${tooMany.join('\0')}`,
	'latin1',
);

export default [
	{
		name: 'a PostgreSQL without TLS',
		source: 'PostgreSQL 15.14, recorded',
		port: 5432,
		answers: [[sslRequest, 'N']],
		identity: { service: 'postgresql', access: 'unknown', remark: 'no encryption offered' },
		evidence: /^SSLRequest answered: N/,
		connections: { usual: 1, elsewhere: 3 },
	},
	{
		name: 'a PgBouncer that finds fault with the request of a web browser',
		source: 'pgbouncer 1.18.0, recorded',
		port: 8080,
		answers: [[/./s, pgBouncerError, 'hangs up']],
		identity: { service: 'postgresql', product: 'PgBouncer', access: 'unknown' },
		evidence: /^answered FATAL 08P01: client sent partial pkt/,
		connections: { usual: 2, elsewhere: 2 },
	},
	{
		name: 'a PostgreSQL that refuses before it was asked for anything',
		source: 'PostgreSQL frontend/backend protocol 3.0, ErrorResponse and its fields',
		port: 5432,
		answers: [[/./s, serverError, 'hangs up']],
		identity: { service: 'postgresql', access: 'unknown' },
		evidence: /^answered FATAL 53300: sorry, too many clients already$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a CockroachDB',
		source: 'PostgreSQL frontend/backend protocol 3.0, SSLRequest',
		port: 26257,
		answers: [[sslRequest, 'N']],
		identity: { service: 'cockroachdb', access: 'unknown', remark: 'no encryption offered' },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
