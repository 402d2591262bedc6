import type { Transcript } from '../transcript.ts';

const specification =
	"MySQL X Protocol (mysqlx.proto, mysqlx_connection.proto, mysqlx_notice.proto), written with MySQL's own package";

/** CapabilitiesGet, and Close. */
const capabilitiesGet = /^\x01\x00\x00\x00\x01$/;
const close = /^\x01\x00\x00\x00\x03$/;

/** Notice of type SERVER_HELLO. */
const hello = Buffer.from('050000000b08051a00', 'hex');

/** Capabilities: tls, authentication.mechanisms, doc.formats, client.interactive, compression, node_type, … */
const withTls = Buffer.from(
	'3d010000020a0f0a03746c73120808011204080740000a3a0a1961757468656e7469636174696f6e2e6d656368616e69736d' +
		'73121d080322190a170801121308084a0f0a0d5348413235365f4d454d4f52590a1d0a0b646f632e666f726d617473120e08' +
		'01120a08084a060a04746578740a1e0a12636c69656e742e696e746572616374697665120808011204080740000a6e0a0b63' +
		'6f6d7072657373696f6e125f08021a5b0a590a09616c676f726974686d124c080322480a180801121408084a100a0e646566' +
		'6c6174655f73747265616d0a150801121108084a0d0a0b6c7a345f6d6573736167650a150801121108084a0d0a0b7a737464' +
		'5f73747265616d0a1c0a096e6f64655f74797065120f0801120b08084a070a056d7973716c0a200a14636c69656e742e7077' +
		'645f6578706972655f6f6b12080801120408074000',
	'hex',
);

/** Capabilities without tls. */
const withoutTls = Buffer.from(
	'8f000000020a4d0a1961757468656e7469636174696f6e2e6d656368616e69736d7312300803222c0a110801120d08084a09' +
		'0a074d5953514c34310a170801121308084a0f0a0d5348413235365f4d454d4f52590a1d0a0b646f632e666f726d61747312' +
		'0e0801120a08084a060a04746578740a1e0a12636c69656e742e696e74657261637469766512080801120408074000',
	'hex',
);

/** Ok: bye! */
const bye = Buffer.from('07000000000a0462796521', 'hex');

export default [
	{
		name: 'the X Protocol of MySQL 8',
		source: specification,
		port: 33060,
		greeting: hello,
		answers: [
			[capabilitiesGet, withTls],
			[close, bye, 'hangs up'],
		],
		identity: { service: 'mysql', product: 'MySQL', access: 'unknown' },
		evidence: /^CapabilitiesGet answered: tls, authentication\.mechanisms, doc\.formats, .*\noffers TLS$/,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'the X Protocol of MySQL 8, where nobody expects it,',
		source: specification,
		port: 33333,
		greeting: hello,
		identity: { service: 'mysql', product: 'MySQL', access: 'unknown' },
		evidence: /^greeted as X Protocol/,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'the X Protocol of a MySQL that does not greet and has no TLS',
		source: specification,
		port: 33060,
		answers: [
			[capabilitiesGet, withoutTls],
			[close, bye, 'hangs up'],
		],
		identity: { service: 'mysql', product: 'MySQL', remark: 'no encryption offered' },
		evidence: /^offers no TLS$/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
