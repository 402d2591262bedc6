import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { readZabbix, zabbixIsWhole, zabbixMessage } from '../zabbix-message.ts';

/** Asks for the agent's version. An agent that doesn't know the address closes without a word. */
export const zabbixAgent: ProtocolProbe = {
	id: 'zabbix-agent',
	spec: 'Zabbix documentation: Passive and active agent checks; Header',
	speaksFirst: 'client',
	ports: [10050],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = readZabbix(await conversation.exchange(zabbixMessage('agent.version'), zabbixIsWhole));
	if (answer === undefined) return undefined;
	const version = /^\d+(?:\.\d+)+/.exec(answer)?.[0];
	return {
		service: 'zabbix-agent',
		...(version ? { product: 'Zabbix agent', version } : {}),
		access: 'open',
		evidence: [`agent.version answered: ${answer}`],
		remark: 'answers without a password',
	};
}
