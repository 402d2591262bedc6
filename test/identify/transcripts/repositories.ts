import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a Git daemon',
		source: 'git 2.39.5, recorded',
		port: 9418,
		answers: [
			[
				/^003egit-upload-pack \/doorcheck\.invalid\0host=doorcheck\.invalid\0$/,
				'0044ERR access denied or repository not exported: /doorcheck.invalid',
				'hangs up',
			],
		],
		identity: { service: 'git-daemon', access: 'unknown' },
		evidence: /^git-upload-pack answered: ERR access denied or repository not exported: \/doorcheck\.invalid$/,
		connections: { usual: 1 },
	},
	{
		name: 'a Git daemon that says what is wrong',
		source: 'git 2.39.5 with --informative-errors, recorded',
		port: 9418,
		answers: [[/^00/, '002eERR no such repository: /doorcheck.invalid', 'hangs up']],
		identity: { service: 'git-daemon' },
		connections: { usual: 1 },
	},
	{
		name: 'a Subversion server',
		source: 'svnserve 1.14.2, recorded',
		port: 3690,
		greeting:
			'( success ( 2 2 ( ) ( edit-pipeline svndiff1 accepts-svndiff2 absent-entries commit-revprops depth log-revprops atomic-revprops partial-replay inherited-props ephemeral-txnprops file-revs-reverse list ) ) ) ',
		identity: { service: 'svn', product: 'Subversion', access: 'unknown' },
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
