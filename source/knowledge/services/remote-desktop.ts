import { type ServiceEntry, type Step, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { screenSharing } from '../packages/apple.ts';
import { xrdpPackages } from '../packages/remote.ts';
import { lastOf, looked, onSystemd } from '../usage.ts';

const stopXrdp: readonly Step[] = [
	{
		kind: 'say',
		text: 'Check first that you can reach this machine another way, by SSH or at its console.',
	},
	{ kind: 'run', command: 'systemctl disable --now xrdp xrdp-sesman' },
];

const bindXrdp: readonly Step[] = [
	{
		kind: 'say',
		text: 'A dot in place of the address means 127.0.0.1. You then connect through an SSH tunnel.',
	},
	{ kind: 'edit', file: '/etc/xrdp/xrdp.ini', section: ['[Globals]'], lines: ['port=tcp://.:3389'] },
	{ kind: 'run', command: 'systemctl restart xrdp' },
];

const hardenXrdp: readonly Step[] = [
	{ kind: 'say', text: 'Refuse root and accept only members of one group:' },
	{
		kind: 'edit',
		file: '/etc/xrdp/sesman.ini',
		section: ['[Security]'],
		lines: ['AllowRootLogin=false', 'TerminalServerUsers=tsusers', 'AlwaysGroupCheck=true'],
	},
	{ kind: 'say', text: 'Put the people who may sign in into that group; ALICE stands for a user name.' },
	{
		kind: 'run',
		command: 'groupadd --force tsusers\nusermod --append --groups tsusers ALICE\nsystemctl restart xrdp-sesman xrdp',
	},
];

const hardenX11: readonly Step[] = [
	{ kind: 'say', text: "In the desktop session, let only programs with the session's key connect:" },
	{ kind: 'run', command: 'xhost -' },
	{ kind: 'expect', text: 'access control enabled, only authorized clients can connect' },
];

const bindWebsockify: readonly Step[] = [
	{ kind: 'say', text: 'Find what starts it:' },
	{ kind: 'run', command: "pgrep -af 'websockify|novnc'" },
	{
		kind: 'say',
		text: 'In that unit or script put 127.0.0.1: before the port, as in "websockify --web=/usr/share/novnc 127.0.0.1:6080 localhost:5900", and start it again.',
	},
];

const hardenWebsockify: readonly Step[] = [
	{
		kind: 'say',
		text: "Add --cert=FILE --key=FILE --ssl-only to websockify's command line, so that it speaks TLS only, and set a VNC password.",
	},
];

/** Screens, keyboards and mice over the network: RDP, VNC, X11 and their relatives. */
export const remoteDesktop: readonly ServiceEntry[] = [
	{
		id: 'rdp',
		name: 'Remote Desktop (RDP)',
		category: 'remote-desktop',
		doors: [
			{
				port: 3389,
				protocol: 'tcp',
				severity: 'high',
				why: 'Guessed around the clock and a usual way in for ransomware',
			},
			{
				port: 3389,
				protocol: 'udp',
				name: 'RDP over UDP',
				severity: 'high',
				why: 'Shows a Remote Desktop server and can amplify attacks on others',
			},
		],
		what: 'The Windows screen, keyboard and mouse over the network; on Linux the same protocol is served by xrdp.',
		risk: 'Whoever guesses or buys one password works on this machine as if seated at it, and bots try passwords all day. Flaws in the service need no password at all: BlueKeep (CVE-2019-0708, 2019) let strangers run programs on unpatched older Windows.',
		need: 'People who administer or work on this machine from elsewhere, and they can come through a VPN or a Remote Desktop Gateway.',
		instructions: {
			usage: looked(
				{
					...onSystemd(lastOf('/var/log/xrdp.log')),
					alpine: lastOf('/var/log/xrdp.log'),
					freebsd: lastOf('/var/log/xrdp.log'),
					windows: 'quser',
				},
				'Who is or was connected; on Windows a session named rdp-tcp came over the network.',
			),
			stop: {
				debian: stopXrdp,
				rhel: stopXrdp,
				windows: [
					{
						kind: 'say',
						text: "If Remote Desktop is your only way in, open the console (your hoster's, or the virtual machine's) first: new sessions will be refused.",
					},
					{
						kind: 'run',
						command:
							"Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server' -Name fDenyTSConnections -Value 1",
					},
					{
						kind: 'say',
						text: 'Then switch off the firewall rules of Remote Desktop; this name works in every language of Windows:',
					},
					{ kind: 'run', command: "Disable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'" },
				],
				...xrdpPackages.stop,
			},
			bind: {
				debian: bindXrdp,
				rhel: bindXrdp,
				...xrdpPackages.bind,
			},
			harden: {
				debian: hardenXrdp,
				rhel: hardenXrdp,
				windows: [
					{ kind: 'say', text: 'Ask for the password before a session is built (Network Level Authentication):' },
					{
						kind: 'run',
						command:
							"Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Terminal Server\\WinStations\\RDP-Tcp' -Name UserAuthentication -Value 1",
					},
					{ kind: 'say', text: 'See who may sign in, besides administrators, and remove whoever need not:' },
					{ kind: 'run', command: 'Get-LocalGroupMember -SID S-1-5-32-555' },
				],
			},
			pitfalls: [
				{
					on: ['windows'],
					text: 'On Windows a group policy about Remote Desktop wins over what is set in the registry, and sets it back.',
				},
				{
					on: withSystemd,
					text: 'GNOME has a Remote Desktop of its own on the same port: switch it off in Settings, or with grdctl rdp disable as that user.',
				},
				'Another port number only delays the bots; they look at every port.',
				{
					on: ['debian', 'rhel', 'alpine', 'freebsd'],
					text: 'An address after port= has to be up before xrdp starts, which matters for the address of a VPN.',
				},
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/xrdp/xrdp.ini.5.en.html',
			'https://manpages.debian.org/bookworm/xrdp/sesman.ini.5.en.html',
			'https://manpages.debian.org/bookworm/gnome-remote-desktop/grdctl.1.en.html',
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/remote/rdp-error-general-troubleshooting',
			'https://learn.microsoft.com/en-us/windows-hardware/customize/desktop/unattend/microsoft-windows-terminalservices-rdp-winstationextensions-userauthentication',
			'https://learn.microsoft.com/en-us/powershell/module/netsecurity/disable-netfirewallrule',
			...xrdpPackages.sources,
			'https://msrc.microsoft.com/update-guide/vulnerability/CVE-2019-0708',
			fedoraPackage('xrdp'),
		],
	},
	{
		id: 'vnc',
		name: 'VNC',
		category: 'remote-desktop',
		doors: [
			{
				port: 5900,
				protocol: 'tcp',
				severity: 'high',
				why: 'Often without a password; classic VNC passwords end at 8 characters',
			},
			{
				port: 5901,
				protocol: 'tcp',
				name: 'VNC display 1',
				severity: 'high',
				why: 'A whole desktop behind a password of at most 8 characters, or none',
			},
			{
				port: 5800,
				protocol: 'tcp',
				name: 'VNC over HTTP',
				severity: 'high',
				why: 'Web page with a VNC viewer for the desktop behind it',
			},
		],
		what: 'Shows a desktop to another computer and takes its keyboard and mouse: TigerVNC, x11vnc, TightVNC, UltraVNC, RealVNC, and Screen Sharing on the Mac.',
		risk: 'Many VNC servers ask for no password, and classic VNC uses only the first 8 characters of one. Without added encryption everything after the sign-in, every key you press included, crosses the network in the open. Whoever gets in sees and controls your desktop.',
		need: 'The people who use this desktop from elsewhere, and an SSH tunnel serves them without an open port.',
		instructions: {
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'Check first that you can reach this machine another way. Programs that run inside a VNC desktop end with it.',
					},
					{ kind: 'run', command: "systemctl list-units --no-pager '*vnc*'" },
					{ kind: 'say', text: 'Stop what the list shows; :1 stands for the display number.' },
					{ kind: 'run', command: "systemctl disable --now 'tigervncserver@:1.service'" },
					{
						kind: 'say',
						text: 'Nothing listed? Then a user started it by hand. As that user: tigervncserver -kill :1, or for x11vnc: x11vnc -display :0 -remote stop.',
					},
				],
				rhel: [
					{
						kind: 'say',
						text: 'Check first that you can reach this machine another way. Programs that run inside a VNC desktop end with it.',
					},
					{ kind: 'run', command: "systemctl list-units --no-pager '*vnc*'" },
					{ kind: 'say', text: 'Stop what the list shows; :1 stands for the display number.' },
					{ kind: 'run', command: "systemctl disable --now 'vncserver@:1.service'" },
				],
				windows: [
					{ kind: 'say', text: 'If VNC is your only way in, open the console of the machine first.' },
					{
						kind: 'run',
						command: "Get-Service -DisplayName '*VNC*' | Stop-Service -PassThru | Set-Service -StartupType Disabled",
					},
				],
				...screenSharing.stop,
			},
			bind: {
				debian: [
					...when('tigervnc-standalone-server', [
						{ kind: 'say', text: 'TigerVNC, for every user of this machine:' },
						{ kind: 'edit', file: '/etc/tigervnc/vncserver-config-mandatory', lines: ['$localhost = "yes";'] },
						{
							kind: 'say',
							text: 'Start the desktop again; programs inside it end. :1 stands for the display number.',
						},
						{ kind: 'run', command: "systemctl restart 'tigervncserver@:1.service'" },
					]),
					{
						kind: 'say',
						text: 'For x11vnc add the option -localhost where it is started, and start it again.',
					},
				],
				rhel: [
					{ kind: 'say', text: 'TigerVNC, for every user of this machine:' },
					{ kind: 'edit', file: '/etc/tigervnc/vncserver-config-mandatory', lines: ['localhost'] },
					{
						kind: 'say',
						text: 'Start the desktop again; programs inside it end. :1 stands for the display number.',
					},
					{ kind: 'run', command: "systemctl restart 'vncserver@:1.service'" },
					{
						kind: 'say',
						text: 'For x11vnc add the option -localhost where it is started, and start it again.',
					},
				],
			},
			harden: {
				debian: [
					{
						kind: 'say',
						text: "Let TigerVNC accept encrypted connections only; viewers must know TLS, as TigerVNC's do:",
					},
					{
						kind: 'edit',
						file: '/etc/tigervnc/vncserver-config-mandatory',
						lines: ['$SecurityTypes = "TLSVnc,X509Vnc";'],
					},
					{ kind: 'say', text: 'Set a new password as the user whose desktop it is, then start the desktop again:' },
					{ kind: 'run', command: 'tigervncpasswd' },
				],
				rhel: [
					{
						kind: 'say',
						text: "Let TigerVNC accept encrypted connections only; viewers must know TLS, as TigerVNC's do:",
					},
					{ kind: 'edit', file: '/etc/tigervnc/vncserver-config-mandatory', lines: ['securitytypes=TLSVnc'] },
					{ kind: 'say', text: 'Set a new password as the user whose desktop it is, then start the desktop again:' },
					{ kind: 'run', command: 'vncpasswd' },
				],
			},
			pitfalls: [
				'A web page on 5800 belongs to the same VNC server; closing 5900 alone leaves it answering.',
				'On a Mac it is Screen Sharing or Remote Management in System Settings, General, Sharing.',
				'Virtual machines bring VNC of their own: with libvirt or Proxmox look at the settings of the virtual machine.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/tigervnc-standalone-server/tigervncserver.1.en.html',
			'https://manpages.debian.org/bookworm/x11vnc/x11vnc.1.en.html',
			'https://github.com/TigerVNC/tigervnc/blob/master/unix/vncserver/HOWTO.md',
			...screenSharing.sources,
			fedoraPackage('tigervnc'),
		],
	},
	{
		id: 'x11',
		name: 'X11',
		category: 'remote-desktop',
		doors: [
			{
				port: 6000,
				protocol: 'tcp',
				severity: 'critical',
				why: 'An open display lets strangers read every key and use the desktop',
			},
			{
				port: 6001,
				protocol: 'tcp',
				name: 'X11 display 1',
				severity: 'critical',
				why: 'An open display lets strangers read every key and use the desktop',
			},
		],
		what: 'The display server of Unix desktops, which draws windows and reads keyboard and mouse for programs, also over the network.',
		risk: 'A program that may connect here can read every key you press, take pictures of your screen and type commands for you. The protocol has no encryption of its own. Linux has kept this port shut by default for years, so something was set to open it.',
		need: "Hardly anyone: ssh -X carries programs' windows through SSH without this port.",
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'See which X server was told to listen:' },
					{ kind: 'run', command: "ps -eo pid,user,args | grep -- '[-]listen tcp'" },
					{
						kind: 'say',
						text: 'Started by hand or by a script: take "-listen tcp" out of its command line and start it again. Started by LightDM or GDM: set the line for yours.',
					},
					...when('lightdm', [
						{
							kind: 'edit',
							file: '/etc/lightdm/lightdm.conf',
							section: ['[Seat:*]'],
							lines: ['xserver-allow-tcp=false'],
						},
					]),
					...when('gdm3', [
						{ kind: 'edit', file: '/etc/gdm3/daemon.conf', section: ['[security]'], lines: ['DisallowTCP=true'] },
					]),
					{
						kind: 'say',
						text: 'Restart the login screen. This ends every graphical session, so save your work first.',
					},
					{ kind: 'run', command: 'systemctl restart display-manager' },
				],
				rhel: [
					{ kind: 'say', text: 'See which X server was told to listen:' },
					{ kind: 'run', command: "ps -eo pid,user,args | grep -- '[-]listen tcp'" },
					{
						kind: 'say',
						text: 'Started by hand or by a script: take "-listen tcp" out of its command line and start it again. Started by GDM:',
					},
					{ kind: 'edit', file: '/etc/gdm/custom.conf', section: ['[security]'], lines: ['DisallowTCP=true'] },
					{
						kind: 'say',
						text: 'Restart the login screen. This ends every graphical session, so save your work first.',
					},
					{ kind: 'run', command: 'systemctl restart display-manager' },
				],
				windows: [
					{
						kind: 'say',
						text: 'An X server for Windows such as VcXsrv or Xming is running: end it from its icon in the notification area and remove it from the programs that start with Windows.',
					},
				],
			},
			harden: {
				debian: hardenX11,
				rhel: hardenX11,
			},
			pitfalls: [
				'A line "xhost +" in a start-up script opens the display again at the next sign-in.',
				"Ports from 6010 on usually belong to SSH's own X forwarding; they should listen on 127.0.0.1 and ::1 only.",
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/xserver-common/Xserver.1.en.html',
			'https://manpages.debian.org/bookworm/x11-xserver-utils/xhost.1.en.html',
			'https://packages.debian.org/bookworm/amd64/lightdm/filelist',
			'https://packages.debian.org/bookworm/amd64/gdm3/filelist',
			fedoraPackage('gdm'),
		],
	},
	{
		id: 'xdmcp',
		name: 'XDMCP',
		category: 'remote-desktop',
		doors: [
			{
				port: 177,
				protocol: 'udp',
				severity: 'high',
				why: 'Graphical login in the open; also amplifies attacks on others',
			},
		],
		what: 'Offers the graphical login screen of a Unix machine to terminals on the network.',
		risk: 'A stranger can bring up the login screen and try passwords, and everything typed in such a session crosses the network unencrypted. The port also answers forged requests, so it can be made to send traffic at others.',
		need: 'Old X terminals in one room or one building; nobody across the internet.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'Set the line for the login screen you have, LightDM or GDM:' },
					...when('lightdm', [
						{ kind: 'edit', file: '/etc/lightdm/lightdm.conf', section: ['[XDMCPServer]'], lines: ['enabled=false'] },
					]),
					...when('gdm3', [
						{ kind: 'edit', file: '/etc/gdm3/daemon.conf', section: ['[xdmcp]'], lines: ['Enable=false'] },
					]),
					{
						kind: 'say',
						text: 'Restart the login screen. This ends every graphical session, so save your work first.',
					},
					{ kind: 'run', command: 'systemctl restart display-manager' },
				],
				rhel: [
					{ kind: 'edit', file: '/etc/gdm/custom.conf', section: ['[xdmcp]'], lines: ['Enable=false'] },
					{
						kind: 'say',
						text: 'Restart the login screen. This ends every graphical session, so save your work first.',
					},
					{ kind: 'run', command: 'systemctl restart display-manager' },
				],
			},
			pitfalls: [
				'For xdm the line is "DisplayManager.requestPort: 0" in /etc/X11/xdm/xdm-config.',
				'XDMCP needs an X server that listens on TCP; look at port 6000 of the terminals as well.',
			],
		},
		sources: [
			'https://packages.debian.org/bookworm/amd64/lightdm/filelist',
			'https://packages.debian.org/bookworm/amd64/gdm3/filelist',
			'https://packages.debian.org/bookworm/amd64/xdm/filelist',
			fedoraPackage('gdm'),
		],
	},
	{
		id: 'novnc',
		name: 'noVNC',
		category: 'remote-desktop',
		doors: [
			{
				port: 6080,
				protocol: 'tcp',
				severity: 'high',
				why: 'A desktop in any browser, behind at most a VNC password',
			},
		],
		what: 'A VNC viewer as a web page, with a small relay (websockify) to the VNC server behind it.',
		risk: "It puts a VNC desktop on the web: whoever finds the page needs only the VNC password, if there is one. Without a certificate the password exchange, the screen and every key travel unencrypted. Scanners know the page's title.",
		need: 'People who must reach a desktop from a browser; put it behind a web server that asks for a login.',
		instructions: {
			bind: {
				debian: bindWebsockify,
				rhel: bindWebsockify,
			},
			harden: {
				debian: hardenWebsockify,
				rhel: hardenWebsockify,
			},
			pitfalls: [
				'The VNC server behind the page has a port of its own, usually 5900 or 5901: look whether that is open too.',
				'In OpenStack the page belongs to nova-novncproxy: set novncproxy_host = 127.0.0.1 under [vnc] in /etc/nova/nova.conf.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/websockify/websockify.1.en.html',
			'https://docs.openstack.org/nova/latest/configuration/config.html',
		],
	},
	{
		id: 'ard',
		name: 'Apple Remote Desktop',
		category: 'remote-desktop',
		doors: [
			{
				port: 3283,
				protocol: 'tcp',
				severity: 'high',
				why: 'Remote management of a Mac; its screen is shared on port 5900',
			},
		],
		what: 'The management channel of Apple Remote Desktop, by which a Mac takes tasks and sends reports; the screen itself goes over port 5900.',
		risk: 'Whoever has the password of a Mac account with this right can control the machine, copy files to it and run commands on it. The open port tells strangers that here is a Mac that can be managed from afar, and lets them try passwords.',
		need: 'The administrators of a fleet of Macs, from their own network or a VPN.',
		instructions: {
			pitfalls: [
				'On the Mac: System Settings, General, Sharing, then switch off Remote Management.',
				'Screen Sharing is a switch of its own on the same page, and listens on 5900.',
			],
		},
		sources: ['https://support.apple.com/guide/mac-help/mh11848/mac'],
	},
	{
		id: 'teamviewer',
		name: 'TeamViewer',
		category: 'remote-desktop',
		doors: [
			{
				port: 5938,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Remote control software that accepts connections directly',
			},
		],
		what: "Remote support software; this port takes connections that do not go through the maker's servers.",
		risk: "With the right password a stranger gets your screen, keyboard and files. TeamViewer normally calls out to its maker's servers, so nothing needs to come in here from the internet.",
		need: 'Only machines in your own network that connect to this one directly.',
	},
	{
		id: 'radmin',
		name: 'Radmin',
		category: 'remote-desktop',
		doors: [
			{
				port: 4899,
				protocol: 'tcp',
				severity: 'high',
				why: 'Remote control of Windows that bots guess passwords for',
			},
		],
		what: 'Remote control software for Windows.',
		risk: 'One guessed password gives a stranger your screen, keyboard and files. Radmin has been a favourite of intruders for many years, also as something they install themselves, so make sure that you know who put it here.',
		need: 'Support staff who use it on purpose, through a VPN.',
	},
	{
		id: 'pcanywhere',
		name: 'pcAnywhere',
		category: 'remote-desktop',
		doors: [
			{
				port: 5631,
				protocol: 'tcp',
				severity: 'high',
				why: 'Remote control software without updates for over ten years',
			},
		],
		what: "Symantec's remote control software for Windows, which its maker has given up.",
		risk: 'It gets no updates, so its known flaws stay open. Its source code was stolen and published, which makes finding more of them easy; remove the program.',
		need: 'Nobody any more.',
	},
];
