import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemIn } from '../system.ts';

/** Commands (RFC 854): will, won't, do and don't are followed by an option, the others stand alone. */
const iac = 0xff;
const negotiation: Readonly<Record<number, string>> = { 251: 'WILL', 252: "WON'T", 253: 'DO', 254: "DON'T" };
const subnegotiation = 250;
const endOfSubnegotiation = 240;

/** Options (IANA's registry) that servers speak about. */
const optionNames: Readonly<Record<number, string>> = {
	0: 'binary',
	1: 'echo',
	3: 'suppress go ahead',
	5: 'status',
	24: 'terminal type',
	31: 'window size',
	32: 'terminal speed',
	33: 'flow control',
	34: 'line mode',
	35: 'X display',
	36: 'environment',
	37: 'authentication',
	38: 'encryption',
	39: 'new environment',
};
/** All options in use are below this, but for the list of extended ones. */
const options = 140;

const products: readonly ProductPattern[] = [
	[/\bMikroTik v?(\d[\w.]*)/, 'MikroTik RouterOS'],
	[/^Welcome to Microsoft Telnet Service/m, 'Microsoft Telnet Service'],
	[/^User Access Verification/m, 'Cisco IOS'],
	[/\bBusyBox v(\d[\w.]*)/, 'BusyBox'],
];

/** What is asked of who wants in, in English, German, French, Spanish and Portuguese. */
const asked = [
	...['login', 'user ?name', 'password', 'account', 'benutzer(?:name)?', 'kennwort', 'passwort', 'utilisateur'],
	...['identifiant', 'mot de passe', 'usu[aá]rio', 'contraseña', 'senha'],
];
const loginPrompt = new RegExp(`(?:^|[\\r\\n])[^\\r\\n]{0,80}(?:${asked.join('|')}) ?[:>] ?$`, 'i');
/** A shell that is there already. */
const shellPrompt = /(?:^|[\r\n])[\w.@~:/[\] -]{0,60}[#$>] ?$/;

/** What is looked at. Bytes. */
const longestGreeting = 4096;

/** How long the server may take to show a prompt after its options: many wait for an answer first. Milliseconds. */
const promptMs = 300;

/** Only listens: what options a server names, and a prompt if it shows one without being answered. */
export const telnet: ProtocolProbe = {
	id: 'telnet',
	spec: 'RFC 854; RFC 855',
	speaksFirst: 'server',
	ports: [23, 2323],
	recognise,
	converse,
};

function recognise(bytes: Buffer, port: number): Identity | undefined {
	const expected = telnet.ports.includes(port);
	if (!expected && bytes[0] !== iac) return undefined;
	const heard = heardIn(bytes);
	// A prompt without options, and text before them, is Telnet by its port alone.
	return heard.said.length > 0 || (expected && loginPrompt.test(heard.text)) ? described(heard) : undefined;
}

async function converse(
	conversation: Conversation,
	_context: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting) return undefined;
	const isPrompt = ({ text }: Heard) => loginPrompt.test(text) || shellPrompt.test(text);
	await conversation.receive(() => isPrompt(heardIn(conversation.heard)), promptMs);
	return described(heardIn(conversation.heard));
}

interface Heard {
	/** `DO terminal type`, each once. */
	readonly said: readonly string[];
	/** Everything else. */
	readonly text: string;
}

/** Takes the commands out of the text (RFC 854, section on the Telnet command structure). */
function heardIn(all: Buffer): Heard {
	const bytes = all.subarray(0, longestGreeting);
	const said = new Set<string>();
	const text: number[] = [];
	for (let at = 0; at < bytes.length; ) {
		const [byte = 0, command = 0, option = options] = bytes.subarray(at, at + 3);
		if (byte !== iac) {
			text.push(byte);
			at += 1;
			continue;
		}
		const verb = negotiation[command];
		if (verb !== undefined && option < options) said.add(`${verb} ${optionNames[option] ?? `option ${option}`}`);
		if (command === subnegotiation) {
			const end = bytes.indexOf(Buffer.of(iac, endOfSubnegotiation), at);
			at = end < 0 ? bytes.length : end + 2;
		} else {
			at += verb === undefined ? 2 : 3;
		}
	}
	return { said: [...said], text: Buffer.from(text).toString('utf8') };
}

function described({ said, text }: Heard): Identity {
	const shut = loginPrompt.test(text);
	const open = !shut && shellPrompt.test(text);
	const lines = text.split(/[\r\n\0]+/).filter((line) => line.trim() !== '');
	const prompt = shut || open ? lines.at(-1) : undefined;
	// The prompt itself has the name of the machine in it.
	const banner = lines.slice(0, prompt === undefined ? lines.length : -1).join(' ');
	const os = systemIn(banner);
	return {
		service: 'telnet',
		...productIn(text, products),
		access: open ? 'open' : shut ? 'protected' : 'unknown',
		evidence: [
			...(said.length > 0 ? [`negotiates ${said.join(', ')}`] : []),
			...(banner ? [`greeted with ${banner}`] : []),
			...(prompt === undefined ? [] : [`shows the prompt ${prompt}`]),
		],
		...(open ? { remark: 'answers without a password' } : shut ? { remark: 'asks for a password' } : {}),
		...(os ? { os } : {}),
	};
}
