import { modulesIn } from '../test/identify/modules-in.ts';
import type { Transcript } from '../test/identify/transcript.ts';
import type { UdpTranscript } from '../test/identify/udp-transcript.ts';
import type { Seeds } from './input.ts';

/** All recorded conversations, in the order of their files. */
export async function readSeeds(): Promise<Seeds> {
	const tcp = await modulesIn<readonly Transcript[]>('transcripts');
	const udp = await modulesIn<readonly UdpTranscript[]>('udp-transcripts');
	return { tcp: tcp.flatMap(({ content }) => content), udp: udp.flatMap(({ content }) => content) };
}
