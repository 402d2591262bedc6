import { ascii, type Bytes, counted16, join, uint16, uint24 } from './bytes.ts';
import type { UdpRequest } from './request.ts';

const wsDiscovery = 'http://schemas.xmlsoap.org/ws/2005/04/discovery';
const wsAddressing = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';

/** What finds devices and services in a network; each asked alone, never over multicast. */
export const discovery: readonly UdpRequest[] = [
	{
		port: 427,
		name: 'an SLP request for the service agent',
		spec: 'RFC 2608, sections 8, 8.1 and 11.2',
		bytes: slpServiceRequest('service:service-agent', 'DEFAULT'),
	},
	{
		port: 1434,
		name: 'an SQL Server Browser request for the instances',
		spec: '[MC-SQLR], section 2.2.2',
		bytes: [0x03],
	},
	{
		port: 1900,
		name: 'a UPnP search for the root device',
		spec: 'UPnP Device Architecture 1.1, section 1.3.2',
		// Of the things that can be searched for, the one that each device answers once. Version 1.0 wants MX and the
		// multicast address as host even where the search comes by unicast.
		bytes: httpLines(
			'M-SEARCH * HTTP/1.1',
			'HOST: 239.255.255.250:1900',
			'MAN: "ssdp:discover"',
			'MX: 1',
			'ST: upnp:rootdevice',
		),
		answersFromAnyPort: true,
	},
	{
		port: 3702,
		name: 'a WS-Discovery probe for anything',
		spec: 'WS-Discovery (April 2005), sections 2.4 and 5.2',
		bytes: (id) => probe(`urn:uuid:${id}`),
		answersFromAnyPort: true,
	},
	{
		port: 10001,
		name: 'a Ubiquiti discovery request',
		spec: "the vendor's discovery protocol, version 1",
		bytes: [0x01, 0x00, 0x00, 0x00],
	},
];

function slpServiceRequest(serviceType: string, scopes: string): Bytes {
	const [previousResponders, predicate, security] = ['', '', ''] as const;
	const body = [previousResponders, serviceType, scopes, predicate, security].flatMap(counted16);
	const [version, serviceRequest, noFlags, noExtension, id] = [2, 1, 0, 0, 0x0d0c];
	const afterLength = join(uint16(noFlags), uint24(noExtension), uint16(id), counted16('en'), body);
	const lengthOf = 5 + afterLength.length;
	return join([version, serviceRequest], uint24(lengthOf), afterLength);
}

/** Without types and scopes every kind of device matches. Messages with an id that was seen are dropped. */
function probe(messageId: string): Bytes {
	return ascii(
		[
			'<?xml version="1.0" encoding="utf-8"?>',
			`<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="${wsAddressing}"`,
			` xmlns:wsd="${wsDiscovery}">`,
			'<soap:Header><wsa:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</wsa:To>',
			`<wsa:Action>${wsDiscovery}/Probe</wsa:Action><wsa:MessageID>${messageId}</wsa:MessageID></soap:Header>`,
			'<soap:Body><wsd:Probe/></soap:Body></soap:Envelope>',
		].join(''),
	);
}

function httpLines(...lines: readonly string[]): Bytes {
	return ascii([...lines, '', ''].join('\r\n'));
}
