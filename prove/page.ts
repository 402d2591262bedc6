import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Way } from '../source/knowledge/proof.ts';
import { releaseNames, releases } from './releases.ts';
import type { Result } from './results.ts';
import type { Sighting } from './trial.ts';

const file = fileURLToPath(new URL('../docs/proof.md', import.meta.url));

const introduction = `# Proven closing instructions

Written by \`npm run prove\`, never by hand. Each instruction of the catalogue for these services was run, word for word, on
a Debian of its own that had been installed for it: real packages, a real systemd, started on a network inside the
development machine, reachable over IPv4 and IPv6. doorcheck looked at the doors from another machine of that network,
before and after, and again after a restart.

- **stop**, **bind**: shut over both families, also after a restart. Bound services must go on for the machine itself.
- **nftables**, **ufw**, **iptables**, **firewalld**: shut in that firewall, over both families, for strangers but not for the
  machine itself (where the service answers that at all), also after a restart; open again once the rules were taken back.
  Then one IPv4 address was let in, and one IPv6 address: it got in, nobody else did. Ports that carry sessions (22, 3389,
  5900) are shut for everyone but one address in the first place.
- What no program can do, such as a change inside XML, is not proven and called *by hand*.

States are told as IPv4 / IPv6. Over UDP silence is *open|filtered*: nobody can tell a firewall from a service that
keeps still.
`;

/** Writes the page on which anybody can read what was proven, what failed, and what was seen. */
export async function writePage(results: readonly Result[]): Promise<void> {
	await mkdir(new URL('../docs/', import.meta.url), { recursive: true });
	await writeFile(file, pageOf(results));
}

/** The page's text, in Markdown. */
export function pageOf(results: readonly Result[]): string {
	const byRelease = releases
		.map((release) => ({ name: releaseNames[release], here: results.filter((result) => result.release === release) }))
		.filter(({ here }) => here.length > 0);
	return [
		introduction,
		table(summary(byRelease)),
		...byRelease.flatMap(({ name, here }) => onlyHere(name, here, results)),
		...byRelease.flatMap(({ name, here }) => [`## ${name}\n`, table(overview(here)), ...failures(here)]),
		...byRelease.flatMap(({ name, here }) => [`## What was seen on ${name}\n`, table(details(here))]),
	].join('\n');
}

/** A row for each kind of instruction: for how many packages it is proven. */
function summary(
	byRelease: readonly { readonly name: string; readonly here: readonly Result[] }[],
): readonly (readonly string[])[] {
	const rows: readonly (readonly [string, readonly Way[]])[] = [
		['stop', ['stop']],
		['bind', ['bind']],
		...firewalls.map((firewall) => [firewall, [`firewall ${firewall}`, `allow ${firewall}`]] as const),
	];
	return [
		['proven', ...byRelease.map(({ name }) => name)],
		...rows.map(([title, ways]) => [title, ...byRelease.map(({ here }) => counted(here, ways))]),
	];
}

/** What one release has been tried with and no other: mostly because the others don't have it. */
function onlyHere(name: string, here: readonly Result[], all: readonly Result[]): readonly string[] {
	const elsewhere = new Set(all.filter((result) => !here.includes(result)).map(keyOf));
	const only = here.filter((result) => !elsewhere.has(keyOf(result)));
	const names = [...new Set(only.map((result) => `${result.service} (${result.package})`))];
	return names.length === 0 ? [] : [`Tried on ${name} only: ${names.join(', ')}.\n`];
}

/** `40 of 42`: packages for which all of the ways are proven, of those for which there is something to prove. */
function counted(results: readonly Result[], ways: readonly Way[]): string {
	const tried = results.filter(({ way, outcome }) => ways.includes(way) && outcome !== 'not applicable');
	const names = [...new Set(tried.map(keyOf))];
	const isProven = (name: string, way: Way) =>
		tried.some((result) => keyOf(result) === name && result.way === way && result.outcome === 'proven');
	const proven = names.filter((name) => ways.every((way) => isProven(name, way)));
	return `${proven.length} of ${names.length}`;
}

