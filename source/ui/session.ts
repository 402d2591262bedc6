import type { Collector } from '../assess/collector.ts';
import type { Choice } from '../knowledge/choice.ts';
import type { Protocol, Report } from '../model.ts';
import type { RunbookFormat } from '../report/runbook.ts';
import type { SshSession } from '../targets/ssh-session.ts';

/** A check that is under way, or over, as the screen sees it. */
export interface RunningCheck {
	/** What was asked for, as a heading. */
	readonly target: string;
	/** What was found so far. */
	readonly collector: Collector;
	/** Calls back whenever the collector may have taken in something; gives the function that ends this. */
	subscribe(listener: () => void): () => void;
	readonly paused: boolean;
	pause(): void;
	resume(): void;
	cancel(): void;
	/** Looks at one port again; resolves when it is decided. Its events arrive in the collector. */
	recheck(address: string, port: number, protocol: Protocol): Promise<void>;
}

/** What can be written. */
export type Export = 'json' | RunbookFormat;

/** What the screen is given. */
export interface UiOptions {
	/** Absent: the screen asks what to check. */
	readonly check?: RunningCheck;
	/** Begins the check of what the user typed; rejects with an error whose message is shown. */
	readonly start: (targets: string) => Promise<RunningCheck>;
	/** What was checked before, last first. */
	readonly recent: readonly string[];
	readonly color: boolean;
	readonly ascii: boolean;
	/** Laid out for being read aloud: no alternate screen, few changes. */
	readonly screenReader: boolean;
	/** Most frames a second that the check alone causes; a key press is always shown at once. */
	readonly fps: number;
	/** The SSH session that doorcheck runs in. */
	readonly session?: SshSession | undefined;
	/** Writes the report, or how to close what it found; gives the path. */
	readonly exportReport: (report: Report, what: Export, choice: Choice) => Promise<string>;
	/** Copies; gives the sentence that tells the user where to. */
	readonly copy: (text: string) => Promise<string>;
}

/** How the screen was left, and with what. */
export interface UiEnd {
	/** `print`: the user wants the report in the scrollback. */
	readonly leave: 'quit' | 'print' | 'interrupted';
	readonly check: RunningCheck | undefined;
}
