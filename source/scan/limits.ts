import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** What this machine allows a scan. */
export interface Limits {
	/** Open files a process may have (RLIMIT_NOFILE), and how many are in use. */
	readonly openFiles: number;
	readonly filesInUse: number;
	/** Local ports that outgoing connections are given, both ends included. */
	readonly ephemeral: readonly [first: number, last: number];
	readonly cores: number;
}

/** Files kept free for identification, name resolution, the screen and the report. */
const reserve = 24;
const whenUnknown = 256;

/** Reads the limits from /proc; elsewhere from Node's own report, or cautious values. */
export function readLimits(): Limits {
	return {
		openFiles: openFileLimit(),
		filesInUse: filesInUse(),
		ephemeral: ephemeralRange(),
		cores: availableParallelism(),
	};
}

/** How many sockets a scan may hold at once. At least 4, whatever the limit: attempts that don't fit are put back. */
export function socketBudget({ openFiles, filesInUse }: Limits): number {
	return Math.max(4, openFiles - filesInUse - reserve);
}

function openFileLimit(): number {
	const line = read('/proc/self/limits')?.match(/^Max open files\s+(\d+)/m);
	if (line?.[1] !== undefined) return Number(line[1]);
	// Without this, the report resolves the name of every open connection.
	Object.assign(process.report ?? {}, { excludeNetwork: true });
	const report = process.report?.getReport() as
		| { userLimits?: { open_files?: { soft: number | 'unlimited' } } }
		| undefined;
	const soft = report?.userLimits?.open_files?.soft;
	return soft === 'unlimited' ? 65_536 : (soft ?? whenUnknown);
}

function filesInUse(): number {
	try {
		return readdirSync('/proc/self/fd').length;
	} catch {
		return 32;
	}
}

function ephemeralRange(): readonly [number, number] {
	const [first, last] = (read('/proc/sys/net/ipv4/ip_local_port_range') ?? '').trim().split(/\s+/).map(Number);
	// RFC 6335, section 6: the dynamic ports, where the system doesn't say.
	return first && last ? [first, last] : [49_152, 65_535];
}

function read(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}
