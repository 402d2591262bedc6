import { claimOf, meaningOf, versionCaution } from '../assess/advisory-words.ts';
import { productLabel, serviceLabel } from '../assess/doors.ts';
import { stateMarks } from '../marks.ts';
import type { Advisory, Finding, HostReport, PortState, TlsFacts } from '../model.ts';
import type { Item } from './items.ts';
import { blankLine, type Line, line, paragraph } from './lines.ts';
import type { View } from './view.ts';
import { grouped, percent, roundTrip } from './words.ts';

/** A row of the table of addresses; the keys are its headings. */
export type AddressRow = {
	readonly Address: string;
	readonly State: string;
	readonly 'Round trip': string;
	readonly Attempts?: string;
	readonly Loss?: string;
};

/** Narrower than this the table has no room for what was measured on the way. */
const wideFrom = 62;
/** Of an address, at least so much is shown, however narrow the table. */
const shortestAddress = 8;

/** What was seen at each address, as rows for a table no wider than `width` columns. */
export function addressRows(
	item: Item,
	host: HostReport | undefined,
	{ portStates }: Pick<View, 'portStates'>,
	width: number,
): readonly AddressRow[] {
	const { port, protocol } = item.finding;
	const addresses = host?.addresses.map(({ address }) => address) ?? item.all.map(({ address }) => address);
	const rows = addresses.map((address): AddressRow => {
		const finding = item.all.find((one) => one.address === address);
		const network = host?.addresses.find((one) => one.address === address)?.network;
		const row = {
			Address: address,
			State: stateWord(finding?.state ?? portStates(address, protocol).get(port)?.state),
			'Round trip': roundTrip(finding?.rttMs ?? null) || '-',
		};
		const measured = {
			Attempts: network ? grouped(network.attempts) : '-',
			Loss: network?.loss == null ? '-' : percent(network.loss),
		};
		return width >= wideFrom ? { ...row, ...measured } : row;
	});
	const room = Math.max(shortestAddress, width - columnsBeside(rows));
	return rows.map((row) => ({ ...row, Address: shorten(row.Address, room) }));
}

function stateWord(state: PortState | undefined): string {
	return state === undefined ? 'unknown' : state === 'open' ? 'open' : stateMarks[state].word;
}

/** Columns that a table takes beside its addresses: the other cells, two spaces in each, a line between and around. */
function columnsBeside(rows: readonly AddressRow[]): number {
	const [first] = rows;
	const names = Object.keys(first ?? {}) as (keyof AddressRow)[];
	const widths = names
		.filter((name) => name !== 'Address')
		.map((name) => Math.max(name.length, ...rows.map((row) => row[name]?.length ?? 0)));
	return widths.reduce((sum, width) => sum + width, 3 * names.length + 1);
}

/** What was seen, so that a reader can check it. */
export function evidenceLines(item: Item, width: number): readonly Line[] {
	const { finding } = item;
	const evidence = [...new Set(item.all.flatMap((one) => one.evidence))];
	return [
		line('What answered', 'strong'),
		...paragraph(answered(finding), width),
		...(evidence.length > 0 ? [blankLine, line('What it said', 'strong')] : []),
		...evidence.flatMap((text) => paragraph(text, width, { indent: '  ' })),
		...versionLines(finding.advisories, width),
		...(finding.tls ? tlsLines(finding.tls, width) : []),
	];
}

/** What is known about the version, each with where that is stated. */
function versionLines(advisories: readonly Advisory[], width: number): readonly Line[] {
	return advisories.length === 0
		? []
		: [
				blankLine,
				line('What is known about its version', 'strong'),
				...advisories.flatMap((advisory) => [
					...paragraph(claimOf(advisory), width, { indent: '  ' }),
					...paragraph(meaningOf(advisory), width, { indent: '    ' }),
					...paragraph(advisory.source, width, { indent: '    ', role: 'quiet' }),
				]),
				...paragraph(versionCaution, width, { indent: '  ' }),
			];
}

function answered(finding: Finding): string {
	const os = finding.os === null ? '' : `, on ${finding.os}`;
	const { confidence, name, product } = finding.service;
	if (confidence === 'confirmed') {
		return `${serviceLabel(finding)}${os}: confirmed by what it said.`;
	}
	const assumed = `${name}: assumed from the port number alone.`;
	return product === null ? assumed : `${productLabel(finding.service)}${os}, by what it said. ${assumed}`;
}

function tlsLines(tls: TlsFacts, width: number): readonly Line[] {
	const left = tls.daysLeft < 0 ? `ended ${-tls.daysLeft} days ago` : `${tls.daysLeft} days left`;
	const facts = [
		`${tls.version}, ${tls.cipher}`,
		`For ${tls.subject}${tls.nameMatches === false ? ': not the name that was asked' : ''}`,
		`From ${tls.issuer}${tls.selfSigned ? ' (self-signed)' : ''}`,
		`Valid from ${tls.validFrom.slice(0, 10)} to ${tls.validTo.slice(0, 10)}, ${left}`,
		...(tls.names.length > 0 ? [`Names: ${tls.names.join(', ')}`] : []),
	];
	return [
		blankLine,
		line('Encryption and certificate', 'strong'),
		...facts.flatMap((fact) => paragraph(fact, width, { indent: '  ' })),
	];
}

/** An address that is too long loses its middle: both ends tell addresses apart. */
function shorten(address: string, width: number): string {
	const half = Math.floor((width - 1) / 2);
	return address.length <= width ? address : `${address.slice(0, half)}…${address.slice(-half)}`;
}
