import type { Identity } from '../../model.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { systemIn } from '../system.ts';

const products: readonly ProductPattern[] = [
	[/^OpenSSH_for_Windows_(\S+)/, 'OpenSSH'],
	[/^OpenSSH(?:_(\S+))?/, 'OpenSSH'],
	[/^dropbear(?:_(\S+))?/i, 'Dropbear'],
	[/^libssh[-_](\d\S*)/, 'libssh'],
	[/^Erlang(?:\/(\S+))?/, 'Erlang SSH'],
	[/^Cisco-(\S+)/, 'Cisco SSH'],
	[/^ROSSSH/, 'MikroTik RouterOS SSH'],
	[/^Go\b/, 'Go SSH'],
	[/^mod_sftp(?:\/(\S+))?/, 'ProFTPD mod_sftp'],
	[/^AsyncSSH_(\S+)/, 'AsyncSSH'],
	[/^paramiko_(\S+)/, 'Paramiko'],
	[/^APACHE-SSHD-(\S+)/i, 'Apache MINA SSHD'],
	[/^SSHD-(?:CORE-)?(\d\S*)/, 'Apache MINA SSHD'],
	[/^WeOnlyDo (\S+)/, 'WeOnlyDo SSH'],
	// Its library's version comes first; its former name was WinSSHD.
	[/^\S+ (?:FlowSsh|sshlib): .*\bWinSSHD\)?(?: (\d[\w.]*))?/, 'Bitvise SSH Server'],
];

/** The comment of OpenSSH where Debian, or a distribution made from it, has built it. */
const packageRevision = /^(?:Debian|Raspbian|Ubuntu)-(\S+)/;

/**
 * The identification string tells all there is to know, and it comes unasked: nothing is sent, because servers
 * count connections that end before a login and then refuse the address for a while.
 */
export const ssh: ProtocolProbe = {
	id: 'ssh',
	spec: 'RFC 4253, section 4.2',
	speaksFirst: 'server',
	ports: [22, 222, 2022, 2200, 2222, 22222],
	recognise,
};

function recognise(bytes: Buffer): Identity | undefined {
	// Other lines may come before it, and old servers end theirs without a carriage return.
	const text = bytes.toString('latin1');
	const match = /^SSH-(\d+\.\d+)-([^ \r\n]*)(?: ([^\r\n]*))?\r?\n/m.exec(text);
	// A web page may have such a line in it.
	if (!match || text.startsWith('HTTP/')) return undefined;
	const [line, protocol = '', software = '', comments = ''] = match;
	const os = systemIn(`${software} ${comments}`);
	const named = productIn(comments ? `${software} ${comments}` : software, products);
	const revision = packageRevision.exec(comments)?.[1];
	return {
		service: 'ssh',
		...named,
		...(named.version && revision ? { packageVersion: `${named.version}-${revision}` } : {}),
		access: 'unknown',
		evidence: [`said ${line.trim()}`],
		...(protocol.startsWith('1.') && protocol !== '1.99' ? { remark: 'SSH 1 only, which is broken' } : {}),
		...(os ? { os } : {}),
	};
}
