import type { Identity } from '../../../model.ts';
import { dnsServer, rootQuery, withRecursion } from '../../dns-server.ts';
import type { Ask, UdpProbe } from '../probe.ts';

/** Its version, where it tells; then whether it looks up names for strangers. */
export const dns: UdpProbe = {
	id: 'dns',
	spec: 'RFC 1035, section 4.1; RFC 4892, section 2',
	ports: [53, 5353],
	recognise: dnsServer,
	goOn,
};

const remark = 'looks up names for strangers; can be abused to flood others';

async function goOn(identity: Identity, ask: Ask): Promise<Identity> {
	const reply = await ask(rootQuery);
	return reply ? withRecursion(identity, reply, remark) : identity;
}
