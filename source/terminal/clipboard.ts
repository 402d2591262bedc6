import type { Capabilities } from './capabilities.ts';

/** xterm takes this much base64 in one OSC 52 and ignores what is longer; others take more. */
const mostBase64 = 74_994;

/** screen forwards at most this much in one device control string. */
const screenChunk = 512;

/** Where copied text goes. */
export interface ClipboardOptions {
	readonly capabilities: Pick<Capabilities, 'ssh' | 'multiplexer'>;
	/** Writes to the terminal. */
	readonly write: (sequence: string) => void;
	/** The clipboard of the machine doorcheck runs on; for tests. */
	readonly system?: (text: string) => Promise<void>;
}

/**
 * Copies by asking the terminal (OSC 52), so that it works over SSH, and locally through the system's clipboard
 * as well. Gives the sentence for the user: the terminal doesn't say whether it obeyed.
 */
export async function copyToClipboard(
	text: string,
	{ capabilities, write, system = systemClipboard }: ClipboardOptions,
): Promise<string> {
	const sequence = clipboardSequence(text, capabilities.multiplexer);
	if (sequence !== undefined) {
		write(sequence);
	}
	const copied = capabilities.ssh
		? false
		: await system(text).then(
				() => true,
				() => false,
			);
	if (sequence === undefined) {
		return copied ? 'Copied to the clipboard' : "Too long for the terminal's clipboard: nothing was copied";
	}
	return copied ? 'Copied to the clipboard' : "Sent to your terminal's clipboard";
}

/** Loaded when it is needed: it brings a lot along. */
async function systemClipboard(text: string): Promise<void> {
	const { default: clipboard } = await import('clipboardy');
	await clipboard.write(text);
}

/**
 * The sequence that puts `text` on the terminal's clipboard (xterm control sequences, OSC 52), wrapped so that tmux
 * or screen hands it on; undefined when it is longer than terminals accept.
 */
export function clipboardSequence(text: string, multiplexer: Capabilities['multiplexer']): string | undefined {
	const base64 = Buffer.from(text, 'utf8').toString('base64');
	if (base64.length > mostBase64) {
		return undefined;
	}
	const sequence = `\u001b]52;c;${base64}\u0007`;
	switch (multiplexer) {
		case 'tmux':
			return `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
		case 'screen':
			return (sequence.match(new RegExp(`[^]{1,${screenChunk}}`, 'g')) ?? [])
				.map((chunk) => `\u001bP${chunk}\u001b\\`)
				.join('');
		case null:
			return sequence;
	}
}
