import { sipServer } from '../../sip-server.ts';
import type { UdpProbe } from '../probe.ts';

/** What it can do, and what it is called; nobody is registered or called. */
export const sip: UdpProbe = {
	id: 'sip',
	spec: 'RFC 3261, sections 7.2, 11 and 20.35',
	ports: [5060],
	recognise: sipServer,
};
