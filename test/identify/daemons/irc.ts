import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	/** Says nothing before it is asked. */
	ngircd: {
		recipe: {
			needs: ['/usr/sbin/ngircd'],
			ports: ['irc'],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'ngircd.conf', [
					...['[Global]', 'Name = irc.doorcheck.test', 'Info = Doorcheck tests', 'Listen = 127.0.0.1'],
					...[`Ports = ${ports.irc}`, '[Options]', 'DNS = no', 'Ident = no', 'PAM = no'],
				]);
				return [{ command: '/usr/sbin/ngircd', args: ['--nodaemon', '--config', file] }];
			},
		},
		doors: [
			{
				door: 'irc',
				usualPort: 6667,
				identity: { service: 'irc', access: 'unknown' },
				evidence: /^said ERROR :/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	inspircd: {
		recipe: {
			needs: ['/usr/sbin/inspircd'],
			needsRoot: true,
			ports: ['irc'],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'inspircd.conf', [
					'<server name="irc.doorcheck.test" description="Doorcheck tests" network="Doorcheck" id="1DC">',
					'<admin name="nobody" nick="nobody" email="nobody@doorcheck.test">',
					'<connect name="main" allow="*" timeout="60">',
					`<bind address="127.0.0.1" port="${ports.irc}" type="clients">`,
					`<path configdir="${directory}" datadir="/tmp" logdir="/tmp" moduledir="/usr/lib/inspircd/modules">`,
				]);
				return [{ command: '/usr/sbin/inspircd', args: ['--nofork', '--nopid', `--config=${file}`], user: 'irc' }];
			},
		},
		doors: [
			{
				door: 'irc',
				usualPort: 6667,
				identity: { service: 'irc', access: 'unknown' },
				evidence: /^said :irc\.doorcheck\.test NOTICE \* :/,
				connections: { usual: 1, elsewhere: 1 },
			},
		],
	},
} satisfies DaemonCases;
