import type { Platform } from './entry.ts';

/** The system that a banner named (`Debian`, `Windows`); Debian's family when none did. */
export function platformOf(os: string | null): Platform {
	return named.find(([pattern]) => pattern.test(os ?? ''))?.[1] ?? 'debian';
}

const named: readonly (readonly [RegExp, Platform])[] = [
	[/windows|microsoft/i, 'windows'],
	[/red ?hat|rhel|centos|fedora|rocky|alma|oracle|amazon/i, 'rhel'],
	[/alpine/i, 'alpine'],
	[/freebsd/i, 'freebsd'],
	[/mac ?os|darwin/i, 'macos'],
];
