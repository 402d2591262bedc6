import { readStun, refresh, refreshMs, stunIdentity, withRelay } from '../../stun-message.ts';
import type { UdpProbe } from '../probe.ts';

/** A binding request, which tells the asker its own address; then to go on with a relay that was never asked for. */
export const stun: UdpProbe = {
	id: 'stun',
	spec: 'RFC 8489, sections 5, 9.2.4, 14.8 and 14.14; RFC 8656, section 7.2',
	ports: [3478],
	recognise: (reply, request) => stunIdentity(readStun(reply, request)),
	goOn: async (identity, ask) => {
		const reply = await ask(refresh, refreshMs);
		return reply ? withRelay(identity, readStun(reply, refresh)) : identity;
	},
};
