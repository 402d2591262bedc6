import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
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
	recognise,
	converse,
};

function recognise(bytes: Buffer): Identity | undefined {
	return identityOf(bytes, 'answered');
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange('doorcheck\r\n', (bytes) => recognise(bytes) !== undefined);
	return identityOf(answer, 'doorcheck answered:');
}

/** BSD's (which takes a browser's request for names), GNU's, and the older form `Login name: x   In real life: ???`. */
const answers = /^(?:finger: )?[^\s:]{1,64}: no such user\.|^Login(?: name)?: .*\bIn real life: \?\?\?/i;

function identityOf(bytes: Buffer, verb: string): Identity | undefined {
	const lines = bytes.toString('utf8', 0, 4096).split(/\r?\n/);
	// What comes after the last line end is no whole line.
	const line = lines.slice(0, -1).find((line) => answers.test(line));
	if (line === undefined) return undefined;
	return { service: 'finger', access: 'unknown', evidence: [`${verb} ${line}`], remark: 'tells who has an account' };
}
