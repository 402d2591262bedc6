import type { Transcript } from '../transcript.ts';

const refusal =
	'HTTP/1.0 400 Bad Request\r\nContent-Type: text/html; charset=UTF-8\r\n\r\nWebSockets request was expected\r\n';
const head = 'HTTP/1.0 200 OK\r\nContent-Type: application/json; charset=UTF-8\r\nCache-Control: no-cache\r\n';

export default [
	{
		name: 'a Node.js that may be debugged',
		source: 'Node.js 20.20.2, recorded',
		port: 9229,
		answers: [
			[
				/^GET \/json\/version /,
				`${head}Content-Length: 65\r\n\r\n{\n  "Browser": "node.js/v20.20.2",\n  "Protocol-Version": "1.1"\n} `,
			],
			[/^/, refusal, 'hangs up'],
		],
		identity: { service: 'node-inspector', product: 'Node.js', version: '20.20.2', access: 'open' },
		evidence: /^GET \/json\/version answered: node\.js\/v20\.20\.2$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Node.js inspector that answers no such question',
		source: 'Node.js 20.20.2, its refusal alone',
		port: 9229,
		answers: [[/^/, refusal, 'hangs up']],
		identity: { service: 'node-inspector', product: 'Node.js', access: 'unknown' },
		evidence: /WebSockets request was expected/,
		connections: { usual: 2, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
