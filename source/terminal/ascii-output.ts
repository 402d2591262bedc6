import { toAscii } from '../ascii.ts';

/** The same stream, but everything written as text arrives in ASCII. */
export function asciiOutput(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
	const write = (chunk: string | Uint8Array, ...rest: []) =>
		stdout.write(typeof chunk === 'string' ? toAscii(chunk) : chunk, ...rest);
	return new Proxy(stdout, {
		get(target, property) {
			if (property === 'write') {
				return write;
			}
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}
