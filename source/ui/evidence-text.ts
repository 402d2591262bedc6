import type { Finding, HostReport, TlsFacts } from '../model.ts';
import type { Item } from './items.ts';
import { blankLine, type Line, line, paragraph } from './lines.ts';
import { grouped, percent, roundTrip, serviceName } from './words.ts';

/** A row of the table of addresses; the keys are its headings. */
export type AddressRow = {
	readonly Address: string;
	readonly State: string;
	readonly 'Round trip': string;
	readonly Attempts?: string;
	readonly Loss?: string;
};

/** What was seen at each address, as rows for a table no wider than `width` columns. */
export function addressRows(item: Item, host: HostReport | undefined, width: number): readonly AddressRow[] {
	const wide = width >= 62;
	const room = Math.max(12, width - (wide ? 44 : 26));
	const addresses = host?.addresses.map(({ address }) => address) ?? item.all.map(({ address }) => address);
	return addresses.flatMap((address) => {
		const finding = item.all.find((one) => one.address === address);
		const network = host?.addresses.find((one) => one.address === address)?.network;
		const row = {
			Address: shorten(address, room),
			State: finding?.state ?? 'not open',
			'Round trip': roundTrip(finding?.rttMs ?? null) || '-',
		};
		return wide
			? [
					{
						...row,
						Attempts: network ? grouped(network.attempts) : '-',
						Loss: network?.loss == null ? '-' : percent(network.loss),
					},
				]
			: [row];
	});
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
		...(finding.tls ? tlsLines(finding.tls, width) : []),
	];
}

function answered(finding: Finding): string {
	const os = finding.os === null ? '' : `, on ${finding.os}`;
	return finding.service.confidence === 'confirmed'
		? `${serviceName(finding)}${os}: confirmed by what it said.`
		: `${finding.service.name}: assumed from the port number alone.`;
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
