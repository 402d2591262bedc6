import type { DaemonCase, DaemonCases } from './daemon-case.ts';
import { modulesIn } from './modules-in.ts';

/** Every real server that there is a recipe for, with its name. */
export async function daemonCases(): Promise<readonly (readonly [name: string, daemon: DaemonCase])[]> {
	return (await modulesIn<DaemonCases>('daemons')).flatMap(({ content }) => Object.entries(content));
}
