import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * The command srvr, which every server answers unless its owner forbids it. Whether strangers may read what is stored
 * only a session would show, and a session is written to the log of the whole ensemble.
 */
export const zookeeper: ProtocolProbe = {
	id: 'zookeeper',
	spec: "ZooKeeper Administrator's Guide: The Four Letter Words",
	speaksFirst: 'client',
	ports: [2181, 2182, 2183],
	tlsPorts: [2281],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	return identityOf(await conversation.exchange('srvr', (bytes) => isWhole(bytes.toString('utf8'))));
}

/** The count of nodes comes last; anything else has one line. */
function isWhole(text: string): boolean {
	return /^Node count: \d+\n/m.test(text) || (text.includes('\n') && !/^\w[\w ]* version: /.test(text));
}

const products: Readonly<Record<string, string>> = {
	Zookeeper: 'Apache ZooKeeper',
	'ClickHouse Keeper': 'ClickHouse Keeper',
};

function identityOf(bytes: Buffer): Identity | undefined {
	const text = bytes.toString('utf8');
	const refusal = /^(?:\w{4} is not executed because|This ZooKeeper instance is not)[^\r\n]*\n/.exec(text)?.[0];
	if (refusal) return { service: 'zookeeper', access: 'unknown', evidence: [`srvr answered: ${refusal.trim()}`] };
	const [line, name = '', version] =
		/^(Zookeeper|ClickHouse Keeper) version: v?(\d+(?:\.\d+)*)[^\n]*\n/.exec(text) ?? [];
	const product = products[name];
	if (line === undefined || version === undefined || product === undefined) return undefined;
	const mode = /^Mode: \w+/m.exec(text)?.[0];
	return {
		service: 'zookeeper',
		product,
		version,
		access: 'unknown',
		evidence: [`srvr answered: ${line.trim()}`, ...(mode ? [`srvr answered: ${mode}`] : [])],
	};
}