const firewalls = ['nftables', 'ufw', 'iptables', 'firewalld'] as const;

/** A row for each package: what holds of each instruction. */
function overview(results: readonly Result[]): readonly (readonly string[])[] {
	const keys = [...new Set(results.map(keyOf))];
	return [
		['service', 'package', 'called by doorcheck', 'stop', 'bind', ...firewalls],
		...keys.map((key) => {
			const here = results.filter((result) => keyOf(result) === key);
			const [first] = here;
			const outcome = (way: Way) => here.find((result) => result.way === way);
			return [
				first?.service ?? '',
				`${first?.package} ${first?.version}`,
				here.find(({ identified }) => identified !== undefined)?.identified ?? '',
				word(outcome('stop')),
				word(outcome('bind')),
				...firewalls.map((firewall) => both(outcome(`firewall ${firewall}`), outcome(`allow ${firewall}`))),
			];
		}),
	];
}

function both(shut: Result | undefined, allow: Result | undefined): string {
	const words = [word(shut), word(allow)];
	return words[0] === words[1]
		? (words[0] ?? '')
		: `shut: ${words[0] || 'not tried'}; one address: ${words[1] || 'not tried'}`;
}

function word(result: Result | undefined): string {
	if (result === undefined) return '';
	return result.outcome === 'not applicable'
		? result.why?.startsWith('nobody')
			? 'no steps'
			: 'by hand'
		: result.outcome;
}

/** What is not proven: each with its reason, and in one sentence that for which nobody wrote steps. */
function failures(results: readonly Result[]): readonly string[] {
	const rest = results.filter(({ outcome }) => outcome !== 'proven');
	const missing = rest.filter((result) => word(result) === 'no steps');
	const others = rest.filter((result) => word(result) !== 'no steps');
	const named = ({ service, package: name, way }: Result) => `${service} (${name}), ${way}`;
	const lines = [
		...others.map((result) => `- ${named(result)}: ${word(result)}. ${capital(result.why ?? '')}.`),
		...(missing.length > 0 ? [`- Nobody wrote steps: ${missing.map(named).join('; ')}.`] : []),
	];
	return lines.length === 0 ? [] : ['Not proven:\n', ...lines, ''];
}

/** A row for each instruction: what was seen of its first door. */
function details(results: readonly Result[]): readonly (readonly string[])[] {
	return [
		['package', 'instruction', 'door', 'before', 'after', 'after a restart', 'taken back', 'result', 'date'],
		...results
			.filter(({ outcome }) => outcome !== 'not applicable')
			.map((result) => [
				`${result.package} ${result.version}${result.firewall === undefined ? '' : `, ${result.firewall}`}`,
				result.way,
				Object.keys(result.sightings[0]?.states ?? {}).join(', '),
				seenAt(result, (moment) => moment === 'before'),
				seenAt(result, (moment) => moment === 'after' || moment.endsWith('let in')),
				seenAt(result, (moment) => moment.endsWith('after a restart')),
				seenAt(result, (moment) => moment === 'taken back'),
				result.outcome,
				result.date,
			]),
	];
}

/** `closed / closed`, from outside; with several doors that differ, one after the other. */
function seenAt({ sightings }: Result, isMoment: (moment: string) => boolean): string {
	const texts = sightings
		.filter(({ from, moment }) => from === 'outside' && isMoment(moment))
		.flatMap(({ states }: Sighting) => Object.values(states).map(([ipv4, ipv6]) => `${ipv4} / ${ipv6}`));
	return [...new Set(texts)].join('; ').replaceAll('|', '\\|');
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
	return [head, head.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n')
		.concat('\n');
}

function keyOf({ service, package: name }: Result): string {
	return `${service} ${name}`;
}

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
