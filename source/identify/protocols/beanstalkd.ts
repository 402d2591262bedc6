import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks for the statistics of the server, which has no passwords at all, and leaves. */
export const beanstalkd: ProtocolProbe = {
	id: 'beanstalkd',
	spec: 'beanstalkd protocol.txt: stats, quit, UNKNOWN_COMMAND',
	speaksFirst: 'client',
	ports: [11300],
	recognise,
	converse,
};

/** Its answer to a GET: once for the request, once for the empty line after it. */
function recognise(bytes: Buffer): Identity | undefined {
	if (bytes.toString('latin1', 0, 64) !== 'UNKNOWN_COMMAND\r\nUNKNOWN_COMMAND\r\n') return undefined;
	return { service: 'beanstalkd', access: 'unknown', evidence: ['GET answered: UNKNOWN_COMMAND, twice'] };
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange('stats\r\n', (bytes) => isWhole(bytes.toString('utf8')));
	const text = answer.toString('utf8');
	const stated = /^version: "?([^"\r\n]+)"?\r?$/m.exec(text)?.[1];
	if (!isStatistics(text) || stated === undefined) return undefined;
	conversation.send('quit\r\n');
	const version = /^\d+(?:\.\d+)*/.exec(stated)?.[0];
	return {
		service: 'beanstalkd',
		product: 'beanstalkd',
		...(version ? { version } : {}),
		access: 'open',
		evidence: [`stats answered: version ${stated}`],
		remark: 'answers without a password',
	};
}

/** `OK`, the count of bytes, and as many of a YAML dictionary that begins with the jobs there are. */
function isStatistics(text: string): boolean {
	return /^OK \d{1,9}\r\n---\ncurrent-jobs-urgent: \d/.test(text);
}

function isWhole(text: string): boolean {
	const [head, count = '0'] = /^OK (\d{1,9})\r\n/.exec(text) ?? [];
	return head === undefined ? text.includes('\n') : text.length >= head.length + Number(count);
}
