import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a streaming server',
		source: 'rtsp-server-perl 0.06, recorded',
		port: 554,
		answers: [
			[
				/^OPTIONS \* RTSP\/1\.0\r\nCSeq: 1\r\n[\s\S]*\r\n\r\n$/,
				'RTSP/1.0 200 OK\r\nPublic: OPTIONS, DESCRIBE, TEARDOWN, SETUP, PLAY, STOP\r\nCSeq: 1\r\nSession: 1\r\n\r\n',
			],
			[/^GET \//, 'RTSP/1.0 400 Bad Request\r\nSession: 2\r\n\r\nRTSP/1.0 400 Bad Request\r\nSession: 2\r\n\r\n'],
		],
		identity: { service: 'rtsp', access: 'unknown' },
		evidence: /^OPTIONS answered: RTSP\/1\.0 200 OK\nPublic: OPTIONS, DESCRIBE/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a camera that wants a password even for this',
		source: 'RFC 2326, section 7.1.1',
		port: 8554,
		answers: [
			[
				/^OPTIONS /,
				'RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nServer: Rtsp Server/3.0\r\nWWW-Authenticate: Digest realm="camera"\r\n\r\n',
			],
		],
		identity: {
			...{ service: 'rtsp', product: 'Rtsp Server', version: '3.0' },
			...{ access: 'protected', remark: 'asks for a password' },
		},
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
