import type { Finding } from '../model.ts';
import { serviceById } from './catalogue.ts';
import type { ClosingRequest } from './closing.ts';
import { type Platform, platforms } from './entry.ts';
import { type FirewallId, platformFirewalls } from './firewall.ts';
import { platformOf } from './platform-of.ts';

/** What somebody chose for their instructions; what is undefined is left to the finding. */
export interface Choice {
	readonly platform?: Platform | undefined;
	readonly firewall?: string | undefined;
	/** The address or network that is to be let in: an IP literal or CIDR. */
	readonly from?: string | undefined;
}

/** What the instructions of a finding are written for, and what else they could be written for. */
export interface PlanChoice {
	readonly platforms: readonly Platform[];
	readonly platform: Platform;
	readonly firewalls: readonly FirewallId[];
	readonly firewall: FirewallId;
}

/** What was chosen, where it exists for this finding; else what the finding suggests. */
export function planChoice(finding: Finding, choice: Choice): PlanChoice {
	const platform = choice.platform ?? platformOf(finding.os);
	const firewalls = platformFirewalls(platform);
	const firewall = firewalls.find((offered) => offered === choice.firewall) ?? firewalls[0];
	return { platforms, platform, firewalls, firewall };
}

/** What the instructions of a finding are asked for: as it was chosen, and as it is where they are read. */
export function requestFor(
	finding: Finding,
	choice: Choice,
	{ reader, host }: Pick<ClosingRequest, 'reader' | 'host'>,
): ClosingRequest {
	const { port, protocol, service } = finding;
	const { platform, firewall } = planChoice(finding, choice);
	return { service: serviceById(service.id), port, protocol, platform, firewall, from: choice.from, reader, host };
}
