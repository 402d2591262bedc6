import { isDeepStrictEqual } from 'node:util';

/**
 * The same function, which must be pure, of an object that is never changed: its result is made once for each object
 * and kept as long as that, for the further arguments that it was asked with last.
 */
export function memoised<Subject extends object, Rest extends readonly unknown[], Result>(
	make: (subject: Subject, ...rest: Rest) => Result,
): (subject: Subject, ...rest: Rest) => Result {
	const memos = new WeakMap<Subject, { readonly rest: Rest; readonly result: Result }>();
	return (subject, ...rest) => {
		const memo = memos.get(subject);
		if (memo && isDeepStrictEqual(memo.rest, rest)) return memo.result;
		const result = make(subject, ...rest);
		memos.set(subject, { rest, result });
		return result;
	};
}
