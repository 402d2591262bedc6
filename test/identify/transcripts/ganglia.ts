import type { Transcript } from '../transcript.ts';

const beginning = [
	'<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?>',
	'<!DOCTYPE GANGLIA_XML [',
	'   <!ELEMENT GANGLIA_XML (GRID|CLUSTER|HOST)*>',
	'      <!ATTLIST GANGLIA_XML VERSION CDATA #REQUIRED>',
	'      <!ATTLIST GANGLIA_XML SOURCE CDATA #REQUIRED>',
	']>',
];

export default [
	{
		name: 'a gmond',
		source: 'gmond 3.7.2, recorded; the rest of the document type is left out',
		port: 8649,
		greeting: [...beginning, '<GANGLIA_XML VERSION="3.7.2" SOURCE="gmond">', ''].join('\n'),
		otherwise: 'stays silent',
		identity: { service: 'ganglia', product: 'Ganglia gmond', version: '3.7.2', access: 'open' },
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
