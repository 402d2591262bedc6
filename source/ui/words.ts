import type { PortState, Protocol } from '../model.ts';

/** 65535 → 65,535. */
export function grouped(number: number): string {
	return number.toLocaleString('en');
}

/** Milliseconds as a clock: 00:04, 1:02:03. */
export function clock(ms: number): string {
	const seconds = Math.floor(ms / 1000);
	const two = (value: number) => String(value).padStart(2, '0');
	const hours = Math.floor(seconds / 3600);
	const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
	return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Seconds in one figure: `3 s`, `4 min`, `2 h`. */
export function roughly(seconds: number): string {
	if (seconds < 90) {
		return `${Math.ceil(seconds)} s`;
	}
	return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** A share from 0 to 1: `61 %`, `0.4 %`, `<0.1 %`. */
export function percent(share: number): string {
	const value = share * 100;
	if (value > 0 && value < 0.1) {
		return '<0.1 %';
	}
	return value === 0 || value >= 10 || Number.isInteger(value) ? `${Math.round(value)} %` : `${value.toFixed(1)} %`;
}

/** Attempts a second: `850/s`, `9.8k/s`. */
export function perSecond(rate: number): string {
	return rate < 1000 ? `${Math.round(rate)}/s` : `${(rate / 1000).toFixed(1)}k/s`;
}

/** Milliseconds of a round trip: `0.4 ms`, `12 ms`. */
export function roundTrip(ms: number | null): string {
	return ms === null ? '' : ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** What a port's state means, in a sentence's tail: `something accepts connections`. */
export function stateMeaning(state: PortState, protocol: Protocol): string {
	return state === 'open' && protocol === 'udp' ? 'something answers' : meanings[state];
}

const meanings: Readonly<Record<PortState, string>> = {
	open: 'something accepts connections',
	closed: 'the machine says that nothing listens',
	filtered: 'no answer: a firewall drops or rejects',
	'open|filtered': 'no answer: open, or a firewall drops',
	undecided: 'the evidence was not enough',
};
