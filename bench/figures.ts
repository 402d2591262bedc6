/** The middle of the figures; of an even number of them, halfway between the two in the middle. */
export function median(figures: readonly number[]): number {
	const sorted = [...figures].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
	if (low === undefined || high === undefined) {
		throw new RangeError('no figures');
	}
	return (low + high) / 2;
}

/** The smallest of the figures that at least this share (0 to 1) of them don't exceed: the nearest rank. */
export function quantile(figures: readonly number[], share: number): number {
	const sorted = [...figures].sort((a, b) => a - b);
	const figure = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
	if (figure === undefined) {
		throw new RangeError('no figures');
	}
	return figure;
}

/** `0.85 s (0.80–1.10)`: the median of durations in ms, and the shortest and longest; `0.85 s (1 run)` where it is one. */
export function seconds(durations: readonly number[]): string {
	if (durations.length === 1) {
		return `${(median(durations) / 1000).toFixed(2)} s (1 run)`;
	}
	const [low, high] = [Math.min(...durations), Math.max(...durations)].map((ms) => (ms / 1000).toFixed(2));
	return `${(median(durations) / 1000).toFixed(2)} s (${low}–${high})`;
}

/** `142 ms`. */
export function milliseconds(duration: number): string {
	return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`;
}

/** `3,120 B/s`. */
export function bytesPerSecond(bytes: number, durationMs: number): string {
	return `${Math.round((bytes / durationMs) * 1000).toLocaleString('en-US')} B/s`;
}

/** `86 MB`, from kB as the kernel counts them (1,024 bytes). */
export function megabytes(kilobytes: number): string {
	return `${Math.round((kilobytes * 1024) / 1e6)} MB`;
}
