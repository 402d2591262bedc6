import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { readZabbix, zabbixIsWhole, zabbixMessage } from '../zabbix-message.ts';

/**
 * Asks for a list of checks without saying for which host, so that there is nothing that the server could look up,
 * register or note: it answers that the name is missing.
 */
export const zabbixServer: ProtocolProbe = {
	id: 'zabbix-server',
	spec: 'Zabbix documentation: Passive and active agent checks; Header',
	speaksFirst: 'client',
	ports: [10051],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = readZabbix(await conversation.exchange(zabbixMessage('{"request":"active checks"}'), zabbixIsWhole));
	if (answer === undefined || !/^\s*\{\s*"response"\s*:/.test(answer)) return undefined;
	return { service: 'zabbix-server', access: 'unknown', evidence: [`active checks answered: ${answer}`] };
}
