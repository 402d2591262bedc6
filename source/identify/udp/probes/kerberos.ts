import type { Identity } from '../../../model.ts';
import { kerberosServer, readKerberosError } from '../../kerberos-error.ts';
import type { UdpProbe } from '../probe.ts';

/** The error that a request without a name gets. */
export const kerberos: UdpProbe = {
	id: 'kerberos',
	spec: 'RFC 4120, sections 5.9.1 and 7.5.9',
	ports: [88],
	recognise,
};

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const error = readKerberosError(reply);
	return error && kerberosServer(error, request);
}
