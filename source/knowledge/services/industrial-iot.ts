import type { ServiceEntry } from '../entry.ts';
import { industrialIotWeb } from './industrial-iot-web.ts';

// doorcheck only connects to these ports and never sends a byte: controllers have been known to stop at unexpected
// packets.

const controller = {
	instructions: {
		pitfalls: [
			'Ask whoever runs the plant or building before you change anything: a control system may depend on this port.',
			'Controllers rarely have a firewall of their own: shut the port in the firewall or router in front of them, and let engineers in through a VPN.',
		],
	},
	sources: [
		'https://www.cisa.gov/news-events/ics-advisories/icsa-25-010-02',
		'https://github.com/cisagov/CSAF/blob/develop/csaf_files/OT/white/2025/icsa-25-010-02.json',
	],
} as const;

/** Protocols of plants, buildings, hospitals and small devices. */
export const industrialIot: readonly ServiceEntry[] = [
	{
		id: 's7',
		name: 'Siemens S7 / ISO-TSAP',
		category: 'industrial-iot',
		doors: [
			{
				port: 102,
				protocol: 'tcp',
				severity: 'critical',
				why: 'Controller protocol that old devices accept without a password',
			},
		],
		what: 'Siemens S7 controllers of machines and plants are programmed and read through this port.',
		risk: 'On many controllers strangers can read and change values or stop the machine, without a password. Damage to people and plant is possible.',
		need: 'Engineering and control stations of the same plant; from outside only through a VPN.',
		...controller,
	},
	{
		id: 'modbus',
		name: 'Modbus',
		category: 'industrial-iot',
		doors: [
			{
				port: 502,
				protocol: 'tcp',
				severity: 'critical',
				why: 'Control protocol without any password: anyone reads and writes',
			},
		],
		what: 'Modbus reads and sets values in controllers, meters, inverters and heating systems.',
		risk: 'It knows no passwords, so strangers can read and change everything the device offers. In January 2024 an attack over Modbus left hundreds of buildings in Lviv without heating.',
		need: 'Control systems of the same plant; from outside only through a VPN.',
		...controller,
		sources: ['https://www.dragos.com/blog/protect-against-frostygoop-ics-malware-targeting-operational-technology/'],
	},
	{
		id: 'iec104',
		name: 'IEC 60870-5-104',
		category: 'industrial-iot',
		doors: [
			{ port: 2404, protocol: 'tcp', severity: 'critical', why: 'Remote control of power grids without a password' },
		],
		what: 'IEC 104 is how control centres switch and read substations of power grids and other utilities.',
		risk: 'It knows no passwords, so strangers may switch what the station switches. The malware that most probably caused the power cut in Kyiv in December 2016 spoke this protocol.',
		need: 'The control centre of the utility, over its own lines or a VPN.',
		...controller,
		sources: [
			'https://www.welivesecurity.com/2017/06/12/industroyer-biggest-threat-industrial-control-systems-since-stuxnet/',
		],
	},
	{
		id: 'dnp3',
		name: 'DNP3 / Usermin',
		category: 'industrial-iot',
		doors: [
			{ port: 20000, protocol: 'tcp', severity: 'high', why: 'Remote control of utilities, or the Usermin web panel' },
		],
		what: 'Either DNP3, with which utilities control stations for power and water, or Usermin, a web page where users of a server manage mail and files.',
		risk: 'What it means depends on what answers. DNP3 mostly runs without passwords, so strangers may switch what the station switches. Usermin lets them guess the passwords of your users.',
		need: "A utility's control centre over its own lines, or users of Usermin.",
	},
	{
		id: 'ethernet-ip',
		name: 'EtherNet/IP',
		category: 'industrial-iot',
		doors: [
			{
				port: 44818,
				protocol: 'tcp',
				severity: 'critical',
				why: 'Controller protocol that old devices accept without a password',
			},
		],
		what: 'EtherNet/IP connects controllers, drives and sensors of machines, above all from Rockwell.',
		risk: 'On many devices strangers can read and change values or stop the controller, without a password. Damage to people and plant is possible.',
		need: 'Engineering and control stations of the same plant; from outside only through a VPN.',
		...controller,
	},
	{
		id: 'omron-fins',
		name: 'Omron FINS / Logstash API',
		category: 'industrial-iot',
		doors: [
			{
				port: 9600,
				protocol: 'tcp',
				severity: 'high',
				why: 'Controller protocol without a password, or the Logstash API',
			},
		],
		what: 'Either FINS, with which Omron controllers are read and programmed, or the API of Logstash, which tells how a log pipeline is doing.',
		risk: 'What it means depends on what answers. Over FINS strangers can read and change values of a controller and stop it. The Logstash API tells them about your machine and its log pipelines.',
		need: 'Engineering stations of the same plant, or the monitoring of Logstash; nobody over the internet.',
	},
	{
		id: 'bacnet',
		name: 'BACnet',
		category: 'industrial-iot',
		doors: [
			{
				port: 47808,
				protocol: 'udp',
				name: 'BACnet/IP',
				severity: 'high',
				why: 'Controls heating, air and doors of buildings without a password',
			},
			{
				port: 47808,
				protocol: 'tcp',
				name: 'BACnet (unusual over TCP)',
				severity: 'high',
				why: 'Unusual over TCP; building control without a password',
			},
		],
		what: 'BACnet controls heating, ventilation, light and doors of buildings.',
		risk: 'The usual form knows no passwords, so strangers can read and change settings of the building. Its answers are longer than the questions, so attackers also use it to flood others.',
		need: 'Control systems of the same building; from outside only through a VPN.',
		...controller,
	},
	{
		id: 'niagara-fox',
		name: 'Niagara Fox',
		category: 'industrial-iot',
		doors: [
			{
				port: 1911,
				protocol: 'tcp',
				severity: 'high',
				why: 'Building control that tells strangers about itself before sign-in',
			},
		],
		what: 'Niagara stations, which control buildings, talk to each other and to their tools through this port.',
		risk: 'Before anyone signs in it tells the version, the host name and more about the station. Strangers can then pick a known flaw or guess a password, and change heating, air or doors. Ask whoever runs the building before you shut it.',
		need: 'Niagara stations and tools of the same building; from outside only through a VPN.',
	},
	{
		id: 'opc-ua',
		name: 'OPC UA',
		category: 'industrial-iot',
		doors: [
			{ port: 4840, protocol: 'tcp', severity: 'high', why: 'Plant data server that often lets anonymous sessions in' },
		],
		what: 'OPC UA hands the data of machines to control and office systems, and takes commands back.',
		risk: 'It can be run safely with certificates and users, but is often left open to anonymous sessions. Strangers then read how your plant is doing and may change values. Ask whoever runs the plant before you shut it.',
		need: 'Systems of the same plant that use its data; from outside only through a VPN.',
	},
	{
		id: 'dicom',
		name: 'DICOM',
		category: 'industrial-iot',
		doors: [
			{ port: 104, protocol: 'tcp', severity: 'high', why: 'Medical images, often handed out without a password' },
		],
		what: 'DICOM stores and transfers medical images such as X-rays, with the names of the patients.',
		risk: 'Many image archives check only a name that the other side makes up, so strangers can search and copy images and patient data. That is a data breach you may have to report. Ask the people who work with it before you shut it.',
		need: 'Devices and workstations of the same clinic; partners only through a VPN.',
	},
	{
		id: 'coap',
		name: 'CoAP',
		category: 'industrial-iot',
		doors: [
			{
				port: 5683,
				protocol: 'udp',
				severity: 'medium',
				why: 'Lets strangers read devices, and amplifies attacks on others',
			},
			{
				port: 5683,
				protocol: 'tcp',
				name: 'CoAP over TCP',
				severity: 'medium',
				why: 'Lets strangers read and set small devices without a password',
			},
		],
		what: 'CoAP is how small devices such as sensors and lamps offer their data and settings.',
		risk: 'In its plain form it has no passwords, so strangers can list what the device offers, read it and often change it. Over UDP its answers are longer than the questions, so attackers use it to flood others from your address.',
		need: 'The gateway or service that works with these devices.',
	},
	...industrialIotWeb,
];
