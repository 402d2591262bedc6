import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** The greeting is all that is told without the name of a repository, so nothing is sent. */
export const svn: ProtocolProbe = {
	id: 'svn',
	spec: 'Subversion network protocol, section 2.1 (greeting)',
	speaksFirst: 'server',
	ports: [3690],
	recognise,
};

function recognise(bytes: Buffer): Identity | undefined {
	const greeting =
		/^\( success \( \d{1,3} \d{1,3} \( (?:[\w-]+ )*\) \( (?:[\w-]+ )*\) \) \) /.exec(bytes.toString('latin1'))?.[0] ??
		'';
	if (greeting === '') return undefined;
	return {
		service: 'svn',
		product: 'Subversion',
		access: 'unknown',
		evidence: [`greeted with ${greeting.trim()}`],
	};
}
