import { type Bytes, join, uint32 } from './bytes.ts';

/**
 * A call of an ONC RPC procedure that takes nothing, without credentials (RFC 5531, section 9).
 *
 * @param id which the reply repeats.
 */
export function rpcCall(program: number, version: number, procedure: number, id = 0x0d0c0d0c): Bytes {
	const [call, rpcVersion, noFlavor, noBody] = [0, 2, 0, 0];
	const credentials = [noFlavor, noBody];
	const verifier = [noFlavor, noBody];
	return join(...[id, call, rpcVersion, program, version, procedure, ...credentials, ...verifier].map(uint32));
}
