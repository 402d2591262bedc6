/** The id of the request in transcripts of protocols where each request has one of its own. */
export const recordedId = '0d0c0d0c-0d0c-4d0c-8d0c-0d0c0d0c0d0c';

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What was answered to a request with `recordedId`, as it is answered to this one. */
export function withIdOf(request: string, answer: string | Buffer): Buffer {
	const [id] = anyId.exec(request) ?? [];
	const bytes = Buffer.from(answer);
	return id === undefined ? bytes : Buffer.from(bytes.toString('latin1').replaceAll(recordedId, id), 'latin1');
}
