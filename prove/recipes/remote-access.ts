import type { Recipe } from '../recipe.ts';
import { tcp, udp } from '../recipe.ts';

/** Command lines and desktops over the network. */
export const remoteAccess: readonly Recipe[] = [
	{
		service: 'ssh',
		package: 'openssh-server',
		packages: ['openssh-server'],
		boundTo: '10.8.0.1',
		doors: [tcp(22)],
	},
	{
		service: 'telnet',
		package: 'inetutils-telnetd',
		packages: ['inetutils-telnetd', 'openbsd-inetd'],
		setUp: [
			"printf 'telnet\\tstream\\t%s\\tnowait\\troot\\t/usr/sbin/telnetd\\ttelnetd\\n' tcp tcp6 >> /etc/inetd.conf",
		].join('\n'),
		doors: [tcp(23)],
	},
	{
		service: 'rsh',
		package: 'rsh-server',
		packages: ['rsh-server', 'openbsd-inetd'],
		releases: ['bookworm'],
		doors: [tcp(514, { ipv4Only: true }), tcp(513, { ipv4Only: true })],
	},
	{
		service: 'rdp',
		package: 'xrdp',
		packages: ['xrdp'],
		doors: [tcp(3389)],
	},
	{
		service: 'vnc',
		package: 'tigervnc-standalone-server',
		packages: ['tigervnc-standalone-server', 'tigervnc-tools', 'openbox', 'xauth', 'xfonts-base', 'dbus-x11'],
		setUp: [
			'useradd --create-home --shell /bin/bash alice',
			"echo ':1=alice' >> /etc/tigervnc/vncserver.users",
			`printf '%s\\n' '$localhost = "no";' '$SecurityTypes = "VncAuth";' '$session = "openbox";' >> /etc/tigervnc/vncserver-config-defaults`,
			// TigerVNC 1.14 moved its files.
			'. /etc/os-release && [ "$VERSION_ID" -ge 13 ] && folder=.config/tigervnc || folder=.vnc',
			'runuser -u alice -- mkdir -p -m 700 "/home/alice/$folder"',
			'printf "secret12\\nsecret12\\nn\\n" | runuser -u alice -- tigervncpasswd "/home/alice/$folder/passwd"',
			'mkdir -p /usr/share/xsessions',
			'systemctl enable tigervncserver@:1.service',
		].join('\n'),
		doors: [tcp(5901)],
	},
	{
		service: 'xdmcp',
		package: 'lightdm',
		packages: ['lightdm'],
		setUp: [
			"printf '%s\\n' '[LightDM]' 'start-default-seat=false' '[XDMCPServer]' 'enabled=true' > /etc/lightdm/lightdm.conf",
			'echo /usr/sbin/lightdm > /etc/X11/default-display-manager',
			'systemctl enable lightdm',
		].join('\n'),
		doors: [udp(177)],
	},
];
