import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** The instances of SQL Server on the machine, and where they listen. */
export const mssqlBrowser: UdpProbe = {
	id: 'mssql',
	spec: '[MC-SQLR], section 2.2.5',
	ports: [1434],
	recognise,
};

const serverResponse = 5;

/** The kind of message, the length of the text (little-endian), and a text of names and values with semicolons between. */
function recognise(reply: Buffer): Identity | undefined {
	if (reply.length < 4 || reply.readUInt8(0) !== serverResponse || reply.readUInt16LE(1) !== reply.length - 3) {
		return undefined;
	}
	const instances = reply.toString('latin1', 3).split(';;').filter(Boolean).map(fieldsOf);
	const [first] = instances;
	const version = first?.get('Version');
	if (!first?.has('ServerName') || !first.has('InstanceName') || version === undefined) return undefined;
	return {
		service: 'mssql',
		product: 'Microsoft SQL Server',
		version,
		access: 'unknown',
		evidence: instances.map(
			(fields) =>
				`instance ${fields.get('ServerName')}\\${fields.get('InstanceName')}, version ${fields.get('Version')}${portOf(fields)}`,
		),
		// Of flooding others: Ireland's National Cyber Security Centre, and Akamai's advisory of February 2015.
		remark: 'lists its instances to strangers; can be abused to flood others',
	};
}

function fieldsOf(instance: string): ReadonlyMap<string, string> {
	const words = instance.split(';');
	return new Map(words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? ''] as const] : [])));
}

function portOf(fields: ReadonlyMap<string, string>): string {
	const port = fields.get('tcp');
	return port === undefined ? '' : `, TCP port ${port}`;
}
