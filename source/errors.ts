/** The command line, or a file it names, is wrong: exit code 2. The message is one line that names the thing and the way out. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** The check could not be done (no such host, no route): exit code 3. The message is one line, as for `UsageError`. */
export class CheckError extends Error {
	override readonly name = 'CheckError';
}
