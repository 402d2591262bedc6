import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Says QUIT, the protocol's goodbye, and reads what comes until the server closes: most greet with notices, the others
 * answer. Servers refuse an address for a while that comes back soon, so one connection has to do.
 */
export const irc: ProtocolProbe = {
	id: 'irc',
	spec: 'RFC 1459, sections 2.3, 4.1.6 and 4.6.4; RFC 2812, sections 3.1.7 and 3.7.4',
	speaksFirst: 'client',
	ports: [6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669],
	tlsPorts: [6697],
	recognise,
	converse,
};

/** How long a server may take that looks the visitor's name up before it says goodbye. Milliseconds. */
const goodbyeMs = 1000;

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	await conversation.exchange('QUIT\r\n', (bytes) => farewell.test(bytes.toString('utf8')), goodbyeMs);
	return recognise(conversation.heard);
}

const farewell = /^ERROR :[^\n]*\n/m;

/** Notices to nobody in particular, with the server's name before them or AUTH behind, and errors. */
const message = /^(?::\S+ )?(?:NOTICE (?:\*|AUTH) :|ERROR :|(?:020|421|451) \S+ )[^\r\n]*\r?\n/;

function recognise(bytes: Buffer): Identity | undefined {
	const text = bytes.toString('utf8');
	const match = message.exec(text);
	if (!match) return undefined;
	const [line] = match;
	const goodbye = farewell.exec(text)?.[0].trim();
	return {
		service: 'irc',
		access: 'unknown',
		evidence: [`said ${line.trim()}`, ...(goodbye && goodbye !== line.trim() ? [`said ${goodbye}`] : [])],
		...(/\bthrottled\b|\bbanned\b|[-:]lined?\b/i.test(goodbye ?? '') ? { remark: 'turns this address away' } : {}),
	};
}
