import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** By what their errors say; neither tells its version before a sign-in. */
const products: readonly ProductPattern[] = [
	[/\borg\.apache\.activemq\.artemis\b/, 'Apache ActiveMQ Artemis'],
	[/\borg\.apache\.activemq\b/, 'Apache ActiveMQ'],
	[/\bYou must log in using CONNECT first\b/, 'RabbitMQ'],
];

/**
 * A frame with a command that doesn't exist, to be answered with an ERROR. CONNECT would tell more, but even without a
 * name and a password it signs in: RabbitMQ then takes those of its default user.
 */
export const stomp: ProtocolProbe = {
	id: 'stomp',
	spec: 'STOMP 1.2: STOMP Frames, ERROR',
	speaksFirst: 'client',
	ports: [61613],
	tlsPorts: [61614],
	recognise,
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	return recognise(await conversation.exchange('DOORCHECK\n\n\0', (bytes) => bytes.includes(0, 1)));
}

/** `ERROR`, headers, an empty line, a body and a NUL. */
function recognise(bytes: Buffer): Identity | undefined {
	const text = bytes.toString('utf8');
	const headers = /^ERROR\r?\n((?:[a-z][\w-]*:[^\n]*\n)*)\r?\n/.exec(text)?.[1];
	const message = /^message:([^\r\n]*)/m.exec(headers ?? '')?.[1];
	if (message === undefined || !text.includes('\0')) return undefined;
	return {
		service: 'stomp',
		...productIn(text, products),
		access: 'unknown',
		evidence: [`an unknown command was answered: ERROR ${message}`],
	};
}
