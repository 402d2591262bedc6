import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** What it says about a file that should not exist. */
export const tftp: UdpProbe = {
	id: 'tftp',
	spec: 'RFC 1350, section 5 and appendix I; RFC 2347',
	ports: [69],
	recognise,
};

const error = 5;
const fileNotFound = 1;
const highestCode = 8;

function recognise(reply: Buffer): Identity | undefined {
	if (reply.length < 5 || reply.readUInt16BE(0) !== error || reply.at(-1) !== 0) return undefined;
	const code = reply.readUInt16BE(2);
	const message = reply.toString('utf8', 4, reply.length - 1);
	if (code > highestCode || /[\0-\x08\x0e-\x1f]/.test(message)) return undefined;
	// It has looked for the file: who names one that exists is given it, for there are no passwords.
	const open = code === fileNotFound;
	return {
		service: 'tftp',
		access: open ? 'open' : 'unknown',
		evidence: [`read request for a file that is not there answered: error ${code}, ${message || 'no text'}`],
		...(open ? { remark: 'answers strangers without a password; can be abused to flood others' } : {}),
	};
}
