import type { ServiceEntry } from '../entry.ts';
import { networkDevices } from './network-infra-devices.ts';
import { networkProxies } from './network-infra-proxies.ts';
import { relics } from './network-infra-relics.ts';
import { networkServers } from './network-infra-servers.ts';
import { tunnelsAndRouting } from './network-infra-tunnels.ts';

/** What carries, routes, names and times a network: proxies, tunnels, routers and the helpers of a local network. */
export const networkInfra: readonly ServiceEntry[] = [
	...networkServers,
	...relics,
	...networkProxies,
	...tunnelsAndRouting,
	...networkDevices,
];
