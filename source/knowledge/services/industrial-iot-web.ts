import { onLinux, type ServiceEntry } from '../entry.ts';

const nodeRed: ServiceEntry = {
	id: 'node-red',
	name: 'Node-RED',
	category: 'industrial-iot',
	doors: [],
	alsoAt: [
		{
			port: 1880,
			protocol: 'tcp',
			severity: 'high',
			why: 'Draws and runs programs for devices; it has no login by default',
		},
	],
	what: 'A page on which people draw programs that connect devices and services, and run them.',
	risk: 'Until somebody sets a login, everybody who reaches it can change the programs, add new ones, and with one of its building blocks run commands on the machine. The passwords of connected services are in it as well.',
	need: 'The people who look after the programs, on the same machine or through a tunnel.',
	instructions: {
		bind: onLinux([
			{ kind: 'say', text: 'In the home directory of the user who runs it, where a comment already has this line:' },
			{
				kind: 'edit',
				file: '~/.node-red/settings.js',
				lines: ['uiHost: "127.0.0.1",'],
				byHand: 'It is JavaScript',
			},
			{ kind: 'say', text: 'Then restart it.' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Set a login; this asks the questions and writes the settings. Then restart it:' },
			{ kind: 'run', command: 'node-red admin init' },
		]),
	},
	sources: [
		'https://nodered.org/docs/user-guide/runtime/securing-node-red',
		'https://nodered.org/docs/user-guide/runtime/configuration',
	],
};

const homeAssistant: ServiceEntry = {
	id: 'home-assistant',
	name: 'Home Assistant',
	category: 'industrial-iot',
	doors: [],
	alsoAt: [
		{ port: 8123, protocol: 'tcp', severity: 'medium', why: 'The login to your house: locks, cameras, heating' },
	],
	what: 'A server that connects and steers the devices of a house.',
	risk: 'Who gets in sees and steers what is connected: cameras, locks, heating. Passwords are guessed here, and in 2023 a flaw (CVE-2023-27482) let strangers in without one. While it is not set up, who comes first becomes its owner.',
	need: 'The people who live there, through a VPN or a service that connects them.',
	sources: ['https://www.home-assistant.io/security/', 'https://nvd.nist.gov/vuln/detail/CVE-2023-27482'],
};

/** Web pages on which devices are connected and steered. */
export const industrialIotWeb: readonly ServiceEntry[] = [nodeRed, homeAssistant];
