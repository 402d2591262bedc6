import { type BerElement, berElements, berInside, berNumber, berOctets, berTag } from './ber.ts';

/** A message of LDAP (RFC 4511, section 4.1.1). */
export interface LdapMessage {
	readonly id: number;
	readonly operation: BerElement;
}

/** An attribute of an entry, and its values as texts. */
export interface LdapAttribute {
	readonly name: string;
	readonly values: readonly string[];
}

/** Operations that answer a search (RFC 4511, section 4.5.2). */
export const ldapTag = { searchResultEntry: 0x64, searchResultDone: 0x65 } as const;

/** The messages, once the last of them is whole; none when the bytes are something else. */
export function ldapMessages(bytes: Buffer): readonly LdapMessage[] {
	return (berElements(bytes) ?? []).flatMap((message) => {
		const [id, operation] = berInside(message, berTag.sequence) ?? [];
		const number = berNumber(id);
		return number === undefined || operation === undefined ? [] : [{ id: number, operation }];
	});
}

/** The attributes of a SearchResultEntry; none when the operation is another one. */
export function ldapAttributes(operation: BerElement): readonly LdapAttribute[] {
	const [, list] = berInside(operation, ldapTag.searchResultEntry) ?? [];
	return (berInside(list, berTag.sequence) ?? []).map((attribute) => {
		const [name, values] = berInside(attribute, berTag.sequence) ?? [];
		return {
			name: berOctets(name)?.toString() ?? '',
			values: (berInside(values, berTag.set) ?? []).map((value) => berOctets(value)?.toString() ?? ''),
		};
	});
}

/** How a search ended, by an LDAPResult (RFC 4511, section 4.1.9). */
export interface LdapResult {
	readonly code: number;
	/** For people. */
	readonly text: string;
}

/** Reads a SearchResultDone: a code, a name, and a message. */
export function ldapResult(operation: BerElement | undefined): LdapResult | undefined {
	const [code, , text] = berInside(operation, ldapTag.searchResultDone) ?? [];
	const number = berNumber(code);
	return number === undefined ? undefined : { code: number, text: berOctets(text)?.toString() ?? '' };
}
