import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

const handshake = 'JDWP-Handshake';
const headerLength = 11;

/** Commands of the set VirtualMachine: Version, and Dispose, which is the goodbye. */
const version = commandPacket(1, 1);
const dispose = commandPacket(2, 6);

/** Descriptions are some hundred bytes long. */
const longestReply = 16_384;

/**
 * Shakes hands, asks for the version, and leaves. A virtual machine takes one debugger at a time, and goes on when it is
 * gone, even if it was told to wait for one: so this is done on request only.
 */
export const jdwp: ProtocolProbe = {
	id: 'jdwp',
	spec: 'Java Debug Wire Protocol: handshake, VirtualMachine.Version and Dispose',
	speaksFirst: 'client',
	ports: [5005, 8787],
	guessed: true,
	onRequest: true,
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(handshake, hasBytes(handshake.length));
	if (answer.toString('latin1', 0, handshake.length) !== handshake) return undefined;
	await conversation.exchange(version, () => replyIn(packetsIn(conversation)) !== undefined);
	const reply = replyIn(packetsIn(conversation));
	// Who only echoes is no debugger.
	if (reply === undefined) return undefined;
	await conversation.leave(dispose);
	const machine = machineIn(reply);
	return {
		service: 'jdwp',
		...machine,
		access: 'open',
		evidence: [
			`${handshake} answered: ${handshake}`,
			...(machine.product ? [`Version answered: ${machine.product} ${machine.version}`] : []),
		],
		remark: 'answers without a password',
	};
}

/** What came after the handshake: events that were sent unasked, and replies. */
function packetsIn({ heard }: Conversation): readonly Buffer[] {
	const packets: Buffer[] = [];
	for (let rest = heard.subarray(handshake.length); rest.length >= headerLength; ) {
		const length = rest.readUInt32BE(0);
		if (length < headerLength || length > longestReply || length > rest.length) break;
		packets.push(rest.subarray(0, length));
		rest = rest.subarray(length);
	}
	return packets;
}

/** The reply to command 1, among them. */
function replyIn(packets: readonly Buffer[]): Buffer | undefined {
	return packets.find((packet) => packet.readUInt32BE(4) === 1 && packet.readUInt8(8) === 0x80);
}

/** Version's reply: a description, two numbers, the version of Java, the machine; texts behind their lengths. */
function machineIn(reply: Buffer): { readonly product?: string; readonly version?: string } {
	if (reply.readUInt16BE(9) !== 0) return {};
	const description = textAt(reply, headerLength);
	const java = description && textAt(reply, description.end + 8);
	const name = java && textAt(reply, java.end);
	return name ? { product: name.text, version: java.text } : {};
}

function textAt(bytes: Buffer, at: number): { readonly text: string; readonly end: number } | undefined {
	if (at + 4 > bytes.length) return undefined;
	const end = at + 4 + bytes.readUInt32BE(at);
	return end > bytes.length ? undefined : { text: bytes.toString('utf8', at + 4, end), end };
}

/** Length, number, flags, set (1, VirtualMachine) and command; neither of these has data. */
function commandPacket(id: number, command: number): Buffer {
	const packet = Buffer.alloc(headerLength);
	packet.writeUInt32BE(headerLength, 0);
	packet.writeUInt32BE(id, 4);
	packet.writeUInt8(1, 9);
	packet.writeUInt8(command, 10);
	return packet;
}
