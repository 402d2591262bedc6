import { openvpnServer } from '../../openvpn-server.ts';
import type { UdpProbe } from '../probe.ts';

/** Whether a stranger may begin a connection. */
export const openvpn: UdpProbe = {
	id: 'openvpn',
	spec: 'OpenVPN protocol, P_CONTROL_HARD_RESET_SERVER_V2',
	ports: [1194],
	recognise: openvpnServer,
};
