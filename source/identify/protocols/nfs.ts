import type { ProtocolProbe } from '../protocol.ts';
import { askPrograms } from './rpcbind.ts';

/** NULL calls, as at any port of ONC RPC: which versions there are is all that is told without a mount. */
export const nfs: ProtocolProbe = {
	id: 'nfs',
	spec: 'RFC 5531, sections 9 and 11; RFC 1813, section 3.3.0; RFC 8881, section 16.1',
	speaksFirst: 'client',
	ports: [2049, 20048],
	converse: askPrograms,
};
