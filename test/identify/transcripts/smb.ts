import type { Transcript } from '../transcript.ts';

const negotiate = /\xfeSMB/;
/** Header, no words, twelve bytes. */
const negotiateVersion1 = /^\0\0\0\x2f\xffSMBr.{27}\0\x0c\0\x02NT LM 0\.12\0$/s;
const sessionRequest = /^\x81\0\0\x44/;

// NEGOTIATE response: signing enabled, 3.1.1, a GUID that is the name "vm", SPNEGO, hash of the connection.
const samba = Buffer.from(
	[
		'000000fefe534d4240000000000000000000010001000000000000000000000000000000000000000000000000000000',
		'00000000000000000000000000000000000000004100010011030100766d000000000000000000000000000007000000',
		'000080000000800000008000c62ee34f267ddd01000000000000000080004a00d0000000604806062b0601050502a03e',
		'303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f52464334313738',
		'40706c656173655f69676e6f72650000000000000100260000000000010020000100a2a921839983d1ade71777b80d9a',
		'9672962c397fb3c96733d061e334f78d086a',
	].join(''),
	'hex',
);

// NEGOTIATE response of version 1: 17 words, the dialect that was offered, user-level security, and SPNEGO.
const version1 = Buffer.from(
	[
		'0000009fff534d4272000000008801c8000000000000000000000000000000000000000011000003320001000441000000',
		'00010027030000fdf380800fd74d93467ddd010000005a00766d0000000000000000000000000000604806062b06010505',
		'02a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431',
		'373840706c656173655f69676e6f7265',
	].join(''),
	'hex',
);

/** NEGOTIATE response ([MS-SMB2], section 2.2.4) with a random GUID, and no token. */
function response(securityMode: number, dialect: number): Buffer {
	const message = Buffer.alloc(4 + 64 + 64);
	message.writeUInt32BE(message.length - 4, 0);
	message.write('fe534d4240', 4, 'hex');
	message.writeUInt32LE(1, 4 + 16);
	const body = message.subarray(4 + 64);
	body.writeUInt16LE(65, 0);
	body.writeUInt16LE(securityMode, 2);
	body.writeUInt16LE(dialect, 4);
	body.write('8b1f0d3ce2a94c6b9f5577aa10f3d2c4', 8, 'hex');
	return message;
}

export default [
	{
		name: 'a Samba',
		source: 'smbd 4.17.12, recorded',
		port: 445,
		answers: [[negotiate, samba]],
		identity: { service: 'smb', product: 'Samba', access: 'unknown', remark: 'SMB 3.1.1, signing not required' },
		evidence: /^NEGOTIATE answered: SMB 3\.1\.1, signing not required$/,
		connections: { usual: 2 },
	},
	{
		name: 'a server that has SMB 1 beside newer versions',
		source: 'smbd 4.17.12 with server min protocol = NT1, recorded',
		port: 445,
		answers: [
			[negotiate, samba],
			[negotiateVersion1, version1],
		],
		identity: { service: 'smb', product: 'Samba', remark: 'SMB 3.1.1, signing not required, SMB 1 too' },
		evidence: /^NEGOTIATE for SMB 1 alone answered: accepted$/m,
		connections: { usual: 2 },
	},
	{
		name: 'a server that has no dialect in common when asked for SMB 1',
		source: '[MS-CIFS], section 2.2.4.52.2',
		port: 445,
		// One word: 0xffff.
		answers: [
			[negotiate, samba],
			[negotiateVersion1, Buffer.from(`00000025ff534d4272000000008801c8${'00'.repeat(20)}01ffff0000`, 'hex')],
		],
		identity: { service: 'smb', product: 'Samba', remark: 'SMB 3.1.1, signing not required' },
		connections: { usual: 2 },
	},
	{
		name: 'a Samba behind NetBIOS',
		source: 'smbd 4.17.12, recorded',
		port: 139,
		answers: [
			[sessionRequest, Buffer.from('82000000', 'hex')],
			[negotiate, samba],
		],
		identity: { service: 'smb', product: 'Samba', access: 'unknown', remark: 'SMB 3.1.1, signing not required' },
		connections: { usual: 2 },
	},
	{
		name: 'a NetBIOS session service that knows no such name',
		source: 'RFC 1002, section 4.3.4',
		port: 139,
		answers: [[sessionRequest, Buffer.from('8300000182', 'hex'), 'hangs up']],
		identity: { service: 'smb', access: 'unknown' },
		evidence: /^NetBIOS session request answered: refused \(error 0x82\)$/,
		connections: { usual: 1 },
	},
	{
		name: 'a Windows that requires signing',
		source: '[MS-SMB2], section 2.2.4',
		port: 445,
		answers: [[negotiate, response(3, 0x0302)]],
		identity: { service: 'smb', product: undefined, access: 'unknown', remark: 'SMB 3.0.2, signing required' },
		connections: { usual: 2 },
	},
	{
		name: 'a server that answers in SMB 1',
		source: '[MS-CIFS], section 2.2.3.1',
		port: 445,
		// STATUS_NOT_SUPPORTED.
		answers: [[negotiate, Buffer.from(`00000023ff534d4272bb0000c080${'00'.repeat(25)}`, 'hex'), 'hangs up']],
		identity: { service: 'smb', access: 'unknown', remark: 'SMB 1 only' },
		connections: { usual: 1 },
	},
	{
		name: 'a server that hangs up on whoever has nothing older to offer than SMB 2',
		source: 'smbd 4.17.12 with server max protocol = NT1, recorded',
		port: 445,
		answers: [[negotiateVersion1, version1]],
		identity: { service: 'smb', product: undefined, access: 'unknown', remark: 'SMB 1 only' },
		evidence: /^NEGOTIATE for SMB 1 alone answered: accepted$/m,
		connections: { usual: 2 },
	},
	{
		name: 'one behind NetBIOS',
		source: 'smbd 4.17.12 with server max protocol = NT1, recorded',
		port: 139,
		answers: [
			[sessionRequest, Buffer.from('82000000', 'hex')],
			[negotiateVersion1, version1],
		],
		identity: { service: 'smb', remark: 'SMB 1 only' },
		connections: { usual: 2 },
	},
] satisfies readonly Transcript[];
