import { type DaemonCases, type Recipe, write } from '../daemon-case.ts';

export default {
	'ipmi-sim': {
		recipe: ipmiSim('none md5'),
		doors: [
			{
				door: 'ipmi',
				protocol: 'udp',
				usualPort: 623,
				identity: { service: 'ipmi', access: 'open', remark: 'lets strangers sign in without a password' },
				evidence: /IPMI 2\.0, none, MD5$/,
				requests: 1,
			},
		],
	},
	'ipmi-sim-password': {
		recipe: ipmiSim('md5 straight'),
		doors: [
			{
				door: 'ipmi',
				protocol: 'udp',
				usualPort: 623,
				identity: { service: 'ipmi', access: 'protected', remark: 'asks for a password' },
				evidence: /IPMI 2\.0, MD5, password$/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;

/** A simulated management controller. */
function ipmiSim(kindsOfAuthentication: string): Recipe {
	return {
		needs: ['/usr/bin/ipmi_sim'],
		ports: ['ipmi'],
		udpPorts: ['ipmi'],
		prepare: async ({ directory, ports }) => {
			const configuration = await write(directory, 'lan.conf', [
				...['name "doorcheck"', 'set_working_mc 0x20', 'startlan 1', `addr 127.0.0.1 ${ports.ipmi}`],
				...['priv_limit admin', `allowed_auths_user ${kindsOfAuthentication}`, 'allowed_auths_admin md5'],
				...['guid 0d0c0d0c0d0c0d0c0d0c0d0c0d0c0d0c', 'endlan'],
				`user 2 true "somebody" "secret" admin 10 ${kindsOfAuthentication}`,
			]);
			const commands = await write(directory, 'sim.emu', [
				...['mc_setbmc 0x20', 'mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr', 'mc_enable 0x20'],
			]);
			return [{ command: '/usr/bin/ipmi_sim', args: ['-n', '-c', configuration, '-f', commands, '-s', directory] }];
		},
	};
}
