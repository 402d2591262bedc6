import { type Instructions, type ServiceEntry, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';

const sources = [
	'https://manpages.debian.org/bookworm/xinetd/xinetd.conf.5.en.html',
	'https://manpages.debian.org/bookworm/update-inetd/update-inetd.8.en.html',
	'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
	fedoraPackage('xinetd'),
] as const;

/** How one of inetd's built-in services is switched off; on RHEL xinetd has a file for each kind of socket. */
function inetdInstructions(name: string): Instructions {
	return {
		stop: {
			debian: [
				...when('xinetd', [
					{
						kind: 'say',
						text: 'For xinetd; a block of this file that has no line disable = no gets disable = yes as a new one:',
					},
					{
						kind: 'run',
						command: `sed -i '/^[[:space:]]*disable[[:space:]]*=/s/no/yes/' /etc/xinetd.d/${name}\nsystemctl restart xinetd`,
					},
				]),
				...when('openbsd-inetd', [
					{ kind: 'say', text: 'For inetd; this comments out its lines in /etc/inetd.conf for good:' },
					{ kind: 'run', command: `update-inetd --multi --comment-chars '#' --disable ${name}` },
				]),
			],
			rhel: [
				{ kind: 'say', text: 'For xinetd, in the file that names it:' },
				{ kind: 'edit', file: `/etc/xinetd.d/${name}-stream`, lines: ['disable = yes'] },
				{ kind: 'run', command: 'systemctl restart xinetd' },
			],
		},
		pitfalls: ['Printers and other devices have a switch for it in their own settings.'],
	};
}

function withWindows(instructions: Instructions): Instructions {
	return {
		...instructions,
		stop: {
			...instructions.stop,
			windows: [
				{ kind: 'say', text: 'On Windows it belongs to Simple TCP/IP Services, together with chargen and others.' },
				{ kind: 'run', command: 'Stop-Service simptcp\nSet-Service simptcp -StartupType Disabled' },
			],
		},
	};
}

/** Test services of the early 1980s, over TCP. */
export const relics: readonly ServiceEntry[] = [
	{
		id: 'echo',
		name: 'echo',
		category: 'network-infra',
		doors: [{ port: 7, protocol: 'tcp', severity: 'low', why: 'Sends back whatever it gets; a relic nobody needs' }],
		what: 'A test service of 1983 that sends back everything it is sent.',
		risk: 'Nobody needs it any more. Over TCP it mostly wastes your bandwidth; the same service over UDP can be made to talk with itself or with others without end. It also shows that the machine runs what was never chosen.',
		need: 'Nobody; it is a relic.',
		instructions: withWindows(inetdInstructions('echo')),
		sources: [...sources, 'https://www.rfc-editor.org/rfc/rfc862'],
	},
	{
		id: 'daytime',
		name: 'daytime',
		category: 'network-infra',
		doors: [{ port: 13, protocol: 'tcp', severity: 'low', why: 'Tells the time as text; a relic nobody needs' }],
		what: 'A test service of 1983 that tells the time as a line of text.',
		risk: 'It tells strangers how exact your clock is and in which time zone the machine stands. That is little, but nobody needs it: clocks are set by NTP. It also shows that the machine runs what was never chosen.',
		need: 'Nobody, except the public time servers that still offer it.',
		instructions: withWindows(inetdInstructions('daytime')),
		sources: [...sources, 'https://www.rfc-editor.org/rfc/rfc867'],
	},
	{
		id: 'time',
		name: 'time',
		category: 'network-infra',
		doors: [{ port: 37, protocol: 'tcp', severity: 'low', why: 'Tells the time in four bytes; a relic nobody needs' }],
		what: 'A service of 1983 that tells the time as a number of seconds, which runs out in 2036.',
		risk: 'It tells strangers how exact your clock is. That is little, but nobody needs it: clocks are set by NTP. It also shows that the machine runs what was never chosen.',
		need: 'Nobody, except the public time servers that still offer it.',
		instructions: inetdInstructions('time'),
		sources: [...sources, 'https://www.rfc-editor.org/rfc/rfc868'],
	},
];
