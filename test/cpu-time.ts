/** Milliseconds of the processor that work takes: unlike time on the clock, no longer where others are busy. */
export function cpuTime(work: () => void): number {
	const before = process.cpuUsage();
	work();
	return process.cpuUsage(before).user / 1000;
}
