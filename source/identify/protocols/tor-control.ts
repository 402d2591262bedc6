import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks which kinds of sign-in there are: the one question that is answered before a sign-in. */
export const torControl: ProtocolProbe = {
	id: 'tor-control',
	spec: 'Tor control protocol, PROTOCOLINFO and QUIT',
	speaksFirst: 'client',
	ports: [9051, 9151],
	recognise,
	converse,
};

/** Tor knows a browser's request that has come to the wrong port; older versions ask for the sign-in. */
function recognise(bytes: Buffer): Identity | undefined {
	const line = /^(?:HTTP\/1\.\d 501 Tor ControlPort is not an HTTP proxy|514 Authentication required\.)\r\n/.exec(
		bytes.toString('latin1', 0, 80),
	)?.[0];
	if (line === undefined) return undefined;
	return { service: 'tor-control', product: 'Tor', access: 'unknown', evidence: [`answered ${line.trim()}`] };
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const bytes = await conversation.exchange('PROTOCOLINFO 1\r\n', (bytes) =>
		/^(?:250 OK|[45]\d\d [^\r\n]*)\r\n/m.test(bytes.toString('latin1')),
	);
	const answer = bytes.toString('utf8');
	const methods = /^250-AUTH METHODS=([A-Z,]+)/m.exec(answer)?.[1];
	if (!answer.startsWith('250-PROTOCOLINFO ') || methods === undefined) return undefined;
	await conversation.leave('QUIT\r\n');
	const version = /^250-VERSION Tor="(\d[\w.-]*)/m.exec(answer)?.[1];
	const open = methods.split(',').includes('NULL');
	return {
		service: 'tor-control',
		product: 'Tor',
		...(version === undefined ? {} : { version }),
		access: open ? 'open' : 'protected',
		evidence: [`PROTOCOLINFO answered: AUTH METHODS=${methods}`],
		remark: open
			? 'answers without a password'
			: methods.includes('PASSWORD')
				? 'asks for a password'
				: 'asks for a key from a file of its machine',
	};
}
