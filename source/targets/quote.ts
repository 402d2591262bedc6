/**
 * Text that a user or a file supplied, fit for a one-line message: control, bidirectional and other
 * invisible characters become `?`, and more than 80 characters are cut.
 */
export function quote(text: string): string {
	const visible = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
	return visible.length > 80 ? `${visible.slice(0, 79)}…` : visible;
}
