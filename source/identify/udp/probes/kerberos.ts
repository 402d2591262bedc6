import type { Identity } from '../../../model.ts';
import { berElements, berInside, berNumber, berTag } from '../ber.ts';
import type { UdpProbe } from '../probe.ts';

/** The error that a request without a name gets. */
export const kerberos: UdpProbe = {
	id: 'kerberos',
	spec: 'RFC 4120, sections 5.9.1 and 7.5.9',
	ports: [88],
	recognise,
};

const errorMessage = 0x7e;
const [version5, krbError] = [5, 30];

/** What servers say to it in their own words, and whose they are. Samba's and macOS's is Heimdal. */
const products: Readonly<Record<string, string>> = {
	NULL_CLIENT: 'MIT Kerberos',
	'No client in request': 'Heimdal',
};

const errorNames: Readonly<Record<number, string>> = {
	6: 'client not found',
	7: 'server not found',
	12: 'refused by policy',
	60: 'generic error',
	68: 'wrong realm',
};

function recognise(reply: Buffer): Identity | undefined {
	const fields = berInside(berInside(berElements(reply)?.[0], errorMessage)?.[0], berTag.sequence);
	const inField = (number: number) =>
		berInside(
			fields?.find(({ tag }) => tag === 0xa0 + number),
			0xa0 + number,
		)?.[0];
	const code = berNumber(inField(6));
	if (berNumber(inField(0)) !== version5 || berNumber(inField(1)) !== krbError || code === undefined) return undefined;
	const text = inField(11)?.content.toString('utf8').replace(/\0+$/, '');
	const name = errorNames[code] ?? text;
	const product = products[text ?? ''];
	return {
		service: 'kerberos',
		...(product === undefined ? {} : { product }),
		access: 'unknown',
		evidence: [`AS-REQ without a name answered: error ${code}${name ? ` (${name})` : ''}`],
	};
}
