import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

const ports = [37];

/** It tells the time in four bytes and hangs up. */
export const time: ProtocolProbe = {
	id: 'time',
	spec: 'RFC 868',
	speaksFirst: 'server',
	ports,
	recognise,
};

/** Seconds since 1900, between 2010 and the end of this count in 2036. */
const from = Date.UTC(2010) / 1000 + 2_208_988_800;

function recognise(bytes: Buffer, port: number): Identity | undefined {
	if (!ports.includes(port) || bytes.length !== 4 || bytes.readUInt32BE(0) < from) return undefined;
	const told = new Date((bytes.readUInt32BE(0) - 2_208_988_800) * 1000);
	return { service: 'time', access: 'unknown', evidence: [`said ${told.toISOString()}`] };
}
