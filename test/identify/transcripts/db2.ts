import type { Transcript } from '../transcript.ts';

/** DSS with EXCSAT. */
const excsat = /^\0.\xd0\x01\0\x01\0.\x10\x41/s;

/** EXCSATRD of Derby: external name, levels of managers, server class, name and release, in EBCDIC. */
const derby = Buffer.from(
	'0081d0020001007b1443001d115ed585a3a6969992e28599a58599c39695a3999693409481899500141404140300072407' +
		'000714740005240f000700101147c1978183888540c4859982a80018116dd585a3a6969992e28599a58599c39695a39996' +
		'93001e115ac3e2e2f1f0f1f4f061f1f04bf1f44bf24bf04060404d6f6f6f5d',
	'hex',
);

/** SYNTAXRM: severity 8, and what was wrong. */
const syntaxError = Buffer.from('001bd00200010015124c0006114900080006000c00000005114a03', 'hex');

/** EXCSATRD: external name db2inst1, QDB2/LINUXX8664, server name db2inst1, SQL11055, all in EBCDIC. */
const db2 = Buffer.from(
	'004bd002000100451443000c115e8482f28995a2a3f100131147d8c4c2f261d3c9d5e4e7e7f8f6f6f4' +
		'000c116d8482f28995a2a3f1000c115ae2d8d3f1f1f0f5f5000a1404140300072407',
	'hex',
);

export default [
	{
		name: 'a Db2',
		source: 'DRDA 5, volume 3, EXCSATRD',
		port: 50_000,
		answers: [[excsat, db2]],
		identity: { service: 'db2', product: 'IBM Db2', version: '11.5.5', access: 'unknown' },
		evidence: /^EXCSAT answered: QDB2\/LINUXX8664, SQL11055$/,
		connections: { usual: 1 },
	},
	{
		name: 'a Derby',
		source: 'Apache Derby 10.14.2.0, recorded',
		port: 1527,
		answers: [
			[excsat, derby],
			[/^GET \//, syntaxError, 'hangs up'],
		],
		identity: { service: 'derby', product: 'Apache Derby', version: '10.14.2.0', access: 'unknown' },
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
