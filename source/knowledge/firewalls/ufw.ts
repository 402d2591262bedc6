import { type AllowedPort, expect, type GuardedPort, publishedLocally, type Recipe, run, say } from './recipe.ts';

/**
 * ufw obeys the first rule that matches, and `prepend` of a rule that differs from an existing one only in its action is
 * skipped ("Skipping inserting existing rule", ufw 0.36), so the wide-open rules go first.
 */
export const ufw: Recipe = {
	close: (guarded) => [
		...ready,
		say('An earlier allow rule wins over a later deny, so delete what lets this port in; "could not delete" is fine.'),
		run(...deleteAllows(guarded)),
		run(`ufw prepend deny ${guarded.port}/${guarded.protocol}`),
		run('ufw status numbered'),
		expect('DENY for this port in a line for IPv4 and one marked (v6), and no ALLOW for it above them.'),
		leftover,
		...stays(guarded),
		docker(guarded),
	],

	allowOnly: (allowed) => [
		...ready,
		run(`ufw prepend ${allowRule(allowed)}`),
		say('An earlier allow rule wins over a later deny, so delete what lets everyone in; "could not delete" is fine.'),
		run(...deleteAllows(allowed), `ufw deny ${allowed.port}/${allowed.protocol}`),
		run('ufw status numbered'),
		expect('For this port: ALLOW from your one address, and DENY in a line for IPv4 and one marked (v6).'),
		leftover,
		...stays(allowed),
		docker(allowed),
	],

	undo: ({ port, protocol, from }) => [
		run(
			`ufw delete deny ${port}/${protocol}`,
			...(from === undefined ? [] : [`ufw delete ${allowRule({ port, protocol, from })}`]),
			`ufw allow ${port}/${protocol}`,
		),
	],
};

const ready = [
	run('ufw status', 'grep IPV6= /etc/default/ufw'),
	expect('"Status: active" and IPV6=yes.'),
	say(
		'With IPV6=no the IPv6 side stays open: set yes in that file, then run ufw disable and ufw enable. If ufw is inactive, allow your own SSH address before you enable it: it shuts everything that has no rule.',
	),
] as const;

const leftover = say(
	'An allow rule for a range or an application name (OpenSSH) may remain: delete it by its number, with ufw --force delete NUMBER.',
);

function stays({ platform }: GuardedPort) {
	return platform === 'alpine'
		? [
				say('It lasts over a reboot once ufw starts at boot. Connections that exist already stay until they end.'),
				run('rc-update add ufw'),
			]
		: [say('It lasts over a reboot. Connections that exist already stay until they end.')];
}

function deleteAllows({ port, protocol, keepSessions }: GuardedPort): readonly string[] {
	return [
		`ufw delete allow ${port}/${protocol}`,
		`ufw delete allow ${port}`,
		...(keepSessions ? [`ufw delete limit ${port}/${protocol}`] : []),
	];
}

function allowRule({ port, protocol, from }: Pick<AllowedPort, 'port' | 'protocol' | 'from'>): string {
	return `allow from ${from} to any port ${port} proto ${protocol}`;
}

function docker(guarded: GuardedPort) {
	return say(
		`A port that Docker publishes (docker ps shows it) passes by ufw: publish it as ${publishedLocally(guarded)} instead, or choose nftables here, or Docker as the system.`,
	);
}
