import type { Identity } from '../../model.ts';
import { mailProducts } from '../mail-products.ts';
import { productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';

const ports = [110, 995];

export const pop3: ProtocolProbe = {
	id: 'pop3',
	spec: 'RFC 1939, section 4; RFC 2449, section 8 (response codes)',
	speaksFirst: 'server',
	ports: [110],
	tlsPorts: [995],
	secureId: 'pop3s',
	recognise,
};

function recognise(bytes: Buffer, port: number): Identity | undefined {
	const match = /^(\+OK|-ERR)(?: ([^\r\n]*))?\r?\n/.exec(bytes.toString('utf8'));
	if (!match) return undefined;
	const [line, status, text = ''] = match;
	// Redis and others begin their errors alike.
	if (status === '-ERR' && !ports.includes(port)) return undefined;
	const os = systemInGreeting(text);
	return {
		service: 'pop3',
		...productIn(text, mailProducts),
		access: 'unknown',
		evidence: [`greeted with ${line.trim()}`],
		...(status === '-ERR' ? { remark: 'refuses service at the moment' } : {}),
		...(os ? { os } : {}),
	};
}
