import prettyMs from 'pretty-ms';
import type { DoorSummary } from '../assess/doors.ts';
import { udpSummary } from '../assess/udp-summary.ts';
import type { AddressReport, Difference, Family, HostReport, NetworkMeasurement, StateCounts } from '../model.ts';

/** `1.8s`, `2m 5s`. */
export function duration(ms: number): string {
	return prettyMs(ms);
}

/** `12.4ms`, or `unknown`. */
export function roundTrip(ms: number | null): string {
	return ms === null ? 'unknown' : prettyMs(ms, { millisecondsDecimalDigits: 1 });
}

/** `0.4 %`; small shares keep one digit that matters, down to `below 0.01 %`. */
export function percent(share: number): string {
	const hundredths = share * 100;
	if (hundredths > 0 && hundredths < 0.01) {
		return 'below 0.01 %';
	}
	return `${Number(hundredths.toFixed(hundredths < 0.1 ? 2 : 1))} %`;
}

/** `1 port`, `65,535 ports`; `things` where the plural isn't made with s. */
export function counted(number: number, thing: string, things = `${thing}s`): string {
	return `${number.toLocaleString('en')} ${number === 1 ? thing : things}`;
}

/** `2026-11-23 09:00 UTC`; the text itself when it is no date. */
export function moment(iso: string): string {
	return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso;
}

/** Where a door is open, when the target has both families: `IPv4 IPv6`, `IPv6 only`. */
export function familiesOf({ open, only }: DoorSummary, host: Pick<HostReport, 'addresses'>): string {
	const both = new Set(host.addresses.map(({ family }) => family)).size > 1;
	if (!both) {
		return '';
	}
	return only === null ? open.map(familyName).join(' ') : `${familyName(only)} only`;
}

/** What the list says beside a door. */
export function remarkOn({ finding }: DoorSummary): string {
	const remarks = [
		finding.remark,
		finding.remark === null && finding.service.confidence === 'assumed' && finding.service.id !== 'unknown'
			? 'not confirmed'
			: null,
		finding.expected === null ? null : finding.expected ? 'expected' : 'not expected',
	];
	return remarks.filter((remark) => remark !== null).join(', ');
}

/** `3 open, 0 closed, 226 filtered`; where UDP ports were asked, what came of them stands apart. */
export function countsText({ counts, udp }: Pick<AddressReport, 'counts' | 'udp'>): string {
	if (udp === undefined) {
		return tcpText(counts);
	}
	const tcp = {
		open: counts.open - udp.open,
		closed: counts.closed - udp.closed,
		filtered: counts.filtered - udp.filtered,
		undecided: counts.undecided - udp.undecided,
	};
	const asked = tcp.open + tcp.closed + tcp.filtered + tcp.undecided;
	return asked > 0 ? `${counted(asked, 'TCP port')}: ${tcpText(tcp)}; ${udpSummary(udp)}` : udpSummary(udp);
}

function tcpText(counts: Omit<StateCounts, 'open|filtered'>): string {
	const undecided = counts.undecided > 0 ? `, ${counts.undecided.toLocaleString('en')} undecided` : '';
	return `${(['open', 'closed', 'filtered'] as const).map((state) => `${counts[state].toLocaleString('en')} ${state}`).join(', ')}${undecided}`;
}

/** What was measured, and how sure the result is. */
export function measuredText({ rttMs, loss, missProbability, attempts }: NetworkMeasurement): string {
	const parts = [
		counted(attempts, 'attempt'),
		`round trip ${roundTrip(rttMs)}`,
		loss === null ? 'loss unknown, because nothing answered' : `loss ${percent(loss)}`,
		...(missProbability === null ? [] : [`chance that an open door was missed ${percent(missProbability)}`]),
	];
	return parts.join(', ');
}

/** `filtered on IPv4, open on IPv6`. */
export function differenceText({ ipv4, ipv6 }: Difference): string {
	return `${ipv4} on IPv4, ${ipv6} on IPv6`;
}

function familyName(family: Family): string {
	return `IPv${family}`;
}
