import type { Step } from '../entry.ts';
import { type GuardedPort, type Recipe, run, say } from './recipe.ts';

/**
 * pf of FreeBSD. Each port gets an anchor of its own, whose rules end the matter (`quick`), below one line in
 * /etc/pf.conf. At its end it stands behind translation rules, where the order of statements wants it.
 */
export const freebsdPf: Recipe = {
	close: (guarded) => [asRoot, ...loadOnFreebsd(guarded), ...notes],
	allowOnly: (allowed) => [asRoot, ...loadOnFreebsd(allowed), ...notes],
	undo: (guarded) => {
		const { anchor, file } = onFreebsd(guarded);
		return [run(`truncate -s 0 ${file}`, `pfctl -a ${anchor} -F rules`)];
	},
};

/**
 * pf of macOS. Its own /etc/pf.conf may be replaced by an update, and asks for every anchor below com.apple: one there
 * needs no change of that file. A job of launchd loads it at boot and switches pf on, which the system doesn't do.
 */
export const macosPf: Recipe = {
	close: (guarded) => [...loadOnMacos(guarded), ...notes],
	allowOnly: (allowed) => [...loadOnMacos(allowed), ...notes],
	undo: (guarded) => {
		const { anchor, file, job } = onMacos(guarded);
		return [run(`pfctl -a ${anchor} -F rules`, `rm -f ${file} ${job}`)];
	},
};

type Guarded = GuardedPort & { readonly from?: string };

const asRoot = say(
	'In csh, which root had before FreeBSD 14, type sh first. If pf is off and /etc/pf.conf holds rules of its own, they take effect now: make sure that they let your own way in.',
);

const notes = [
	say('It holds for IPv4 and IPv6 and lasts over a reboot. Connections that pf has a state for stay until they end.'),
	say(
		'A rule of your own with quick that stands before the anchor and passes this port decides first: pfctl -sr lists the rules in their order. Remove it, or narrow its source.',
	),
] as const;

/** Lines of an anchor. Without a state of its own, an answer to this machine's own requests would be blocked too. */
function rules({ port, protocol, keepSessions, from }: Guarded): readonly string[] {
	const onlyNew = keepSessions && protocol === 'tcp' ? ' flags S/SA' : '';
	return [
		...(protocol === 'udp' ? [`pass out proto udp from any port ${port} to any keep state`] : []),
		...(from === undefined ? [] : [`pass in quick on ! lo0 proto ${protocol} from ${from} to any port ${port}`]),
		`block drop in quick on ! lo0 proto ${protocol} from any to any port ${port}${onlyNew}`,
	];
}

function write(file: string, guarded: Guarded): string {
	return [`printf '%s\\n'`, ...rules(guarded).map((rule) => `'${rule}'`), '>', file].join(' ');
}

function onFreebsd({ port, protocol }: GuardedPort) {
	const name = `${port}_${protocol}`;
	return { anchor: `doorcheck/${name}`, file: `/etc/pf.doorcheck/${name}` };
}

/** Since FreeBSD 15 pfctl opens /dev/pf for a mere look at a file too, and that is there with the module only. */
function loadOnFreebsd(guarded: Guarded): readonly Step[] {
	const { anchor, file } = onFreebsd(guarded);
	const once = (line: string) => `grep -qsxF '${line}' /etc/pf.conf || echo '${line}' >> /etc/pf.conf`;
	return [
		run(
			'mkdir -p /etc/pf.doorcheck',
			write(file, guarded),
			once('anchor "doorcheck/*"'),
			once(`load anchor "${anchor}" from "${file}"`),
			'kldload -n pf',
			'pfctl -nf /etc/pf.conf',
		),
		say('If the last command complains, put that right first. Then load it, now and at every boot:'),
		run(
			'sysrc pf_enable=YES',
			'pfctl -s Running > /dev/null 2>&1 || service pf start',
			'service pf reload',
			`pfctl -a ${anchor} -sr`,
		),
	];
}

function onMacos({ port, protocol }: GuardedPort) {
	const label = `doorcheck.pf.${port}-${protocol}`;
	return {
		label,
		anchor: `com.apple/${label}`,
		file: `/etc/pf.anchors/${label}`,
		job: `/Library/LaunchDaemons/${label}.plist`,
	};
}

function loadOnMacos(guarded: Guarded): readonly Step[] {
	const { label, anchor, file, job } = onMacos(guarded);
	const load = ['/sbin/pfctl', '-E', '-a', anchor, '-f', file];
	return [
		run(write(file, guarded), `pfctl -nf ${file}`, `pfctl -E -a ${anchor} -f ${file}`),
		say(
			'This shows the rule, and that pf asks for it: anchor "com.apple/*" must be in the second list. If it is missing, pfctl -f /etc/pf.conf loads the rules that macOS comes with, in place of those that are there.',
		),
		run(`pfctl -a ${anchor} -sr`, 'pfctl -sr'),
		say('So that it is loaded at boot:'),
		{
			kind: 'write',
			file: job,
			lines: [
				'<?xml version="1.0" encoding="UTF-8"?>',
				'<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
				'<plist version="1.0"><dict>',
				`<key>Label</key><string>${label}</string>`,
				'<key>ProgramArguments</key><array>',
				...load.map((word) => `<string>${word}</string>`),
				'</array>',
				'<key>RunAtLoad</key><true/>',
				'</dict></plist>',
			],
		},
		run(`chown root:wheel ${job}`, `chmod 644 ${job}`, `plutil -lint ${job}`),
	];
}
