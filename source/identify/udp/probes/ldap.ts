import type { Identity } from '../../../model.ts';
import { ldapAttributes, ldapMessages, ldapResult, ldapTag } from '../../ldap-message.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** The directory without a connection (CLDAP): what its root entry tells everyone. */
export const ldap: UdpProbe = {
	id: 'ldap',
	spec: '[MS-ADTS], section 7; RFC 4511, sections 4.1.1, 4.5.2 and 5.1',
	ports: [389],
	recognise,
};

const answers: readonly number[] = Object.values(ldapTag);

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const messages = ldapMessages(reply);
	const [asked] = ldapMessages(Buffer.from(request));
	if (messages.length === 0 || messages.some(({ id }) => id !== asked?.id)) return undefined;
	const operations = messages.map(({ operation }) => operation);
	if (!operations.every(({ tag }) => answers.includes(tag))) return undefined;
	const attributes = operations.flatMap(ldapAttributes);
	const result = operations.map(ldapResult).find((result) => result !== undefined);
	if (attributes.length === 0 && result === undefined) return undefined;
	const told = attributes.map(({ name, values }) => `${name} ${values.join(', ')}`).join('; ');
	return {
		service: 'ldap',
		access: 'unknown',
		evidence: [`search of the root entry over UDP answered: ${told || `result code ${result?.code}`}`],
		remark: floodsOthers,
	};
}
