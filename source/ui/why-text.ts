import { claimOf, meaningOf, versionCaution } from '../assess/advisory-words.ts';
import { portLabel, productLabel } from '../assess/doors.ts';
import { isAnyWebServer, isPlainWeb } from '../assess/web-ports.ts';
import { doorAt, type KnownDoor, serviceById } from '../knowledge/catalogue.ts';
import type { Access, Finding } from '../model.ts';
import { counted } from '../report/words.ts';
import { blankLine, type Line, line, paragraph } from './lines.ts';

/** What a finding is and why it matters, in a few plain sentences. */
export function whyLines(finding: Finding, width: number): readonly Line[] {
	const service = serviceById(finding.service.id);
	const door = doorAt(finding.port, finding.protocol);
	const sections = [
		section(undefined, seen(finding), width),
		section('What it is', service?.what ?? unknownWhat(finding), width),
		section(
			'Why it matters',
			service?.risk ??
				'Every door that is open can be tried by anyone who reaches it. One that nobody can name is often forgotten, and what is forgotten is not updated.',
			width,
		),
		section('This port', door && aboutPort(finding, door), width),
		section(
			'Who needs it open',
			service?.need ?? 'Find out what uses it: if nobody can say, close it and see who asks.',
			width,
		),
		versionSection(finding, width),
	].filter((lines) => lines.length > 0);
	return sections.flatMap((lines, index) => (index === 0 ? lines : [blankLine, ...lines]));
}

/** What the port adds: why it is looked at, or that its usual service isn't what answers. */
function aboutPort(finding: Finding, { service, door }: KnownDoor): string {
	if (service.id === finding.service.id) return `${door.why}.`;
	if (isAnyWebServer(service.id) || !isPlainWeb(finding.service.id)) return '';
	return `${door.name ?? service.name} is usual on it; what answers here is something else. What these pages are for is not known: someone has to say that strangers may see them.`;
}

/** Of a version for which much was reported, so much is told here; the evidence has all. */
const advisoriesTold = 2;

function versionSection({ advisories }: Finding, width: number): readonly Line[] {
	const told = advisories.slice(0, advisoriesTold);
	const more = advisories.length - told.length;
	const texts = [
		...told.map((advisory) => `${claimOf(advisory)} ${meaningOf(advisory)}`.trim()),
		...(more > 0 ? [`${counted(more, 'more is', 'more are')} under Evidence.`] : []),
		versionCaution,
	];
	return told.length === 0 ? [] : [line('Its version', 'strong'), ...texts.flatMap((text) => paragraph(text, width))];
}

/** What was observed, and how sure that is: reachable, usable without a password, and assumed are different things. */
function seen(finding: Finding): string {
	const where = `Port ${portLabel(finding)}`;
	if (finding.state !== 'open') {
		return finding.state === 'open|filtered'
			? `${where} gives no answer now; it answered during this check. Over UDP a firewall that drops looks like that, and so does a service that keeps silent.`
			: `${where} is ${finding.state} now. It was open during this check.`;
	}
	const sure =
		finding.service.confidence === 'assumed'
			? finding.service.id === 'unknown'
				? 'What answers there could not be identified.'
				: `${answering(finding)}That it is ${finding.service.name} is only what the port number suggests: nothing has confirmed it.`
			: accessSentences[finding.access];
	const expected =
		finding.expected === true ? ' It was expected.' : finding.expected === false ? ' Nobody expected it.' : '';
	return `${where} can be reached from here. ${sure}${noted(finding)}${expected}`;
}

/** What the list remarks, where the sentence before doesn't say it. */
function noted({ remark }: Finding): string {
	return remark === null || saidByAccess.has(remark) ? '' : ` Noted there: ${remark}.`;
}

const saidByAccess: ReadonlySet<string> = new Set(['answers without a password', 'asks for a password']);

function answering(finding: Finding): string {
	return finding.service.product === null ? '' : `${productLabel(finding.service)} answers there. `;
}

const accessSentences: Readonly<Record<Access, string>> = {
	open: 'It answered without a password.',
	protected: 'It lets no stranger in: it asks for a password or a certificate, or refuses this address.',
	unknown: 'Whether it asks for a password was not tested.',
};

function unknownWhat(finding: Finding): string {
	return finding.service.id === 'unknown'
		? finding.protocol === 'udp'
			? `Something answers on port ${portLabel(finding)}. On the server, ss -ulpn names the program.`
			: `Something accepts connections on port ${portLabel(finding)}. On the server, ss -tlpn names the program.`
		: `A service that speaks ${finding.service.name}.`;
}

function section(title: string | undefined, text: string | undefined, width: number): readonly Line[] {
	if (!text) return [];
	return [...(title === undefined ? [] : [line(title, 'strong')]), ...paragraph(text, width)];
}
