import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { takeLeave, tlsEvidence } from '../tls.ts';

/** Its greeting says whether it wants to be told who comes. Where it doesn't, PING proves that it answers anyone. */
export const nats: ProtocolProbe = {
	id: 'nats',
	spec: 'NATS client protocol: INFO, PING and PONG, -ERR',
	speaksFirst: 'server',
	ports: [4222],
	recognise,
	converse,
};

interface Info {
	readonly version: string;
	readonly authRequired: boolean;
	readonly tlsRequired: boolean;
}

function recognise(bytes: Buffer): Identity | undefined {
	const info = infoIn(bytes);
	if (!info) return undefined;
	const version = /^v?(\d+(?:\.\d+)*)/.exec(info.version)?.[1];
	return {
		service: 'nats',
		product: 'NATS',
		...(version ? { version } : {}),
		access: info.authRequired ? 'protected' : 'unknown',
		evidence: [
			`greeted with INFO: version ${info.version}, auth_required ${info.authRequired}`,
			...(info.tlsRequired ? ['greeted with INFO: tls_required true'] : []),
		],
		...(info.authRequired ? { remark: 'asks for a password' } : {}),
	};
}

/** `INFO {…}`; fields that are false are left out. */
function infoIn(bytes: Buffer): Info | undefined {
	const text = /^INFO (\{[^\r\n]*\}) *\r?\n/.exec(bytes.toString('utf8'))?.[1];
	const fields = text === undefined ? undefined : objectIn(text);
	if (typeof fields?.server_id !== 'string' || typeof fields.version !== 'string') return undefined;
	return {
		version: fields.version,
		authRequired: fields.auth_required === true,
		tlsRequired: fields.tls_required === true || fields.ssl_required === true,
	};
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

async function converse(
	conversation: Conversation,
	{ serverName, secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	const info = infoIn(conversation.heard);
	if (!greeting || !info || info.authRequired) return greeting;
	if (!info.tlsRequired || secure) return ping(conversation, greeting);
	const secured = await conversation.startTls(serverName);
	if (typeof secured === 'string') return greeting;
	const { facts } = secured;
	const identity = await ping(conversation.over(secured.stream), {
		...greeting,
		evidence: [...greeting.evidence, ...(facts ? tlsEvidence(facts) : [])],
		...(facts ? { tls: facts } : {}),
	});
	await takeLeave(secured);
	return identity;
}

async function ping(conversation: Conversation, greeting: Identity): Promise<Identity> {
	const answer = await conversation.exchange('PING\r\n', hasLine);
	const line = /^(PONG|-ERR [^\r\n]*)\r?\n/.exec(answer.toString('utf8'))?.[1];
	if (line === undefined) return greeting;
	const evidence = [...greeting.evidence, `PING answered: ${line}`];
	if (line === 'PONG') return { ...greeting, access: 'open', evidence, remark: 'answers without a password' };
	return /authoriz|authenticat/i.test(line)
		? { ...greeting, access: 'protected', evidence, remark: 'asks for a password' }
		: { ...greeting, evidence };
}
