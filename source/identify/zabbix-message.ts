const protocol = Buffer.from('ZBXD\x01', 'latin1');
const headerLength = 13;
const longestAnswer = 4096;

/** A message as Zabbix frames it: `ZBXD`, flags, the length of the data (4, little-endian), reserved (4), the data. */
export function zabbixMessage(data: string): Buffer {
	const header = Buffer.alloc(headerLength);
	protocol.copy(header);
	header.writeUInt32LE(Buffer.byteLength(data), protocol.length);
	return Buffer.concat([header, Buffer.from(data)]);
}

/** The data of a whole message that isn't compressed. */
export function readZabbix(bytes: Buffer): string | undefined {
	if (bytes.length < headerLength || !bytes.subarray(0, protocol.length).equals(protocol)) return undefined;
	const end = headerLength + bytes.readUInt32LE(protocol.length);
	return bytes.length < end || end > longestAnswer ? undefined : bytes.toString('utf8', headerLength, end);
}

/** Whether a message is whole, or what came is none. */
export function zabbixIsWhole(bytes: Buffer): boolean {
	const isNone = !bytes.subarray(0, protocol.length).equals(protocol.subarray(0, bytes.length));
	return isNone || bytes.length >= longestAnswer || readZabbix(bytes) !== undefined;
}
