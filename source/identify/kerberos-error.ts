import type { Identity } from '../model.ts';
import { berElements, berInside, berNumber, berTag } from './ber.ts';
import { type ProductPattern, productIn } from './product.ts';

/** A KDC's refusal of a request. */
export interface KerberosError {
	/** `error 6 (client not found)`. */
	readonly inWords: string;
	/** Of the KDC, or the one that was asked for. */
	readonly realm: string | undefined;
	/** Whose words it is in. */
	readonly product: string | undefined;
}

const errorMessage = 0x7e;
const [version5, krbError] = [5, 30];

/** What servers say to a request without a name in their own words, and whose they are. Samba's and macOS's is Heimdal. */
const products: readonly ProductPattern[] = [
	[/^NULL_CLIENT\0*$/, 'MIT Kerberos'],
	[/^No client in request\0*$/, 'Heimdal'],
];

const errorNames: Readonly<Record<number, string>> = {
	6: 'client not found',
	7: 'server not found',
	12: 'refused by policy',
	60: 'generic error',
	61: 'field too long',
	68: 'wrong realm',
};

/** Reads a KRB-ERROR (RFC 4120, sections 5.9.1 and 7.5.9); undefined when it is none. */
export function readKerberosError(message: Buffer): KerberosError | undefined {
	const fields = berInside(berInside(berElements(message)?.[0], errorMessage)?.[0], berTag.sequence);
	const inField = (number: number) =>
		berInside(
			fields?.find(({ tag }) => tag === 0xa0 + number),
			0xa0 + number,
		)?.[0];
	const code = berNumber(inField(6));
	if (berNumber(inField(0)) !== version5 || berNumber(inField(1)) !== krbError || code === undefined) return undefined;
	const text = inField(11)?.content.toString('utf8') ?? '';
	const name = errorNames[code] ?? text.replace(/\0+$/, '');
	return {
		inWords: `error ${code}${name ? ` (${name})` : ''}`,
		realm: inField(9)?.content.toString('utf8'),
		product: productIn(text, products).product,
	};
}

/**
 * What a KDC's refusal of a request without a name tells about it.
 *
 * @param own a refusal in which it may name its own realm, if that is another one: the request's realm says nothing.
 */
export function kerberosServer(error: KerberosError, request: Uint8Array, own = error): Identity {
	const realm = own.realm && !Buffer.from(request).includes(own.realm) ? own.realm : undefined;
	return {
		service: 'kerberos',
		...(error.product === undefined ? {} : { product: error.product }),
		access: 'unknown',
		evidence: [`AS-REQ without a name answered: ${error.inWords}`, ...(realm ? [`realm: ${realm}`] : [])],
		...(realm ? { remark: `realm ${realm}` } : {}),
	};
}
