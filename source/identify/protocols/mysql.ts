import type { Identity } from '../../model.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { systemIn } from '../system.ts';

const tooManyConnections = 1040;
const hostNotPrivileged = 1130;
const hostBlocked = 1129;
const clientSsl = 0x0800;

/**
 * Only the greeting is read: the server counts every connection that ends before a login, and blocks an address
 * after 100 of them (max_connect_errors).
 */
export const mysql: ProtocolProbe = {
	id: 'mysql',
	spec: 'MySQL client/server protocol: Protocol::HandshakeV10, ERR_Packet',
	speaksFirst: 'server',
	ports: [3306, 3307],
	recognise,
};

function recognise(bytes: Buffer): Identity | undefined {
	if (bytes.length < 8) return undefined;
	const length = bytes.readUIntLE(0, 3);
	const sequence = bytes.readUInt8(3);
	const payload = bytes.subarray(4, 4 + length);
	if (length < 4 || length > 1024 || payload.length < length || sequence > 1) return undefined;
	const kind = payload.readUInt8(0);
	if (kind === 0xff) return refusal(payload);
	return kind === 10 && sequence === 0 ? greeting(payload) : undefined;
}

/** Others speak the protocol too, and some state the version of MySQL that they resemble before their own. */
const products: readonly ProductPattern[] = [
	[/-TiDB-v(\d+(?:\.\d+)+)/, 'TiDB'],
	[/-OceanBase(?:_CE)?-v(\d+(?:\.\d+)+)/, 'OceanBase'],
	[/^(\d+(?:\.\d+)+)-ClickHouse/, 'ClickHouse'],
	[/-Vitess/, 'Vitess'],
	[/\(ProxySQL\)/, 'ProxySQL'],
	[/(\d+(?:\.\d+)+)-maxscale/, 'MaxScale'],
	[/^(\d+(?:\.\d+)*).*mariadb/i, 'MariaDB'],
	[/^(\d+(?:\.\d+)*)/, 'MySQL'],
];

/** Handshake: protocol version, server version up to a NUL, thread id (4), first scramble (8), filler, capabilities (2). */
function greeting(payload: Buffer): Identity | undefined {
	const end = payload.indexOf(0, 1);
	if (end < 2 || payload.length < end + 16) return undefined;
	const text = payload.toString('latin1', 1, end);
	if (!/^\d+\.\d+/.test(text)) return undefined;
	const encrypted = (payload.readUInt16LE(end + 14) & clientSsl) !== 0;
	// MariaDB before 11 pretends to be 5.5.5, so that old replicas accept it.
	const stated = text.replace(/^5\.5\.5-(?=\d)/, '');
	const { product = 'MySQL', version } = productIn(stated === text ? text : `${stated}-MariaDB`, products);
	const os = systemIn(stated);
	return {
		service: 'mysql',
		product,
		...(version ? { version } : {}),
		access: 'unknown',
		evidence: [`greeted as version ${text}`, encrypted ? 'offers TLS' : 'offers no TLS'],
		...(encrypted ? {} : { remark: 'no encryption offered' }),
		...(os ? { os } : {}),
	};
}

/** Error: 0xff, number (2), message; a server sends no SQL state before it knows what the client can do. */
function refusal(payload: Buffer): Identity | undefined {
	const code = payload.readUInt16LE(1);
	const message = payload.toString('utf8', 3).replace(/^#\w{5}/, '');
	// In the language that the server was told to speak.
	if (code < 1000 || code > 5000 || !/^\P{Cc}{4}/u.test(message)) return undefined;
	const byAddress = code === hostNotPrivileged || code === hostBlocked;
	return {
		service: 'mysql',
		// Not by `mysqladmin`, which both recommend.
		...(/mariadb/i.test(message) ? { product: 'MariaDB' } : /MySQL/.test(message) ? { product: 'MySQL' } : {}),
		access: byAddress ? 'protected' : 'unknown',
		evidence: [`refused with error ${code}: ${message}`],
		...(byAddress ? { remark: 'refuses this address' } : {}),
		...(code === tooManyConnections ? { remark: 'takes no more clients at the moment' } : {}),
	};
}
