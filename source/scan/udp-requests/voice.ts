import type { UdpRequest } from './request.ts';
import { sipOptions } from './sip-options.ts';
import { stunMessage } from './stun-message.ts';

const bindingRequest = 0x0001;

/** Calls over the internet. */
export const voice: readonly UdpRequest[] = [
	{
		port: 3478,
		name: 'a STUN binding request',
		spec: 'RFC 8489, section 5',
		bytes: stunMessage(bindingRequest),
	},
	{
		port: 5060,
		name: 'a SIP OPTIONS request that goes no further',
		spec: 'RFC 3261, sections 8.1.1 and 11; RFC 3581, section 3',
		bytes: (id) => sipOptions('UDP', id),
	},
];
