import type { Transcript } from '../transcript.ts';

const header = 'AMQP\x00\x00\x09\x01';
const headerSent = /^AMQP\x00\x00\x09\x01$/;

/** Method frame on channel 0: connection.start, version 0-9, server properties, mechanisms, locales. */
function start(properties: string, mechanisms: string): Buffer {
	const payload = `\x00\x0a\x00\x0a\x00\x09${long(properties)}${long(mechanisms)}${long('en_US')}`;
	return Buffer.from(`\x01\x00\x00${long(payload)}\xce`, 'latin1');
}

function long(text: string): string {
	const size = Buffer.alloc(4);
	size.writeUInt32BE(text.length);
	return size.toString('latin1') + text;
}

/** A field with a long string, and one with a table of booleans. */
function text(name: string, value: string): string {
	return `${String.fromCharCode(name.length)}${name}S${long(value)}`;
}

const capabilities = `\x0ccapabilitiesF${long('\x12publisher_confirmst\x01\x0abasic.nackt\x01')}`;

export default [
	{
		name: 'RabbitMQ',
		source: 'rabbitmq-server 3.10.8, recorded (fewer capabilities)',
		port: 5672,
		answers: [
			[
				headerSent,
				start(
					capabilities +
						text('cluster_name', 'doorcheck@vm') +
						text('copyright', 'Copyright (c) 2007-2022 VMware, Inc. or its affiliates.') +
						text('information', 'Licensed under the MPL 2.0. Website: https://rabbitmq.com') +
						text('platform', 'Erlang/OTP 25.2.3') +
						text('product', 'RabbitMQ') +
						text('version', '3.10.8'),
					'AMQPLAIN PLAIN',
				),
			],
			[/^GET \//, header, 'hangs up'],
		],
		otherwise: 'hangs up',
		identity: {
			service: 'rabbitmq',
			product: 'RabbitMQ',
			version: '3.10.8',
			access: 'protected',
			remark: 'asks for a password',
		},
		evidence: /^AMQP header answered: mechanisms AMQPLAIN PLAIN$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'RabbitMQ that offers to do without a password',
		source: 'AMQP 0-9-1, connection.start, with the mechanisms of RabbitMQ 4 as delivered',
		port: 5672,
		answers: [
			[headerSent, start(text('product', 'RabbitMQ') + text('version', '4.1.0'), 'PLAIN AMQPLAIN ANONYMOUS')],
			[/^GET \//, header, 'hangs up'],
		],
		identity: {
			service: 'rabbitmq',
			version: '4.1.0',
			access: 'unknown',
			remark: 'offers sign-in without a password',
		},
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'RabbitMQ that wants a certificate',
		source: 'AMQP 0-9-1, connection.start, with the mechanism of its plugin rabbitmq_auth_mechanism_ssl',
		port: 5672,
		answers: [[headerSent, start(text('product', 'RabbitMQ') + text('version', '4.1.0'), 'EXTERNAL')]],
		identity: { service: 'rabbitmq', access: 'protected', remark: 'asks for a client certificate' },
		connections: { usual: 1 },
	},
	{
		name: 'a broker that speaks AMQP 1.0 only',
		source: 'AMQP 1.0, section 2.2',
		port: 5672,
		otherwise: 'AMQP\x03\x01\x00\x00',
		identity: { service: 'rabbitmq', product: undefined, access: 'unknown' },
		evidence: /^answered with the header of AMQP 1\.0 with SASL$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
