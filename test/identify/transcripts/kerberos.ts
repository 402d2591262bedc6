import type { Transcript } from '../transcript.ts';

const asReq = /krbtgt/;

// KRB-ERROR: 61, field too long, of krbtgt/DOORCHECK.TEST.
const tooLong = Buffer.from(
	[
		'000000647e623060a003020105a10302011ea411180f32303236313132353231343334345aa50502030aadc8a6030201',
		'3da9101b0e444f4f52434845434b2e54455354aa233021a003020102a11a30181b066b72627467741b0e444f4f524348',
		'45434b2e54455354',
	].join(''),
	'hex',
);

export default [
	{
		name: "MIT's KDC",
		source: 'krb5-kdc 1.20.1, recorded',
		port: 88,
		answers: [
			[
				asReq,
				// KRB-ERROR: 6, client not found, with the realm that was asked for, and NULL_CLIENT.
				Buffer.from(
					[
						'000000797e773075a003020105a10302011ea411180f32303236313132353232343630365aa505020308af40a6030201',
						'06a9131b11444f4f52434845434b2e494e56414c4944aa263024a003020102a11d301b1b066b72627467741b11444f4f',
						'52434845434b2e494e56414c4944ab0d1b0b4e554c4c5f434c49454e54',
					].join(''),
					'hex',
				),
				'hangs up',
			],
			[/^\x80\0\0\0$|^GET /, tooLong, 'hangs up'],
		],
		identity: { service: 'kerberos', product: 'MIT Kerberos', access: 'unknown', remark: 'realm DOORCHECK.TEST' },
		evidence: /error 6 \(client not found\)\nrealm: DOORCHECK\.TEST$/,
		connections: { usual: 2, elsewhere: 3 },
	},
	{
		name: "Heimdal's KDC",
		source: 'heimdal-kdc 7.8, recorded',
		port: 88,
		answers: [
			[
				asReq,
				// KRB-ERROR: 60, generic error, and its words for it.
				Buffer.from(
					[
						'000000837e8180307ea003020105a10302011ea411180f32303236313132353232343630375aa5050203049a07a60302',
						'013ca9131b11444f4f52434845434b2e494e56414c4944aa263024a003020102a11d301b1b066b72627467741b11444f',
						'4f52434845434b2e494e56414c4944ab161b144e6f20636c69656e7420696e2072657175657374',
					].join(''),
					'hex',
				),
				'hangs up',
			],
		],
		identity: { service: 'kerberos', product: 'Heimdal', access: 'unknown', remark: undefined },
		evidence: /^AS-REQ without a name answered: error 60 \(generic error\)$/,
		connections: { usual: 1 },
	},
	{
		name: 'a KDC that names its realm at once',
		source: 'RFC 4120, sections 5.9.1 and 7.5.9',
		port: 88,
		answers: [
			[
				asReq,
				Buffer.from(
					'0000003c7e3a3038a003020105a10302011ea411180f32303236313132353232343630375aa5040202014ba603020144a90e1b0c434f52502e4558414d504c45',
					'hex',
				),
			],
		],
		identity: { service: 'kerberos', product: undefined, access: 'unknown', remark: 'realm CORP.EXAMPLE' },
		evidence: /error 68 \(wrong realm\)\nrealm: CORP\.EXAMPLE$/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
