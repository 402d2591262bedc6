/** Round-trip time as RFC 6298 estimates it. All times in milliseconds. */
export interface RoundTrip {
	/** Smoothed round-trip time; null before the first sample. */
	readonly srtt: number | null;
	readonly rttvar: number;
}

/** Before anything was measured (RFC 6298, section 2.1). */
export const unmeasured: RoundTrip = { srtt: null, rttvar: 0 };

export const initialTimeout = 1000;
/** Schedulers, Wi-Fi and busy servers add this much now and then, however steady the line looks. */
const leastMargin = 50;
const leastTimeout = 100;

/** The estimate after one more sample (RFC 6298, sections 2.2 and 2.3). */
export function sampled({ srtt, rttvar }: RoundTrip, sample: number): RoundTrip {
	if (srtt === null) return { srtt: sample, rttvar: sample / 2 };
	return {
		rttvar: 0.75 * rttvar + 0.25 * Math.abs(srtt - sample),
		srtt: 0.875 * srtt + 0.125 * sample,
	};
}

/**
 * How long to wait for an answer before calling an attempt silent: srtt + 4·rttvar (section 2.3) within bounds, a
 * quarter longer with every silent attempt at the same port, up to twice as long. (Section 5.5 doubles it every time, to
 * relieve a congested network; here the pace does that.)
 *
 * @param upperBound milliseconds
 * @param whenUnmeasured milliseconds, before anything was measured (section 2.1)
 */
export function timeoutFor(
	{ srtt, rttvar }: RoundTrip,
	silentBefore: number,
	upperBound: number,
	whenUnmeasured = initialTimeout,
): number {
	const once = srtt === null ? whenUnmeasured : Math.max(leastTimeout, srtt + Math.max(leastMargin, 4 * rttvar));
	return Math.min(upperBound, once * (1 + Math.min(4, silentBefore) / 4));
}
