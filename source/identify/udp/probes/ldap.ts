import type { Identity } from '../../../model.ts';
import { type BerElement, berElements, berInside, berNumber, berOctets, berTag } from '../../ber.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** The directory without a connection (CLDAP): what its root entry tells everyone. */
export const ldap: UdpProbe = {
	id: 'ldap',
	spec: '[MS-ADTS], section 7; RFC 4511, sections 4.1.1, 4.5.2 and 5.1',
	ports: [389],
	recognise,
};

const [entry, done] = [0x64, 0x65];

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const messages = berElements(reply)?.map((message) => berInside(message, berTag.sequence));
	const id = berNumber(berInside(berElements(Buffer.from(request))?.[0], berTag.sequence)?.[0]);
	if (!messages?.length || messages.some((message) => id === undefined || berNumber(message?.[0]) !== id))
		return undefined;
	const operations = messages.flatMap((message) => message?.slice(1, 2) ?? []);
	if (!operations.every(({ tag }) => tag === entry || tag === done)) return undefined;
	const attributes = operations.flatMap((operation) => attributesOf(berInside(operation, entry)?.[1]));
	const code = operations.map((operation) => berNumber(berInside(operation, done)?.[0])).find(Number.isInteger);
	if (attributes.length === 0 && code === undefined) return undefined;
	const told = attributes.join('; ') || `result code ${code}`;
	return {
		service: 'ldap',
		access: 'unknown',
		evidence: [`search of the root entry over UDP answered: ${told}`],
		remark: floodsOthers,
	};
}

/** A sequence of names, each with a set of values. */
function attributesOf(list: BerElement | undefined): readonly string[] {
	return (berInside(list, berTag.sequence) ?? []).map((attribute) => {
		const [name, values] = berInside(attribute, berTag.sequence) ?? [];
		const texts = (berInside(values, berTag.set) ?? []).map((value) => berOctets(value)?.toString('utf8') ?? '');
		return `${berOctets(name)?.toString('utf8') ?? ''} ${texts.join(', ')}`;
	});
}
