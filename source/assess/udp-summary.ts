import type { StateCounts } from '../model.ts';

/** What came of an address's UDP ports, in a line: `31 UDP ports: 1 open, 4 closed, 26 gave no answer (open or filtered)`. */
export function udpSummary(counts: StateCounts): string {
	const { open, closed, filtered, 'open|filtered': unanswered, undecided } = counts;
	const asked = open + closed + filtered + unanswered + undecided;
	const parts = [
		`${figure(open)} open`,
		`${figure(closed)} closed`,
		...(filtered > 0 ? [`${figure(filtered)} filtered`] : []),
		...(unanswered > 0 ? [`${figure(unanswered)} gave no answer (open or filtered)`] : []),
		...(undecided > 0 ? [`${figure(undecided)} undecided`] : []),
	];
	return `${figure(asked)} UDP port${asked === 1 ? '' : 's'}: ${parts.join(', ')}`;
}

function figure(number: number): string {
	return number.toLocaleString('en');
}
