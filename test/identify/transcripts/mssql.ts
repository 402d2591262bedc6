import type { Transcript } from '../transcript.ts';

const prelogin = /^\x12\x01\x00\x2f/;

/** The answer to PRELOGIN: header, places of the five options, their values. Version in six bytes, encryption in one. */
function answer(version: string, encryption: string): Buffer {
	return Buffer.from(
		'0401002b00000100' +
			['00001a0006', '0100200001', '0200210001', '0300220000', '0400220001', 'ff'].join('') +
			[version, encryption, '00', '', '00'].join(''),
		'hex',
	);
}

const specification = '[MS-TDS], section 2.2.6.5 (PRELOGIN)';

export default [
	{
		name: 'a SQL Server 2022',
		source: specification,
		port: 1433,
		answers: [[prelogin, answer('1000104f0000', '00')]],
		identity: {
			service: 'mssql',
			product: 'Microsoft SQL Server 2022',
			version: '16.0.4175',
			access: 'unknown',
		},
		evidence: /^encryption: logins only, unless asked for more$/m,
		connections: { usual: 1, elsewhere: 9 },
	},
	{
		name: 'a SQL Server 2019 that insists on encryption',
		source: specification,
		port: 1433,
		answers: [[prelogin, answer('0f0010d80000', '03')]],
		identity: { service: 'mssql', product: 'Microsoft SQL Server 2019', version: '15.0.4312', access: 'unknown' },
		evidence: /^encryption: required$/m,
		connections: { usual: 1, elsewhere: 9 },
	},
	{
		name: 'a SQL Server 2008 R2 without encryption',
		source: specification,
		port: 1433,
		answers: [[prelogin, answer('0a321b580000', '02')]],
		identity: {
			service: 'mssql',
			product: 'Microsoft SQL Server 2008 R2',
			version: '10.50.7000',
			remark: 'no encryption offered',
		},
		connections: { usual: 1 },
	},
	{
		name: 'an Azure SQL Database',
		source: `${specification}; it states version 12.0, as SQL Server 2014 does`,
		port: 1433,
		answers: [[prelogin, answer('0c0007d00000', '01')]],
		identity: { service: 'mssql', product: 'Microsoft SQL Server', version: '12.0.2000' },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
