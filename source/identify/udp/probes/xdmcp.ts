import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** Whether it would show a stranger its sign-in screen. No session is begun. */
export const xdmcp: UdpProbe = {
	id: 'xdmcp',
	spec: 'XDMCP 1.1 (X.Org), Willing and Unwilling',
	ports: [177],
	recognise,
};

const headerLength = 6;
const [willing, unwilling] = [5, 6];

/** Version 1, the kind of packet, the length of the rest; then texts, of which a willing one has one more in front. */
function recognise(reply: Buffer): Identity | undefined {
	if (reply.length < headerLength || reply.readUInt16BE(0) !== 1) return undefined;
	const kind = reply.readUInt16BE(2);
	const texts = textsIn(reply.subarray(headerLength));
	if (reply.readUInt16BE(4) !== reply.length - headerLength || texts === undefined) return undefined;
	if (texts.length !== (kind === willing ? 3 : kind === unwilling ? 2 : 0)) return undefined;
	const [host, status] = texts.slice(-2);
	return {
		service: 'xdmcp',
		access: 'unknown',
		evidence: [`query answered: ${host} is ${kind === willing ? 'willing' : 'unwilling'}, ${status}`],
		remark: kind === willing ? 'offers strangers a sign-in screen, unencrypted' : 'refuses this address',
	};
}

/** Texts with their lengths in two bytes before them; undefined when they don't fill the bytes, or there are none. */
function textsIn(bytes: Buffer): readonly string[] | undefined {
	const texts: string[] = [];
	for (let at = 0; at < bytes.length; ) {
		if (at + 2 > bytes.length) return undefined;
		const end = at + 2 + bytes.readUInt16BE(at);
		if (end > bytes.length) return undefined;
		texts.push(bytes.toString('latin1', at + 2, end));
		at = end;
	}
	return texts.length > 0 ? texts : undefined;
}
