import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Asks about a user who doesn't exist. An empty question would list who is signed in: more than needs to be known to
 * say that strangers get an answer.
 */
export const finger: ProtocolProbe = {
	id: 'finger',
	spec: 'RFC 1288, sections 2.1 and 2.3',
	speaksFirst: 'client',
	ports: [79],
	recognise: (bytes) => identityOf(bytes, 'answered'),
	converse: async (conversation: Conversation) =>
		identityOf(await conversation.exchange('doorcheck\r\n', hasLine), 'doorcheck answered:'),
};

/** BSD's (which takes a browser's request for names), GNU's, and the older form `Login name: x   In real life: ???`. */
const answers = /^(?:finger: )?[^\s:]{1,64}: no such user\.|^Login(?: name)?: .*\bIn real life: \?\?\?/i;

function identityOf(bytes: Buffer, verb: string): Identity | undefined {
	const line = bytes
		.toString('utf8', 0, 4096)
		.split(/\r?\n/)
		.find((line) => line.trim() !== '');
	if (line === undefined || !bytes.includes(0x0a) || !answers.test(line)) return undefined;
	return { service: 'finger', access: 'unknown', evidence: [`${verb} ${line}`], remark: 'tells who has an account' };
}
