import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** It tells the time and hangs up. */
export const daytime: ProtocolProbe = {
	id: 'daytime',
	spec: 'RFC 867',
	speaksFirst: 'server',
	ports: [13],
	recognise,
};

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const time = '\\d{1,2}:\\d{2}:\\d{2}';
/** A line that has a date and a time and nothing else: as in C, the two of the specification, NIST's, and Windows'. */
const forms: readonly RegExp[] = [
	new RegExp(`^[A-Z][a-z]{2} ${month} [ \\d]\\d ${time}(?: [A-Z]{2,5})? \\d{4}$`),
	new RegExp(`^[A-Z][a-z]+day, [A-Z][a-z]+ \\d{1,2}, \\d{4} ${time}(?:-[A-Z]{2,5})?$`),
	new RegExp(`^\\d{2} ${month} \\d{2,4} ${time} (?:[A-Z]{2,5}|[+-]\\d{2,4})$`, 'i'),
	new RegExp(`^\\d{5} \\d{2}-\\d{2}-\\d{2} ${time} \\d{2} \\d \\d .*UTC\\(NIST\\) \\*$`),
	new RegExp(`^${time} (?:[AP]M )?\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}$`),
];

function recognise(bytes: Buffer): Identity | undefined {
	// Old ones begin with a line end, or end with a zero.
	const text = bytes.toString('latin1', 0, 120);
	const line = text.replace(/\0/g, '').trim();
	if (!/[\n\0]/.test(text.trimStart()) || !forms.some((form) => form.test(line))) return undefined;
	return { service: 'daytime', access: 'unknown', evidence: [`said ${line}`] };
}
