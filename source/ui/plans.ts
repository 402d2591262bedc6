import { serviceById } from '../knowledge/catalogue.ts';
import { closingPlan, type Fix, keepingPlan } from '../knowledge/closing.ts';
import { type Platform, platforms } from '../knowledge/entry.ts';
import { type FirewallId, platformFirewalls } from '../knowledge/firewall.ts';
import { copyText } from '../knowledge/plain.ts';
import type { Finding } from '../model.ts';
import type { UiState } from './state.ts';

/** What the instructions of a finding are written for, and what else they could be written for. */
export interface PlanChoice {
	readonly platforms: readonly Platform[];
	readonly platform: Platform;
	readonly firewalls: readonly FirewallId[];
	readonly firewall: FirewallId;
}

/** What the user chose, where it exists for this finding; else what the finding suggests. */
export function planChoice(finding: Finding, state: Pick<UiState, 'platform' | 'firewall'>): PlanChoice {
	const platform = state.platform ?? suggestedPlatform(finding.os ?? '');
	const firewalls = platformFirewalls(platform);
	const firewall = firewalls.find((offered) => offered === state.firewall) ?? firewalls[0] ?? 'nftables';
	return { platforms, platform, firewalls, firewall };
}

/** The instructions of a tab. */
export function planFor(tab: 'close' | 'keep', finding: Finding, { platform, firewall }: PlanChoice): readonly Fix[] {
	const { port, protocol, service } = finding;
	const request = { service: serviceById(service.id), port, protocol, platform, firewall };
	return tab === 'close' ? closingPlan(request) : keepingPlan(request);
}

/** Every command of a plan, headings as comments. */
export function planText(fixes: readonly Fix[]): string {
	return fixes.map((fix, index) => [`# ${index + 1}  ${fix.title}`, copyText(fix)].join('\n')).join('\n\n');
}

/** The one after (`by` 1) or before (`by` -1), round and round. */
export function cycle<T>(all: readonly T[], current: T, by: 1 | -1): T {
	return all[(all.indexOf(current) + by + all.length) % all.length] ?? current;
}

function suggestedPlatform(os: string): Platform {
	if (/windows|microsoft/i.test(os)) {
		return 'windows';
	}
	return /red ?hat|rhel|centos|rocky|alma|fedora|oracle|amazon/i.test(os) ? 'rhel' : 'debian';
}
