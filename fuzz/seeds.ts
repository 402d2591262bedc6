import { readdirSync } from 'node:fs';
import type { Transcript } from '../test/identify/transcript.ts';
import type { UdpTranscript } from '../test/identify/udp-transcript.ts';
import type { Seeds } from './input.ts';

/** All recorded conversations, in the order of their files. */
export async function readSeeds(): Promise<Seeds> {
	return { tcp: await all<Transcript>('transcripts/'), udp: await all<UdpTranscript>('udp-transcripts/') };
}

async function all<T>(folder: string): Promise<readonly T[]> {
	const place = new URL(`../test/identify/${folder}`, import.meta.url);
	const files = readdirSync(place).sort();
	const modules = await Promise.all(files.map((file) => import(new URL(file, place).href)));
	return modules.flatMap((module: { readonly default: readonly T[] }) => module.default);
}
