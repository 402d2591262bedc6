import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { completeReply } from '../reply.ts';

/**
 * The daemon through which consoles of virtual machines are reached. Only its greeting is read, which is that of an FTP
 * server but for the words. VMware Workstation has it too, and doesn't say which of the two it is.
 */
export const vmwareAuthd: ProtocolProbe = {
	id: 'esxi',
	spec: 'the greeting of ESXi 6 to 8 and of Workstation; there is no specification',
	speaksFirst: 'server',
	ports: [902],
	recognise,
};

/** Among what the daemon says that it supports, only ESXi names this. */
const onEsxi = /\bVMXARGS supported\b/;

function recognise(bytes: Buffer, _port: number, final = false): Identity | undefined {
	const reply = completeReply(bytes, final);
	const version = /^VMware Authentication Daemon Version (\d+(?:\.\d+)*)/.exec(reply?.text ?? '')?.[1];
	if (reply?.code !== '220' || version === undefined) return undefined;
	return {
		service: onEsxi.test(reply.text) ? 'esxi' : 'unknown',
		product: 'VMware Authentication Daemon',
		version,
		access: 'unknown',
		evidence: [`greeted with ${reply.code} ${reply.text}`],
	};
}
