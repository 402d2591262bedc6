import type { ByPlatform, Step } from './entry.ts';
import { run, say } from './firewalls/recipe.ts';

/** A service as its image on Docker Hub runs it. */
export interface Image {
	/** `redis`, `grafana/grafana`. */
	readonly image: string;
	/** The ports that are published, as the container knows them: `6379`, `53/udp`. */
	readonly ports: readonly string[];
	/** What to see to before a container of it is made anew, one sentence each. */
	readonly first?: readonly string[];
	/** What this image does that others do not, one sentence each. */
	readonly remarks?: readonly string[];
	/** Lines of the Compose file, under the service, that make it ask for a password. */
	readonly password?: { readonly about: string; readonly lines: readonly string[] };
}

/** How the published ports of a container are taken off the network, and how it is made to ask for a password. */
export interface Contained {
	readonly bind: ByPlatform;
	readonly harden: ByPlatform;
	readonly sources: readonly string[];
}

/** How a service is bound and hardened that runs in a container of one of these images; told for the ports of the first. */
export function contained(first: Image, ...others: readonly Image[]): Contained {
	const images = [first, ...others];
	const passwords = images.flatMap(({ password }) => (password === undefined ? [] : [password]));
	return {
		bind: {
			docker: [
				...images.flatMap(({ first = [] }) => first).map(say),
				...publishedHere(first.ports),
				...images.flatMap(({ remarks = [] }) => remarks).map(say),
			],
		},
		harden:
			passwords.length === 0
				? {}
				: {
						docker: [
							...passwords.flatMap(({ about, lines }): readonly Step[] => [
								say(about),
								{ kind: 'edit', file: 'compose.yaml', lines, byHand: 'It is a service of your own' },
							]),
							again,
						],
					},
		sources: [...images.map(({ image }) => hub(image)), composePorts],
	};
}

const composePorts = 'https://docs.docker.com/reference/compose-file/services/#ports';

const again = run('docker compose up -d');

function publishedHere(ports: readonly string[]): readonly Step[] {
	const published = ports.map((port) => `127.0.0.1:${port.split('/')[0]}:${port}`);
	return [
		say(
			'Other containers of the same Compose file reach it by its name without any published port: if nothing else does, delete its lines under ports. If programs of this machine do, write 127.0.0.1 before them:',
		),
		{
			kind: 'edit',
			file: 'compose.yaml',
			section: ['ports:'],
			lines: published.map((port) => `- "${port}"`),
			byHand: 'It is a service of your own',
		},
		say('In the folder of that file:'),
		again,
		say(
			`Without Compose, make the container anew with docker run -p ${published.join(' -p ')}; what is published can't be changed later. Give it the volumes and settings of the old one, which docker inspect shows, or it starts empty.`,
		),
		say('Leave the address that the service listens on inside the container: 127.0.0.1 there is the container itself.'),
	];
}

function hub(image: string): string {
	return image.includes('/') ? `https://hub.docker.com/r/${image}` : `https://hub.docker.com/_/${image}`;
}
