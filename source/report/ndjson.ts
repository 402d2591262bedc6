import type { CheckEvent, Report } from '../model.ts';
import { reportData } from './json.ts';
import { visible } from './visible.ts';

/** One event as one line of JSON, with its line end. */
export function eventLine(event: CheckEvent): string {
	return `${JSON.stringify(visible(event))}\n`;
}

/** The last line: `{"type":"report", …}` with everything the JSON report has. */
export function reportLine(report: Report): string {
	return `${JSON.stringify({ type: 'report', ...reportData(report) })}\n`;
}
