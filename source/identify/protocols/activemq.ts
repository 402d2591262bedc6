import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * OpenWire, by the WIREFORMAT_INFO that the broker sends unasked. It waits for ours and closes without it; nothing is
 * sent, because what comes after that is a sign-in.
 */
export const activemq: ProtocolProbe = {
	id: 'activemq',
	spec: 'ActiveMQ OpenWire version 2 specification: command framing, WIREFORMAT_INFO, marshalled maps',
	speaksFirst: 'server',
	ports: [61616],
	tlsPorts: [61617],
	recognise,
};

const wireformatInfo = 1;
const magic = 'ActiveMQ';
const largestCommand = 4096;

/** Command: size (4), type, magic (8), version (4), whether there are properties, their size (4), a map. */
function recognise(bytes: Buffer): Identity | undefined {
	if (bytes.length < 22 || bytes[4] !== wireformatInfo || bytes.toString('latin1', 5, 13) !== magic) return undefined;
	const end = 4 + bytes.readUInt32BE(0);
	if (end > largestCommand || bytes.length < end) return undefined;
	const properties = bytes.subarray(22, end);
	const version = propertyIn(properties, 'ProviderVersion');
	const provider = propertyIn(properties, 'ProviderName');
	return {
		service: 'activemq',
		...(provider ? { product: provider === magic ? 'Apache ActiveMQ' : provider } : {}),
		...(version ? { version: /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? version } : {}),
		access: 'unknown',
		evidence: [
			`greeted with OpenWire ${bytes.readUInt32BE(13)}`,
			...(version ? [`ProviderVersion: ${version}`] : []),
			...(provider ? [`ProviderName: ${provider}`] : []),
		],
	};
}

const stringType = 9;

/** A string of the map: its name with a length (2), the type, the value with a length (2). */
function propertyIn(map: Buffer, name: string): string | undefined {
	const key = Buffer.from(`\x00${String.fromCharCode(name.length)}${name}${String.fromCharCode(stringType)}`, 'latin1');
	const start = map.indexOf(key) + key.length;
	if (start < key.length || map.length < start + 2) return undefined;
	const end = start + 2 + map.readUInt16BE(start);
	return map.length < end ? undefined : map.toString('utf8', start + 2, end);
}
