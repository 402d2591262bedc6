/** What the terminal, and the way to it, can do. */
export interface Capabilities {
	/** Standard input and output are both a terminal that can be drawn on. */
	readonly isTerminal: boolean;
	readonly color: boolean;
	/** Draw with ASCII only. */
	readonly ascii: boolean;
	/** Reached over SSH: the line may be slow, and its clipboard is another machine's. */
	readonly ssh: boolean;
	/** The multiplexer in between, which escape sequences for the outer terminal must be wrapped for. */
	readonly multiplexer: 'tmux' | 'screen' | null;
	readonly screenReader: boolean;
}

/** The parts of a process that tell about its terminal. */
export interface TerminalProcess {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly stdin: { readonly isTTY?: boolean };
	readonly stdout: { readonly isTTY?: boolean };
	readonly platform: string;
}

/** Reads the terminal's abilities from the environment and the streams. */
export function readCapabilities({ env, stdin, stdout, platform }: TerminalProcess): Capabilities {
	const dumb = env.TERM === 'dumb';
	const drawable = stdout.isTTY === true && !dumb;
	return {
		isTerminal: drawable && stdin.isTTY === true,
		// https://no-color.org: set, and not empty
		color: drawable && !env.NO_COLOR,
		ascii: env.TERM === 'linux' || !speaksUtf8(env, platform),
		ssh: Boolean(env.SSH_CONNECTION || env.SSH_TTY),
		multiplexer: multiplexerOf(env),
		screenReader: env.INK_SCREEN_READER === 'true',
	};
}

/** The first of these that is set decides (POSIX, Environment Variables, 8.2). */
function speaksUtf8(env: TerminalProcess['env'], platform: string): boolean {
	if (platform === 'win32' || platform === 'darwin') {
		return true;
	}
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
	return /utf-?8/i.test(locale);
}

/** tmux sets TERM to screen… too, so it is asked first. */
function multiplexerOf(env: TerminalProcess['env']): Capabilities['multiplexer'] {
	if (env.TMUX) {
		return 'tmux';
	}
	return env.STY || env.TERM?.startsWith('screen') ? 'screen' : null;
}
