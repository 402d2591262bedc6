import type { Transcript } from '../transcript.ts';

/** Size, key 18, version 0, correlation, client id. */
const apiVersions = /^\x00\x00\x00\x13\x00\x12\x00\x00door\x00\x09doorcheck$/;
/** Size, key 3, version 1, correlation, client id, no topics. */
const metadata = /^\x00\x00\x00\x17\x00\x03\x00\x01door\x00\x09doorcheck\x00\x00\x00\x00$/;

/** Size (4), correlation (4), body. */
function response(...body: readonly number[]): Buffer {
	return Buffer.concat([Buffer.of(0, 0, 0, 4 + body.length), Buffer.from('door'), Buffer.from(body)]);
}

/** No error, a count, and for each kind of request its key, first and last version. */
const versions = response(
	...[0, 0, 0, 0, 0, 5],
	...[0, 0, 0, 0, 0, 9],
	...[0, 1, 0, 0, 0, 13],
	...[0, 3, 0, 0, 0, 12],
	...[0, 17, 0, 0, 0, 1],
	...[0, 18, 0, 0, 0, 3],
);

/** One broker: id 1, kafka-1:9092, no rack; controller 1; no topics. */
const brokers = response(
	...[0, 0, 0, 1, 0, 0, 0, 1, 0, 7, ...Buffer.from('kafka-1'), 0, 0, 0x23, 0x84, 0xff, 0xff],
	...[0, 0, 0, 1, 0, 0, 0, 0],
);

export default [
	{
		name: 'a broker that needs no sign-in',
		source: 'Kafka protocol guide, ApiVersions version 0 and Metadata version 1',
		port: 9092,
		answers: [
			[apiVersions, versions],
			[metadata, brokers],
		],
		identity: { service: 'kafka', access: 'open', remark: 'answers without a password' },
		evidence: /^Metadata answered: brokers kafka-1:9092$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a broker that wants a sign-in first',
		source: 'Kafka protocol guide, SASL authentication sequence',
		port: 9092,
		answers: [[apiVersions, versions]],
		identity: { service: 'kafka', access: 'protected', remark: 'asks for a password' },
		evidence: /^Metadata before a sign-in: connection closed$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a controller, which knows no Metadata',
		source: 'Kafka protocol guide, ApiVersions version 0',
		port: 9093,
		answers: [[apiVersions, response(...[0, 0, 0, 0, 0, 2], ...[0, 1, 0, 4, 0, 17], ...[0, 18, 0, 0, 0, 4])]],
		identity: { service: 'kafka', access: 'unknown' },
		connections: { usual: 2 },
	},
] satisfies readonly Transcript[];
