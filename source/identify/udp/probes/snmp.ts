import type { Identity } from '../../../model.ts';
import { type BerElement, berElements, berInside, berNumber, berOctets, berTag } from '../../ber.ts';
import type { UdpProbe } from '../probe.ts';

/**
 * Who made the agent, by its engine id, and how long it has been up: what version 3 tells everyone before a sign-in. No
 * community is guessed, so whether versions 1 and 2c are answered stays unknown.
 */
export const snmp: UdpProbe = {
	id: 'snmp',
	spec: 'RFC 3412, section 6; RFC 3414, sections 2.4 and 4; RFC 3411, section 5 (SnmpEngineID)',
	ports: [161],
	recognise,
};

const report = 0xa8;

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const [version, header, security, scoped] = messageIn(reply) ?? [];
	const [, askedHeader] = messageIn(Buffer.from(request)) ?? [];
	const id = berNumber(berInside(header, berTag.sequence)?.[0]);
	if (berNumber(version) !== 3 || id === undefined) return undefined;
	if (id !== berNumber(berInside(askedHeader, berTag.sequence)?.[0])) return undefined;
	const [fields] = berElements(berOctets(security) ?? Buffer.alloc(0)) ?? [];
	const [engineId, , seconds] = berInside(fields, berTag.sequence) ?? [];
	const engine = berOctets(engineId);
	if (engine === undefined || berInside(scoped, berTag.sequence)?.[2]?.tag !== report) return undefined;
	const vendor = engine.length < 5 ? undefined : vendors[engine.readUInt32BE(0) & 0x7fffffff];
	const up = berNumber(seconds);
	return {
		service: 'snmp',
		...(vendor === undefined ? {} : { product: vendor }),
		access: 'unknown',
		evidence: [
			`SNMPv3 discovery answered: engine ${engine.toString('hex')}${vendor ? ` (${vendor})` : ''}`,
			...(up === undefined ? [] : [`up for ${duration(up)}`]),
		],
	};
}

function messageIn(bytes: Buffer): readonly BerElement[] | undefined {
	return berInside(berElements(bytes)?.[0], berTag.sequence);
}

/** Enterprise numbers (IANA's registry) that engine ids begin with, and what people call who has them. */
const vendors: Readonly<Record<number, string>> = {
	9: 'Cisco',
	11: 'HP',
	171: 'D-Link',
	253: 'Xerox',
	311: 'Microsoft',
	318: 'APC',
	641: 'Lexmark',
	674: 'Dell',
	890: 'Zyxel',
	1602: 'Canon',
	2011: 'Huawei',
	2435: 'Brother',
	2636: 'Juniper',
	3375: 'F5',
	4526: 'Netgear',
	6574: 'Synology',
	6876: 'VMware',
	8072: 'Net-SNMP',
	11863: 'TP-Link',
	12356: 'Fortinet',
	14988: 'MikroTik',
	24681: 'QNAP',
	25461: 'Palo Alto Networks',
	30065: 'Arista',
	41112: 'Ubiquiti',
};

function duration(seconds: number): string {
	const days = Math.floor(seconds / 86_400);
	return days > 1 ? `${days} days` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
