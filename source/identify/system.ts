/** What banners call operating systems and distributions, and what people call them. */
const systems: readonly (readonly [RegExp, string])[] = [
	[/ubuntu|\bubu\d{4}\b/i, 'Ubuntu'],
	[/raspbian/i, 'Raspbian'],
	[/debian|[+~-]deb\d+(?!\d)/i, 'Debian'],
	[/alma ?linux/i, 'AlmaLinux'],
	[/rocky/i, 'Rocky Linux'],
	[/centos/i, 'CentOS'],
	[/fedora/i, 'Fedora'],
	[/red ?hat/i, 'Red Hat'],
	[/amazon linux|\bamzn\d/i, 'Amazon Linux'],
	[/\bsuse\b/i, 'SUSE'],
	[/alpine/i, 'Alpine'],
	[/freebsd/i, 'FreeBSD'],
	[/openbsd/i, 'OpenBSD'],
	[/netbsd/i, 'NetBSD'],
	[/\bwindows\b|for_windows|\bwin(?:32|64)\b/i, 'Windows'],
];

/** Products that only run on Windows, by their greetings. */
const windowsOnly = /\bMicrosoft(?:-IIS|-HTTPAPI| FTP| ESMTP| Exchange| DNS)\b/;

/** The system that a greeting names in parentheses, as in `Postfix (Debian/GNU)`, or by its product. */
export function systemInGreeting(text: string): string | undefined {
	return systemIn(/\(([^)]{0,200})\)/.exec(text)?.[1] ?? '') ?? (windowsOnly.test(text) ? 'Windows' : undefined);
}

/**
 * The operating system or distribution that a part of a banner names.
 *
 * @param text only the part that names the system: elsewhere such a word may mean something else.
 */
export function systemIn(text: string): string | undefined {
	return systems.find(([pattern]) => pattern.test(text))?.[1];
}
