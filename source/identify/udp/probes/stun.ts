import { stunMessage } from '../../../scan/udp-requests/stun-message.ts';
import { readStun, stunIdentity, withRelay } from '../../stun-message.ts';
import type { UdpProbe } from '../probe.ts';

const refresh = Uint8Array.from(stunMessage(0x0004));
/** Servers that relay nothing may keep silent. Milliseconds. */
const refreshMs = 300;

/**
 * A binding request, which tells the asker its own address. Then to go on with a relay that was never asked for: a TURN
 * server looks at the password before it says that there is no such relay, and nothing changes.
 */
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
