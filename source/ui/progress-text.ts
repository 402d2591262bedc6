import type { Phase } from '../assess/collector.ts';
import { counted } from '../report/words.ts';
import type { Progress } from './hosts.ts';
import { grouped, percent, perSecond, roughly } from './words.ts';

/** The figures beside the bar while ports are asked, the dispensable ones last. */
export function progressFigures({ done, total, rate, loss }: Progress): readonly string[] {
	return [
		`${Math.floor((done / Math.max(1, total)) * 100)} %`,
		`${grouped(done)} of ${grouped(total)}`,
		...(rate >= 1 ? [perSecond(rate), `${roughly((total - done) / rate)} left`] : []),
		...(loss === null ? [] : [`loss ${percent(loss)}`]),
	];
}

/** The figures for which there is room, and the width left for a bar before them. */
export function fitFigures(figures: readonly string[], width: number): { readonly text: string; readonly bar: number } {
	const text = figures.map((figure, index) => (index === 1 ? ` ${figure}` : `  ${figure}`)).join(' ');
	const bar = Math.min(46, width - text.length);
	return bar >= shortestBar || figures.length < 2
		? { text, bar: Math.max(0, bar) }
		: fitFigures(figures.slice(0, -1), width);
}

const shortestBar = 12;

/** What a check came to, once all ports are decided: as much of it as there is room for. */
export function doneText(
	{ done, loss, missProbability }: Progress,
	addresses: number,
	complete: boolean,
	width: number,
): string {
	// Of several addresses the same ports are asked, unless the check ended early.
	const each = complete && addresses > 0 && done % addresses === 0 ? done / addresses : done;
	const facts = [
		`${complete ? 'Checked' : 'Stopped after'} ${counted(each, 'port')} on ${counted(addresses, 'address', 'addresses')}`,
		...(loss === null ? [] : [`loss ${percent(loss)}`]),
		...(missProbability === null ? [] : [`chance of a miss ${percent(missProbability)}`]),
	];
	return facts.reduce((text, fact) => (text.length + fact.length + 3 <= width ? `${text}   ${fact}` : text));
}

/** What is going on while there is no bar to show. */
export function phaseText(phase: Exclude<Phase, 'done'>, target: string): string {
	switch (phase) {
		case 'waiting':
			return `Looking up ${target}`;
		case 'scanning':
			return 'Asking the first ports';
		case 'identifying':
			return 'All ports decided. Finding out what answers behind the open ones';
	}
}
