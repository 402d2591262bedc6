import type { Recipe } from '../recipe.ts';
import { tcp } from '../recipe.ts';

/** Who people are. */
export const directory: readonly Recipe[] = [
	{
		service: 'ldap',
		package: 'slapd',
		packages: ['slapd'],
		answers: ['slapd slapd/password1 password secret', 'slapd slapd/password2 password secret'],
		doors: [tcp(389)],
	},
];
