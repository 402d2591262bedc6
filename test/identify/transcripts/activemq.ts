import type { Transcript } from '../transcript.ts';

/** Size (4), type 1, "ActiveMQ", version 12, properties follow (1), their size (4), as a map of a count (4) and entries. */
function wireformatInfo(properties: string, count: string): Buffer {
	const map = count + properties.replaceAll(/\s/g, '');
	const rest = `014163746976654d510000000c01${size(map)}${map}`;
	return Buffer.from(size(rest) + rest, 'hex');
}

function size(hex: string): string {
	return (hex.length / 2).toString(16).padStart(8, '0');
}

/** StackTraceEnabled … MaxFrameSizeEnabled */
const settings = `
	0011537461636b5472616365456e61626c65640101
	000c4361636865456e61626c65640101
	00115463704e6f44656c6179456e61626c65640101
	001253697a6550726566697844697361626c65640100
	0009436163686553697a650500000400
	00145469676874456e636f64696e67456e61626c65640101
	000c4d61784672616d6553697a65067fffffffffffffff
	00154d6178496e61637469766974794475726174696f6e060000000000007530
	00204d6178496e61637469766974794475726174696f6e496e6974616c44656c6179060000000000002710
	00134d61784672616d6553697a65456e61626c65640101
`;

/** PlatformDetails, ProviderName, ProviderVersion */
const provider = `
	000f506c6174666f726d44657461696c730900044a617661
	000c50726f76696465724e616d650900084163746976654d51
	000f50726f766964657256657273696f6e090006352e31372e32
`;

export default [
	{
		name: 'an ActiveMQ broker',
		source: 'activemq 5.17.2, recorded (the order of the properties changed)',
		port: 61_616,
		greeting: wireformatInfo(settings + provider, '0000000d'),
		identity: { service: 'activemq', product: 'Apache ActiveMQ', version: '5.17.2', access: 'unknown' },
		evidence: /^greeted with OpenWire 12$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'an ActiveMQ broker from before it stated its version',
		source: 'OpenWire version 2 specification, WIREFORMAT_INFO',
		port: 61_616,
		greeting: wireformatInfo(settings, '0000000a'),
		identity: { service: 'activemq', product: undefined, version: undefined, access: 'unknown' },
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
