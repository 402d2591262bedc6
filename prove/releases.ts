/** Debian releases that instructions are proven on, by their code names, and as users read them. */
export const releaseNames = { bookworm: 'Debian 12', trixie: 'Debian 13' } as const;
export type Release = keyof typeof releaseNames;

export const releases: readonly Release[] = ['bookworm', 'trixie'];
