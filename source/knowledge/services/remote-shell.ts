import { type ServiceEntry, type Step, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { remoteLogin } from '../packages/apple.ts';
import { sshPackages, telnetSources, telnetSteps } from '../packages/remote.ts';
import { journal, lastWith, looked, onSystemd } from '../usage.ts';

const keepSessionOpen: Step = {
	kind: 'say',
	text: 'Keep this session open until the end. In a second window check that you can sign in with your key, without a password.',
};

const sshDropIn: Step = {
	kind: 'write',
	file: '/etc/ssh/sshd_config.d/00-keys-only.conf',
	lines: ['PasswordAuthentication no', 'KbdInteractiveAuthentication no'],
};

const sshInForce: readonly Step[] = [
	{
		kind: 'run',
		command: "sshd -T | grep -E '^(passwordauthentication|kbdinteractiveauthentication)'",
	},
	{
		kind: 'expect',
		text: 'passwordauthentication no and kbdinteractiveauthentication no. Then sign in anew with your key before you close this session.',
	},
];

const sshOnVpn: readonly Step[] = [
	{
		kind: 'say',
		text: "SSH on 127.0.0.1 alone would lock you out, so let it listen on your VPN's address; 10.8.0.1 stands for it. Keep this session open, and have the console of the machine or of your hoster at hand.",
	},
	{ kind: 'edit', file: '/etc/ssh/sshd_config', lines: ['ListenAddress 10.8.0.1'], above: 'Match' },
];

const sshOnVpnOnly: readonly Step[] = [
	...sshOnVpn,
	{ kind: 'say', text: 'Allow sshd to listen there even when the VPN comes up after it:' },
	{ kind: 'write', file: '/etc/sysctl.d/60-ssh-listen.conf', lines: ['net.ipv4.ip_nonlocal_bind = 1'] },
	{ kind: 'run', command: 'sysctl --system >/dev/null' },
];

const vpnFirst: Step = {
	kind: 'say',
	text: 'sshd does not start when the VPN comes up after it: see to the order, or restart sshd once the VPN is up.',
};

const sshKeysOnly: readonly Step[] = [
	keepSessionOpen,
	{
		kind: 'edit',
		file: '/etc/ssh/sshd_config',
		lines: ['PasswordAuthentication no', 'KbdInteractiveAuthentication no'],
		above: 'Match',
	},
];

const signInOverVpn: Step = {
	kind: 'expect',
	text: 'A new sign-in through the VPN works. Only then close this session.',
};

/** Command lines over the network: SSH, Telnet, the r-commands and WinRM. */
export const remoteShell: readonly ServiceEntry[] = [
	{
		id: 'ssh',
		name: 'SSH',
		category: 'remote-shell',
		doors: [
			{
				port: 22,
				protocol: 'tcp',
				severity: 'low',
				why: 'Passwords are guessed all day; keys and a short list of sources end that',
			},
			{
				port: 2222,
				protocol: 'tcp',
				name: 'SSH on another port, or DirectAdmin',
				severity: 'low',
				why: 'SSH moved elsewhere, or the login page of a hosting panel',
			},
		],
		what: 'The encrypted command line by which nearly every server is administered.',
		risk: "SSH itself is sound, but every address on the internet gets password guesses all day. One weak password gives a stranger your command line, and root's gives the whole machine. With keys instead of passwords the guessing is pointless.",
		need: 'The people and programs that administer this machine, often from a few known addresses.',
		instructions: {
			usage: looked(
				{
					...onSystemd(journal('sshd -t sshd-session', 'Accepted')),
					alpine: lastWith('Accepted', '/var/log/messages'),
					freebsd: lastWith('Accepted', '/var/log/auth.log'),
					macos: 'last -20',
					windows:
						"Get-WinEvent -LogName OpenSSH/Operational -MaxEvents 500 | Where-Object Message -match 'Accepted' | Format-Table TimeCreated, Message",
				},
				'Who signed in last, and from which address.',
			),
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'This ends SSH, so have another way in: sign in at the console of the machine or of your hoster and work from there.',
					},
					{ kind: 'run', command: 'systemctl disable --now ssh.socket ssh.service' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'This ends SSH, so have another way in: sign in at the console of the machine or of your hoster and work from there.',
					},
					{ kind: 'run', command: 'systemctl disable --now sshd' },
				],
				windows: [
					{
						kind: 'say',
						text: 'If SSH is your only way in, work at the console of the machine or through Remote Desktop.',
					},
					{ kind: 'run', command: 'Stop-Service sshd\nSet-Service sshd -StartupType Disabled' },
				],
				...sshPackages.stop,
				...remoteLogin.stop,
			},
			bind: {
				debian: [
					...sshOnVpnOnly,
					{ kind: 'say', text: 'Ubuntu may let systemd hold the port (ssh.socket); restart whichever does:' },
					{
						kind: 'run',
						command:
							'sshd -t && systemctl daemon-reload && if systemctl is-active --quiet ssh.socket; then systemctl restart ssh.socket; else systemctl restart ssh; fi',
					},
					signInOverVpn,
				],
				rhel: [...sshOnVpnOnly, { kind: 'run', command: 'sshd -t && systemctl restart sshd' }, signInOverVpn],
				windows: [
					{
						kind: 'say',
						text: "Let it listen on your VPN's address; 10.8.0.1 stands for it. Have another way in at hand: sshd cannot listen there when the VPN comes up after it.",
					},
					{
						kind: 'edit',
						file: 'C:\\ProgramData\\ssh\\sshd_config',
						lines: ['ListenAddress 10.8.0.1'],
						above: 'Match',
					},
					{ kind: 'run', command: 'Restart-Service sshd' },
					signInOverVpn,
				],
				alpine: [...sshOnVpn, vpnFirst, { kind: 'run', command: 'sshd -t && rc-service sshd restart' }, signInOverVpn],
				freebsd: [...sshOnVpn, vpnFirst, { kind: 'run', command: 'sshd -t && service sshd restart' }, signInOverVpn],
			},
			harden: {
				debian: [
					keepSessionOpen,
					sshDropIn,
					{ kind: 'run', command: 'sshd -t && systemctl try-reload-or-restart ssh' },
					...sshInForce,
				],
				rhel: [
					keepSessionOpen,
					{
						kind: 'say',
						text: 'RHEL 9, RHEL 10 and Fedora read this file; on RHEL 8 put the lines at the top of /etc/ssh/sshd_config.',
					},
					sshDropIn,
					{ kind: 'run', command: 'sshd -t && systemctl reload sshd' },
					...sshInForce,
				],
				windows: [
					keepSessionOpen,
					{
						kind: 'say',
						text: "Administrators' keys are read from C:\\ProgramData\\ssh\\administrators_authorized_keys, which only SYSTEM and Administrators may have rights on.",
					},
					{
						kind: 'edit',
						file: 'C:\\ProgramData\\ssh\\sshd_config',
						lines: ['PasswordAuthentication no'],
						above: 'Match',
					},
					{ kind: 'run', command: 'Restart-Service sshd' },
				],
				alpine: [...sshKeysOnly, { kind: 'run', command: 'sshd -t && rc-service sshd reload' }, ...sshInForce],
				freebsd: [...sshKeysOnly, { kind: 'run', command: 'sshd -t && service sshd reload' }, ...sshInForce],
				macos: [
					keepSessionOpen,
					sshDropIn,
					{ kind: 'say', text: 'macOS starts sshd anew for every sign-in, so nothing has to be restarted.' },
					...sshInForce,
				],
			},
			pitfalls: [
				'The first value that sshd reads wins, so a later PasswordAuthentication no changes nothing; cloud images often carry a file that says yes.',
				{
					on: ['debian', 'rhel', 'alpine', 'windows', 'freebsd'],
					text: 'Every ListenAddress line adds an address: remove the ones for 0.0.0.0 and :: that stand already.',
				},
				{
					on: ['debian'],
					text: 'On Ubuntu 22.10 to 23.10 the port and address stand in /etc/systemd/system/ssh.socket.d/, and sshd_config does not count for them.',
				},
				{
					on: ['debian'],
					text: 'From Ubuntu 24.04 systemd takes both from sshd_config, but only after systemctl daemon-reload and a restart of ssh.socket.',
				},
				'A restart leaves open sessions alone, so yours still working proves nothing: test with a new one.',
				'On port 2222 the DirectAdmin panel may answer instead; it is not closed by anything you do to sshd.',
			],
		},
		sources: [
			'https://man.openbsd.org/sshd_config',
			'https://manpages.debian.org/bookworm/openssh-server/sshd_config.5.en.html',
			'https://discourse.ubuntu.com/t/sshd-now-uses-socket-based-activation-ubuntu-22-10-and-later/30189',
			'https://learn.microsoft.com/en-us/windows-server/administration/openssh/openssh-server-configuration',
			...sshPackages.sources,
			...remoteLogin.sources,
			fedoraPackage('openssh'),
		],
	},
	{
		id: 'telnet',
		name: 'Telnet',
		category: 'remote-shell',
		doors: [
			{
				port: 23,
				protocol: 'tcp',
				severity: 'high',
				why: 'Passwords in the open; first port that worms for devices try',
			},
			{
				port: 2323,
				protocol: 'tcp',
				name: 'Telnet on another port',
				severity: 'high',
				why: 'Passwords in the open; worms for devices try this port too',
			},
		],
		what: 'The old command line over the network, without encryption; today mostly in routers, cameras and other devices.',
		risk: 'Your password and everything after it cross the network readable by anyone on the way. Worms such as Mirai try factory passwords here without pause. In January 2026 a flaw in a common Telnet server (CVE-2026-24061) was found to give anyone root without a password.',
		need: 'Nobody on the internet: use SSH, or a VPN for a device that knows nothing else.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'Check first that you can sign in by SSH.' },
					{ kind: 'run', command: "update-inetd --multi --comment-chars '#' --disable telnet" },
					{ kind: 'say', text: 'Then remove the server that was behind it:' },
					{
						kind: 'run',
						command: "dpkg -l | awk '/^ii +[a-z-]*telnetd/ {print $2}' | xargs -r apt-get remove -y",
					},
				],
				rhel: [
					{ kind: 'say', text: 'Check first that you can sign in by SSH.' },
					{ kind: 'run', command: 'systemctl disable --now telnet.socket\ndnf remove -y telnet-server' },
				],
				...telnetSteps,
			},
			pitfalls: [
				'On a router, camera or switch it is a setting of the device; some switch it on again with an update.',
				{
					on: withSystemd,
					text: 'xinetd keeps its own list: look for telnet in /etc/xinetd.d/ and set disable = yes.',
				},
				'No setting makes Telnet safe; a password changes nothing about who can read along.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/update-inetd/update-inetd.8.en.html',
			'https://github.com/ComplianceAsCode/content/blob/master/linux_os/guide/services/obsolete/telnet/service_telnet_disabled/rule.yml',
			'https://www.cert.ssi.gouv.fr/actualite/CERTFR-2026-ACT-003',
			...telnetSources,
			fedoraPackage('telnet'),
		],
	},
	{
		id: 'rsh',
		name: 'rsh, rlogin and rexec',
		category: 'remote-shell',
		doors: [
			{
				port: 512,
				protocol: 'tcp',
				name: 'rexec',
				severity: 'high',
				why: 'Runs commands for a password that crosses the network in the open',
			},
			{
				port: 513,
				protocol: 'tcp',
				name: 'rlogin',
				severity: 'critical',
				why: 'Lets people in by their address alone, without a password',
			},
			{
				port: 514,
				protocol: 'tcp',
				name: 'rsh, or syslog over TCP',
				severity: 'critical',
				why: 'Runs commands for whoever comes from a trusted address; no password',
			},
		],
		what: 'The remote commands of early Unix, which SSH replaced long ago.',
		risk: 'These services believe the name and address that the other side gives, and send everything unencrypted. Where a list of trusted hosts is too generous, a stranger runs commands here without a password. If port 514 turns out to be syslog, strangers can fill your logs instead.',
		need: 'Nobody: SSH does all of it.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'Check first that you can sign in by SSH.' },
					{ kind: 'run', command: "update-inetd --multi --comment-chars '#' --disable shell,login,exec" },
					{ kind: 'say', text: 'Then remove the server that was behind it:' },
					{
						kind: 'run',
						command: "dpkg -l | awk '/^ii +rsh-[a-z-]*server/ {print $2}' | xargs -r apt-get remove -y",
					},
				],
				rhel: [
					{ kind: 'say', text: 'Check first that you can sign in by SSH. RHEL 7 and older have these services:' },
					{
						kind: 'run',
						command: 'systemctl disable --now rsh.socket rlogin.socket rexec.socket\nyum remove -y rsh-server',
					},
				],
			},
			pitfalls: [
				'Remove /etc/hosts.equiv and the .rhosts files in home directories too, or the trust is back with the service.',
				'For syslog on 514 look at rsyslog: the input of type imtcp in /etc/rsyslog.conf and /etc/rsyslog.d/.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/update-inetd/update-inetd.8.en.html',
			'https://github.com/ComplianceAsCode/content/blob/master/linux_os/guide/services/obsolete/r_services/service_rlogin_disabled/rule.yml',
			'https://www.rsyslog.com/doc/reference/parameters/imtcp-port.html',
			fedoraPackage('rsh'),
		],
	},
	{
		id: 'winrm',
		name: 'WinRM',
		category: 'remote-shell',
		doors: [
			{
				port: 5985,
				protocol: 'tcp',
				name: 'WinRM over HTTP',
				severity: 'high',
				why: 'PowerShell on this Windows for whoever has a password',
			},
			{
				port: 5986,
				protocol: 'tcp',
				name: 'WinRM over HTTPS',
				severity: 'high',
				why: 'PowerShell on this Windows for whoever has a password',
			},
		],
		what: 'Remote administration of Windows: PowerShell remoting, Windows Admin Center and tools such as Ansible use it.',
		risk: "An administrator's password is all that is needed to run any command on this machine, and passwords stolen elsewhere are tried here. It is made for your own network or a VPN, where it is the normal way to administer Windows.",
		need: 'Administrators and management servers in your own network.',
		instructions: {
			usage: looked(
				{ windows: 'Get-WSManInstance -ResourceURI Shell -Enumerate | Format-Table Owner, ClientIP, ShellRunTime' },
				'The sessions of this moment: whose, and from which address.',
			),
			stop: {
				windows: [
					{
						kind: 'say',
						text: 'Check first that you have another way in, Remote Desktop or the console: Windows Admin Center, Ansible and remote PowerShell stop working.',
					},
					{
						kind: 'run',
						command:
							'Disable-PSRemoting -Force\nGet-ChildItem WSMan:\\localhost\\Listener | Remove-Item -Recurse -Force\nStop-Service WinRM\nSet-Service WinRM -StartupType Disabled',
					},
				],
			},
			harden: {
				windows: [
					{ kind: 'say', text: 'Refuse passwords that would travel readable:' },
					{
						kind: 'run',
						command:
							'Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted -Value $false\nSet-Item WSMan:\\localhost\\Service\\Auth\\Basic -Value $false',
					},
					{ kind: 'say', text: 'Where HTTPS on 5986 is set up, remove the listener for plain HTTP:' },
					{
						kind: 'run',
						command:
							"$listeners = Get-ChildItem WSMan:\\localhost\\Listener\nif ($listeners | Where-Object { $_.Keys -contains 'Transport=HTTPS' }) {\n  $listeners | Where-Object { $_.Keys -contains 'Transport=HTTP' } | Remove-Item -Recurse -Force\n}",
					},
				],
			},
			pitfalls: [
				'Disable-PSRemoting alone refuses sessions but leaves the port open: the listener and the service go separately.',
				'A group policy (Allow remote server management through WinRM) brings the listener back.',
				'Run this at the machine or through Remote Desktop: through WinRM itself it cuts you off halfway.',
			],
		},
		sources: [
			'https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/disable-psremoting?view=powershell-5.1',
			'https://learn.microsoft.com/en-us/windows/win32/winrm/installation-and-configuration-for-windows-remote-management',
		],
	},
];
