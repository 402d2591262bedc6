import type { Identity } from '../../../model.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** Model, name and firmware of the device. */
export const ubiquitiDiscovery: UdpProbe = {
	id: 'ubiquiti-discovery',
	// Of flooding others: CERT-Bund's report on open Ubiquiti discovery services.
	spec: "the vendor's discovery protocol, version 1",
	ports: [10_001],
	recognise,
};

const headerLength = 4;
const [hardware, firmware, name, shortModel, model] = [0x01, 0x03, 0x0b, 0x0c, 0x14];

/** The version, a command, and the length of the fields that follow. */
function recognise(reply: Buffer): Identity | undefined {
	if (reply.length <= headerLength || reply.readUInt16BE(0) !== 0x0100) return undefined;
	if (reply.readUInt16BE(2) !== reply.length - headerLength) return undefined;
	const fields = fieldsIn(reply.subarray(headerLength));
	if (fields === undefined || ![hardware, firmware, model, shortModel].some((type) => fields.has(type)))
		return undefined;
	const text = (type: number) => fields.get(type)?.toString('utf8').replace(/\0+$/, '');
	const version = /\bv(\d+(?:\.\d+){1,2})/.exec(text(firmware) ?? '')?.[1];
	return {
		service: 'ubiquiti-discovery',
		product: `Ubiquiti ${text(model) ?? text(shortModel) ?? 'device'}`,
		...(version === undefined ? {} : { version }),
		access: 'unknown',
		evidence: [
			`discovery request answered: ${text(model) ?? text(shortModel) ?? 'no model'}, ${text(name) ?? 'no name'}`,
			...(fields.has(firmware) ? [`firmware ${text(firmware)}`] : []),
		],
		remark: floodsOthers,
	};
}

/** Fields of a type, a length in two bytes and a value; undefined when they don't fill the bytes. */
function fieldsIn(bytes: Buffer): ReadonlyMap<number, Buffer> | undefined {
	const fields = new Map<number, Buffer>();
	for (let at = 0; at < bytes.length; ) {
		if (at + 3 > bytes.length) return undefined;
		const end = at + 3 + bytes.readUInt16BE(at + 1);
		if (end > bytes.length) return undefined;
		fields.set(bytes.readUInt8(at), bytes.subarray(at + 3, end));
		at = end;
	}
	return fields;
}
