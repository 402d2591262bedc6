import type { Identity } from '../../../model.ts';
import { readKerberosError } from '../../kerberos-error.ts';
import type { UdpProbe } from '../probe.ts';

/** The error that a request without a name gets. */
export const kerberos: UdpProbe = {
	id: 'kerberos',
	spec: 'RFC 4120, sections 5.9.1 and 7.5.9',
	ports: [88],
	recognise,
};

function recognise(reply: Buffer): Identity | undefined {
	const error = readKerberosError(reply);
	if (!error) return undefined;
	return {
		service: 'kerberos',
		...(error.product === undefined ? {} : { product: error.product }),
		access: 'unknown',
		evidence: [`AS-REQ without a name answered: ${error.inWords}`],
	};
}
