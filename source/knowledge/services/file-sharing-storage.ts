import { onLinux, type ServiceEntry, type Step, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { appleFileSharing } from '../packages/apple.ts';
import { nfsPackages, sambaIn, sambaPackages } from '../packages/files.ts';
import { looked, onSystemd } from '../usage.ts';

const sambaLocally = sambaIn('/etc/samba/smb.conf', 'lo');

const sambaWithoutNetbios: Step = {
	kind: 'edit',
	file: '/etc/samba/smb.conf',
	section: ['[global]'],
	lines: ['disable netbios = yes', 'smb ports = 445'],
	replaces: ['disable netbios', 'smb ports'],
};

const sambaWithPasswords: readonly Step[] = [
	{ kind: 'say', text: 'No guests, no SMB 1, encryption for everyone:' },
	{
		kind: 'edit',
		file: '/etc/samba/smb.conf',
		section: ['[global]'],
		lines: ['map to guest = Never', 'server min protocol = SMB2_02', 'smb encrypt = required'],
		replaces: ['map to guest', 'server min protocol', 'smb encrypt'],
	},
	{ kind: 'say', text: 'Remove "guest ok = yes" from every share, then check the file:' },
	{ kind: 'run', command: 'testparm -s' },
];

const windowsWithoutNetbios: readonly Step[] = [
	{ kind: 'say', text: 'Switch NetBIOS off on every network adapter (2 means off):' },
	{
		kind: 'run',
		command:
			"Get-CimInstance Win32_NetworkAdapterConfiguration -Filter 'IPEnabled=TRUE' | Invoke-CimMethod -MethodName SetTcpipNetbios -Arguments @{ TcpipNetbiosOptions = [uint32]2 }",
	},
];

const nfsLocally: readonly Step[] = [
	{ kind: 'edit', file: '/etc/nfs.conf', section: ['[nfsd]'], lines: ['host=127.0.0.1'] },
	{ kind: 'run', command: 'systemctl restart nfs-server' },
];

const nfsForFew: readonly Step[] = [
	{ kind: 'say', text: 'Name the machines that may mount each folder; 203.0.113.10 stands for one of them.' },
	{
		kind: 'edit',
		file: '/etc/exports',
		lines: ['/srv/share 203.0.113.10(rw,sync,root_squash,no_subtree_check)'],
		byHand: 'The folders and addresses are your own',
	},
	{ kind: 'run', command: 'exportfs -ra\nexportfs -v' },
	{ kind: 'expect', text: 'Every line names an address or a network; none has * or <world>.' },
	{ kind: 'say', text: 'Serve NFS 4 only, which needs one port instead of several:' },
	{ kind: 'edit', file: '/etc/nfs.conf', section: ['[nfsd]'], lines: ['vers3=n'] },
	{
		kind: 'run',
		command: 'systemctl mask --now rpc-statd.service rpcbind.service rpcbind.socket\nsystemctl restart nfs-server',
	},
];

const iscsiLocally: readonly Step[] = [
	{ kind: 'say', text: 'See the name (IQN) and the addresses of each target:' },
	{ kind: 'run', command: 'targetcli ls /iscsi' },
	{
		kind: 'say',
		text: 'Replace the address for everyone with the one of the storage network; IQN stands for the name, 10.0.0.5 for the address.',
	},
	{
		kind: 'run',
		command:
			'targetcli /iscsi/IQN/tpg1/portals delete ip_address=0.0.0.0 ip_port=3260\ntargetcli /iscsi/IQN/tpg1/portals create ip_address=10.0.0.5 ip_port=3260\ntargetcli saveconfig',
	},
];

const iscsiWithPasswords: readonly Step[] = [
	{ kind: 'say', text: "Ask every machine that connects for a password (CHAP); IQN stands for the target's name." },
	{
		kind: 'run',
		command: 'targetcli /iscsi/IQN/tpg1 set attribute authentication=1 generate_node_acls=0\ntargetcli saveconfig',
	},
];

const afpLocally: readonly Step[] = [
	{
		kind: 'edit',
		file: '/etc/netatalk/afp.conf',
		section: ['[Global]'],
		lines: ['afp listen = 127.0.0.1'],
		replaces: ['afp listen'],
	},
	{ kind: 'run', command: 'systemctl restart netatalk' },
];

/** Folders and disks that others mount: SMB, NFS, AFP and iSCSI. */
export const fileSharingStorage: readonly ServiceEntry[] = [
	{
		id: 'smb',
		name: 'SMB (Windows file sharing)',
		category: 'file-sharing',
		doors: [
			{
				port: 445,
				protocol: 'tcp',
				severity: 'critical',
				why: 'The way in for worms such as WannaCry; never meant for the internet',
			},
			{
				port: 139,
				protocol: 'tcp',
				name: 'SMB over NetBIOS',
				severity: 'high',
				why: 'Windows file sharing in its oldest form; worms and bots try it',
			},
		],
		what: 'Shares files and printers between Windows machines; Samba does the same on Linux.',
		risk: 'Flaws in it need no password: in 2017 the WannaCry worm used one (CVE-2017-0144) to encrypt machines around the world. Bots also try passwords here and copy every share that is open to guests. No service on the internet should depend on this port.',
		need: 'Machines in your own network, or at the other end of a VPN; nobody on the internet.',
		instructions: {
			usage: looked(
				{
					...onSystemd('smbstatus'),
					alpine: 'smbstatus',
					freebsd: 'smbstatus',
					windows: 'Get-SmbSession | Format-Table ClientComputerName, ClientUserName, NumOpens',
				},
				'Who is connected, from which machine, and with which files open.',
			),
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now smbd nmbd' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now smb nmb' }],
				windows: [
					{
						kind: 'say',
						text: 'This ends every share and printer that others use on this machine, and much remote administration. A domain controller needs it: there use the firewall instead.',
					},
					{ kind: 'run', command: 'Stop-Service LanmanServer -Force\nSet-Service LanmanServer -StartupType Disabled' },
					...windowsWithoutNetbios,
					{ kind: 'say', text: 'If port 445 still answers, restart Windows.' },
				],
				...sambaPackages.stop,
				...appleFileSharing.stop,
			},
			bind: {
				debian: [
					sambaLocally,
					{ kind: 'run', command: 'systemctl restart smbd\nsystemctl disable --now nmbd' },
					{
						kind: 'say',
						text: 'To serve your own network too, name its interface after lo, as in "interfaces = lo eth1".',
					},
				],
				rhel: [
					sambaLocally,
					{ kind: 'run', command: 'systemctl restart smb\nsystemctl disable --now nmb' },
					{
						kind: 'say',
						text: 'To serve your own network too, name its interface after lo, as in "interfaces = lo eth1".',
					},
				],
				...sambaPackages.bind,
			},
			harden: {
				debian: [...sambaWithPasswords, { kind: 'run', command: 'systemctl restart smbd' }],
				rhel: [...sambaWithPasswords, { kind: 'run', command: 'systemctl restart smb' }],
				windows: [
					{
						kind: 'say',
						text: 'Switch SMB 1 off and ask for encryption; clients older than Windows 8 are then refused.',
					},
					{
						kind: 'run',
						command:
							'Set-SmbServerConfiguration -EnableSMB1Protocol $false -Force\nSet-SmbServerConfiguration -EncryptData $true -RejectUnencryptedAccess $true -Force',
					},
				],
			},
			pitfalls: [
				{
					on: ['debian', 'rhel', 'alpine'],
					text: "Keep lo in the interfaces line: Samba's own tools connect through it.",
				},
				{ on: withSystemd, text: 'A Samba domain controller runs as samba-ad-dc, not as smbd.' },
				{
					on: ['windows'],
					text: 'On Windows port 445 belongs to the System process (process 4); ending processes does not close it.',
				},
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/samba-common-bin/smb.conf.5.en.html',
			'https://learn.microsoft.com/en-us/windows-server/storage/file-server/troubleshoot/detect-enable-and-disable-smbv1-v2-v3',
			'https://learn.microsoft.com/en-us/powershell/module/smbshare/set-smbserverconfiguration',
			'https://learn.microsoft.com/en-us/windows/win32/cimwin32prov/settcpipnetbios-method-in-class-win32-networkadapterconfiguration',
			...sambaPackages.sources,
			...appleFileSharing.sources,
			'https://learn.microsoft.com/en-us/security-updates/securitybulletins/2017/ms17-010',
			fedoraPackage('samba'),
		],
	},
	{
		id: 'netbios',
		name: 'NetBIOS name service',
		category: 'file-sharing',
		doors: [
			{
				port: 137,
				protocol: 'udp',
				severity: 'medium',
				why: 'Tells names and workgroup to anyone; also amplifies attacks on others',
			},
		],
		what: 'The old name service of Windows networks, by which machines find each other without DNS.',
		risk: 'It tells anyone who asks what your machine and its workgroup are called. Forged questions turn its answers against others. An open port here usually means that Windows file sharing stands open as well.',
		need: 'Very old machines in your own network; nobody else.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'run', command: 'systemctl disable --now nmbd' },
					{ kind: 'say', text: 'Tell Samba to do without it; this closes port 139 too.' },
					sambaWithoutNetbios,
					{ kind: 'run', command: 'systemctl restart smbd' },
				],
				rhel: [
					{ kind: 'run', command: 'systemctl disable --now nmb' },
					{ kind: 'say', text: 'Tell Samba to do without it; this closes port 139 too.' },
					sambaWithoutNetbios,
					{ kind: 'run', command: 'systemctl restart smb' },
				],
				windows: [...windowsWithoutNetbios],
			},
			pitfalls: [
				'"bind interfaces only" is not enough: nmbd keeps listening on 0.0.0.0 for broadcasts.',
				'A network adapter added later may have NetBIOS on again.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/samba-common-bin/smb.conf.5.en.html',
			'https://learn.microsoft.com/en-us/windows/win32/cimwin32prov/settcpipnetbios-method-in-class-win32-networkadapterconfiguration',
			fedoraPackage('samba'),
		],
	},
	{
		id: 'nfs',
		name: 'NFS',
		category: 'file-sharing',
		doors: [
			{
				port: 2049,
				protocol: 'tcp',
				severity: 'high',
				why: 'Folders that may be mounted by anyone; it trusts addresses, not people',
			},
		],
		what: 'The file sharing of Unix, by which one machine mounts folders of another.',
		risk: 'NFS usually trusts the address a machine has and the user number it claims, so a stranger who may connect can pose as any user except root. A folder shared with everyone is readable, and often writable, by the whole internet. Nothing is encrypted.',
		need: 'Machines in your own storage network.',
		instructions: {
			usage: looked(
				{
					...onSystemd('cat /proc/fs/nfsd/clients/*/info'),
					alpine: 'cat /proc/fs/nfsd/clients/*/info',
					freebsd: 'showmount -a',
				},
				'The address of each machine that mounts something here; on Linux only those that speak NFS 4.',
			),
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now nfs-server' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now nfs-server' }],
				windows: [{ kind: 'run', command: 'Stop-Service NfsService\nSet-Service NfsService -StartupType Disabled' }],
				...nfsPackages.stop,
			},
			bind: { ...onLinux(nfsLocally), ...nfsPackages.bind },
			harden: onLinux(nfsForFew),
			pitfalls: [
				'A space before the bracket in /etc/exports, as in "host (rw)", shares the folder with everyone.',
				'With NFS 3 the ports 111 and those of rpc.mountd and rpc.statd stay open beside 2049.',
				'Unmount the folders on the clients first; programs there hang when the server goes away.',
				{ on: withSystemd, text: 'Masking rpcbind also ends NFS 3 mounts that this machine makes from others.' },
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/nfs-kernel-server/rpc.nfsd.8.en.html',
			'https://manpages.debian.org/bookworm/nfs-kernel-server/exports.5.en.html',
			'https://manpages.debian.org/bookworm/nfs-common/nfs.systemd.7.en.html',
			...nfsPackages.sources,
			fedoraPackage('nfs-utils'),
		],
	},
	{
		id: 'afp',
		name: 'AFP (Apple file sharing)',
		category: 'file-sharing',
		doors: [
			{
				port: 548,
				protocol: 'tcp',
				severity: 'high',
				why: "Apple's old file sharing; passwords are guessed, servers get old",
			},
		],
		what: "Apple's file sharing before macOS moved to SMB; on Linux and storage boxes it is served by Netatalk.",
		risk: 'Strangers can try passwords here and read shares that are open to guests. Netatalk has had flaws that let strangers run programs without a password, and storage boxes often keep old versions for years.',
		need: 'Old Macs in your own network; newer ones use SMB.',
		instructions: {
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now netatalk' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now netatalk' }],
			},
			bind: onLinux(afpLocally),
			pitfalls: [
				'On a storage box (Synology, QNAP and the like) AFP is a switch in its web page; settings made by hand get lost.',
				'Time Machine backups of old Macs may use it: move them to SMB first.',
			],
		},
		sources: [
			'https://github.com/Netatalk/netatalk/blob/main/doc/manpages/man5/afp.conf.5.md',
			fedoraPackage('netatalk'),
		],
	},
	{
		id: 'iscsi',
		name: 'iSCSI',
		category: 'file-sharing',
		doors: [
			{
				port: 3260,
				protocol: 'tcp',
				severity: 'high',
				why: 'Whole disks that may be attached without a password',
			},
		],
		what: 'Offers whole disks over the network, as if they were built into the machine that uses them.',
		risk: 'Whoever attaches such a disk reads and overwrites it directly; the rights of files inside count for nothing. A password is possible but off by default on many servers, and the data is not encrypted on the way.',
		need: 'The servers in your own storage network.',
		instructions: {
			usage: looked(
				onSystemd('targetcli sessions detail'),
				'The name of each machine that has a disk attached, and its address.',
			),
			stop: {
				debian: [
					{ kind: 'say', text: 'Disconnect the machines that use the disks first, or they lose data.' },
					...when('targetcli-fb', [
						{ kind: 'say', text: 'If it is the one of the kernel:' },
						{ kind: 'run', command: 'systemctl disable --now rtslib-fb-targetctl' },
					]),
					...when('tgt', [
						{ kind: 'say', text: 'If it is tgt:' },
						{ kind: 'run', command: 'systemctl disable --now tgt' },
					]),
				],
				rhel: [
					{ kind: 'say', text: 'Disconnect the machines that use the disks first, or they lose data.' },
					{ kind: 'run', command: 'systemctl disable --now target' },
				],
				windows: [
					{ kind: 'say', text: 'Disconnect the machines that use the disks first, or they lose data.' },
					{ kind: 'run', command: 'Stop-Service WinTarget\nSet-Service WinTarget -StartupType Disabled' },
				],
			},
			bind: { debian: when('targetcli-fb', iscsiLocally), rhel: iscsiLocally },
			harden: onLinux(iscsiWithPasswords),
			pitfalls: [
				'The kernel serves iSCSI itself, so no process shows up for the port.',
				'A target can have several addresses, also an IPv6 one ([::0]); delete every one that strangers can reach.',
				'After authentication=1 set a user and password for each client, or nobody can connect.',
			],
		},
		sources: [
			'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/8/html/managing_storage_devices/configuring-an-iscsi-target_managing-storage-devices',
			'https://manpages.debian.org/bookworm/targetcli-fb/targetcli.8.en.html',
		],
	},
];
