import { expect, type GuardedPort, type Recipe, run, say } from './recipe.ts';

/**
 * Windows Defender Firewall through PowerShell. A block rule wins over every allow rule (MS-FASP 2.2.34). Rules are
 * switched off only where some were found: Disable-NetFirewallRule switches off all that there are when it gets none.
 */
export const windows: Recipe = {
	close: (guarded) => [
		...profiles,
		run(removeIfThere(blockName(guarded)), newRule(guarded, blockName(guarded), 'Block')),
		say(
			'A block rule wins over every allow rule, also over one for your own address. It holds for IPv4 and IPv6 and lasts over a reboot.',
		),
	],

	allowOnly: (allowed) => [
		...profiles,
		run(removeIfThere(allowName(allowed)), newRule(allowed, allowName(allowed), 'Allow', allowed.from)),
		say(
			'Now every other rule that lets somebody in. A block rule would shut you out too, so these are switched off instead.',
		),
		run(findAllowing(allowed), '$open | Format-Table Name, DisplayName, Profile'),
		say('A rule that names several ports is switched off for all of them.'),
		run('if ($open) { $open | Disable-NetFirewallRule }'),
		say(
			"A rule for a whole program or a range of ports isn't in that list: look for it under Inbound Rules in wf.msc. Rules from a group policy have to be changed there.",
		),
		run(removeIfThere(blockName(allowed))),
		say('This holds for IPv4 and IPv6 and lasts over a reboot.'),
	],

	undo: (guarded) =>
		guarded.from === undefined
			? [run(`Remove-NetFirewallRule -Name '${blockName(guarded)}'`)]
			: [
					run(`Remove-NetFirewallRule -Name '${allowName(guarded)}'`),
					say('Switch on again what was switched off, with Enable-NetFirewallRule -Name and the name from the list.'),
				],
};

const profiles = [
	run(
		'Get-NetFirewallProfile -PolicyStore ActiveStore | Format-Table Name, Enabled, DefaultInboundAction, AllowLocalFirewallRules',
	),
	expect('Enabled is True, DefaultInboundAction is Block, and AllowLocalFirewallRules is not False.'),
	say(
		'Where a profile is off, no rule works; where local rules are not allowed, only those from a group policy do, so make the rule there. Before you turn a profile on, make sure that a rule allows your own way in: it shuts everything that has no rule.',
	),
] as const;

function blockName({ port, protocol }: GuardedPort): string {
	return `doorcheck-block-${port}-${protocol}`;
}

function allowName({ port, protocol }: GuardedPort): string {
	return `doorcheck-allow-${port}-${protocol}`;
}

function removeIfThere(name: string): string {
	return `Remove-NetFirewallRule -Name '${name}' -ErrorAction SilentlyContinue`;
}

function newRule({ port, protocol }: GuardedPort, name: string, action: 'Allow' | 'Block', from?: string): string {
	const remote = from === undefined ? '' : ` -RemoteAddress ${from}`;
	const what = `-Direction Inbound -Protocol ${protocol.toUpperCase()} -LocalPort ${port}${remote}`;
	return `New-NetFirewallRule -Name '${name}' -DisplayName '${name}' ${what} -Action ${action}`;
}

function findAllowing(guarded: GuardedPort): string {
	const filter = `Get-NetFirewallPortFilter -Protocol ${guarded.protocol.toUpperCase()} | Where-Object LocalPort -eq ${guarded.port}`;
	const open = `$_.Direction -eq 'Inbound' -and $_.Action -eq 'Allow' -and $_.Enabled -eq 'True'`;
	return `$open = ${filter} | Get-NetFirewallRule | Where-Object { ${open} -and $_.Name -ne '${allowName(guarded)}' }`;
}
