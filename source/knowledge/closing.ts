import type { Protocol } from '../model.ts';
import { type Platform, pitfallsOn, type ServiceEntry, type Step } from './entry.ts';
import {
	allowOnlySteps,
	closeSteps,
	exampleAddress,
	type FirewallId,
	type FirewallPort,
	isOnMachine,
	sessionPorts,
	undoSteps,
} from './firewall.ts';
import { expect, publishedLocally, run, runElsewhere, say } from './firewalls/recipe.ts';
import type { Way } from './proof.ts';
import { type Standing, standingOf } from './standing.ts';
import { findAndStop, showListeners, whenShut, whoUsesIt } from './stopping.ts';
import { withWayBack } from './way-back.ts';

/** One way to deal with a finding: a heading and what to do under it. */
export interface Fix {
	readonly id: 'stop' | 'bind' | 'firewall' | 'verify' | 'allow' | 'tunnel' | 'harden';
	readonly title: string;
	/** What the steps rest on; absent where they are general ones. */
	readonly standing?: Standing;
	readonly steps: readonly Step[];
	/** What takes the steps back, where that is not plain. It is for another moment: nothing runs or copies it with them. */
	readonly undo?: readonly Step[];
}

/** What is said before `undo`. */
export const takeBack = 'If something breaks, this takes it back:';

/** What has to be dealt with, and where. */
export interface ClosingRequest {
	/** The service behind the port; absent when nobody knows. */
	readonly service?: ServiceEntry | undefined;
	readonly port: number;
	readonly protocol: Protocol;
	readonly platform: Platform;
	readonly firewall: FirewallId;
	/** The address or network that may come in, where one may (an IP literal or CIDR); absent when nobody has said. */
	readonly from?: string | undefined;
	/** The session in which the reader works on this very server, if it is known. */
	readonly reader?: Reader | undefined;
	/** The name or address under which other machines reach the server, as it may stand in a command. */
	readonly host?: string | undefined;
}

/** Where the reader's own session comes from, an IP literal, and which TCP port of the server carries it. */
export interface Reader {
	readonly address: string;
	readonly port: number;
}

/**
 * How to close a port: stop the service, bind it to this machine, shut it in the firewall, check. For ports people
 * administer the server through, stopping and binding come last, since they are what locks the reader out. A device
 * that is no server has settings of its own instead.
 */
export function closingPlan(request: ClosingRequest): readonly Fix[] {
	if (isDevice(request)) {
		return [settingsFix(request), firewallFix(request), verifyFix(request)];
	}
	const [stop, bind, firewall, verify] = [stopFix(request), bindFix(request), firewallFix(request), verifyFix(request)];
	return carriesSessions(request) ? [firewall, verify, bind, stop] : [stop, bind, firewall, verify];
}

/** How to keep a port in use with less risk: one address only, an SSH tunnel instead, and the service's own safeguards. */
export function keepingPlan(request: ClosingRequest): readonly Fix[] {
	const { service, platform, firewall } = request;
	const harden = service?.instructions?.harden?.[platform] ?? [];
	return [
		{
			id: 'allow',
			title: 'Let only one address in',
			...standing(`allow ${firewall}`, request),
			steps: [
				...whoseAddress(request),
				...safely(request, allowOnlySteps(firewall, { ...placeOf(request), from: addressOf(request) })),
			],
			undo: undoFor(request, true),
		},
		...(leadsElsewhere(request) ? [tunnelFix(request)] : []),
		...(harden.length > 0 ? [{ id: 'harden' as const, title: 'Make it harder to misuse', steps: harden }] : []),
	];
}

function stopFix(request: ClosingRequest): Fix {
	const { instructions = {} } = request.service ?? {};
	const own = instructions.stop?.[request.platform];
	const session = carriesSessions(request);
	const warning = session && own === undefined ? [secondWay] : [];
	const pitfalls = instructions.bind?.[request.platform] === undefined ? pitfallSteps(request) : [];
	const others = instructions.manyOthers
		? [say('If it is something else, this shows which program:'), ...findAndStop(request)]
		: [];
	return {
		id: 'stop',
		title: session ? 'Or stop it, once you have another way in' : 'Stop it, if nothing on this server needs it',
		...standing('stop', request),
		steps: [
			...whoUsesIt(request, instructions.usage?.[request.platform]),
			...pitfalls,
			...warning,
			...(own === undefined ? findAndStop(request) : [...own, ...others]),
		],
	};
}

function settingsFix(request: ClosingRequest): Fix {
	return { id: 'stop', title: "Turn it off in the device's own settings", steps: pitfallSteps(request) };
}

function pitfallSteps({ service, platform }: ClosingRequest): readonly Step[] {
	return pitfallsOn(platform, service?.instructions ?? {}).map(say);
}

function bindFix(request: ClosingRequest): Fix {
	const { instructions } = request.service ?? {};
	const own = instructions?.bind?.[request.platform];
	const session = carriesSessions(request);
	const warning = session && own === undefined ? [secondWay] : [];
	return {
		id: 'bind',
		title: session
			? 'Or let it listen on this machine only, once you have another way in'
			: 'Or let it listen on this machine only',
		...standing('bind', request),
		steps: own === undefined ? [...warning, ...listenLocally(request)] : [...own, ...pitfallSteps(request)],
	};
}

function firewallFix(request: ClosingRequest): Fix {
	const { firewall } = request;
	const place = placeOf(request);
	const session = carriesSessions(request);
	const steps = session
		? [...whoseAddress(request), ...safely(request, closeSteps(firewall, { ...place, from: addressOf(request) }))]
		: closeSteps(firewall, place);
	return {
		id: 'firewall',
		title: session
			? 'Shut it in the firewall for everyone but you (IPv4 and IPv6)'
			: 'Or shut it in the firewall (IPv4 and IPv6)',
		...standing(`firewall ${firewall}`, request),
		steps: [...(isDevice(request) ? [inFront] : []), ...steps],
		undo: undoFor(request, session),
	};
}

/** The steps with a way back around them, where a slip could lock the reader out of the machine. */
function safely(request: ClosingRequest, steps: readonly Step[]): readonly Step[] {
	return carriesSessions(request) && isOnMachine(request.firewall) && !isDevice(request)
		? withWayBack(steps, undoFor(request, true), request)
		: steps;
}

function undoFor(request: ClosingRequest, allowed: boolean): readonly Step[] {
	return undoSteps(request.firewall, { ...placeOf(request), ...(allowed && { from: addressOf(request) }) });
}

function placeOf(request: ClosingRequest): FirewallPort {
	const { port, protocol, platform } = request;
	return { port, protocol, platform, session: carriesSessions(request) };
}

function addressOf({ from, reader }: ClosingRequest): string {
	return from ?? reader?.address ?? exampleAddress;
}

/** Where the address that is let in has something to do with the reader's own. */
function whoseAddress(request: ClosingRequest): readonly Step[] {
	const { from, reader } = request;
	if (reader === undefined || from === reader.address) {
		return [];
	}
	if (from === undefined) {
		return [
			say(
				`${reader.address} is the address that you are signed in from. If it changes often, let its network in instead.`,
			),
		];
	}
	return carriesSessions(request)
		? [say(`You are signed in from ${reader.address}: make sure that ${from} holds it.`)]
		: [];
}

function verifyFix(request: ClosingRequest): Fix {
	const { port, protocol, platform, host } = request;
	const letIn = carriesSessions(request) ? ' From the address that you let in it is still open.' : '';
	const onTheServer = [showListeners({ port, protocol, platform }), whenShut(platform)];
	const door = protocol === 'udp' ? `${port}/udp` : `${port}`;
	return {
		id: 'verify',
		title: 'Check that it is shut',
		steps: [
			...(isDevice(request) ? [] : onTheServer),
			...(isDevice(request) || platform === 'docker' ? [] : [rebinding]),
			say(
				`Look from another machine outside this network: a test on the server itself never meets the firewall.${ofHost(host)}`,
			),
			runElsewhere(`doorcheck ${host ?? 'HOST'} -p ${door}`),
			expect(
				`No open port: closed if you stopped it, ${protocol === 'udp' ? 'no answer (open or filtered)' : 'filtered'} if the firewall drops it.${letIn}`,
			),
		],
	};
}

/** What to know about the name by which the server is looked at. */
function ofHost(host: string | undefined): string {
	if (host === undefined) {
		return " HOST stands for the server's name, so that both IPv4 and IPv6 are tried.";
	}
	return /^[\d.]+$|:/.test(host) ? ' If it has other addresses, look at these too, those of IPv6 above all.' : '';
}

/** Whether SSH can lead to it: over TCP, and not through the very port that is to be shut. */
function leadsElsewhere({ service, port, protocol, reader }: ClosingRequest): boolean {
	return protocol === 'tcp' && service?.id !== 'ssh' && port !== 22 && port !== reader?.port;
}

function tunnelFix(request: ClosingRequest): Fix {
	const { port, platform } = request;
	const device = isDevice(request);
	const signIn = `admin@${(device ? undefined : request.host) ?? 'HOST'}`;
	const meaning = device
		? `${signIn} stands for your SSH sign-in on a machine beside the device, DEVICE for the device's own address`
		: `${signIn} stands for your SSH sign-in on the server`;
	const local = port + 10_000 <= 65_535 ? port + 10_000 : port - 10_000;
	return {
		id: 'tunnel',
		title: 'Or reach it through SSH, and shut the port',
		steps: [
			...(platform === 'windows' && !device
				? [say('This needs an SSH server; Windows Server 2019 and later offer OpenSSH Server as an optional feature.')]
				: []),
			...(platform === 'alpine' && !device ? [forwardingOnAlpine] : []),
			say(`Run this on your own computer. ${meaning}; ${local} is any port that is free on your side.`),
			runElsewhere(`ssh -N -L ${local}:${device ? 'DEVICE' : '127.0.0.1'}:${port} ${signIn}`),
			say(`While it runs, connect to 127.0.0.1 port ${local} instead. The port itself can then be shut for everyone.`),
		],
	};
}

function standing(way: Way, { service, platform }: ClosingRequest): Pick<Fix, 'standing'> {
	const found = standingOf(way, service, platform);
	return found === undefined ? {} : { standing: found };
}

/** Whether people administer the server through this port, the reader perhaps now. */
export function carriesSessions({ service, port, protocol, reader }: ClosingRequest): boolean {
	const own = protocol === 'tcp' && port === reader?.port;
	return own || sessionPorts.has(port) || (service !== undefined && sessionServices.has(service.id));
}

/** Services through which people administer a server, on whatever port they are met. */
const sessionServices: ReadonlySet<string> = new Set(['ssh', 'rdp', 'winrm', 'vnc']);

/** Whether this runs on devices that no platform's commands are for: then nothing but remarks was written about it. */
function isDevice({ service }: ClosingRequest): boolean {
	const { instructions } = service ?? {};
	return (
		instructions !== undefined &&
		instructions.stop === undefined &&
		instructions.bind === undefined &&
		instructions.harden === undefined
	);
}

/** Its package patches the settings so (disable-forwarding-by-default.patch in aports). */
const forwardingOnAlpine = say(
	"Alpine's SSH server forwards nothing as delivered: write AllowTcpForwarding local in place of AllowTcpForwarding no in /etc/ssh/sshd_config there, then rc-service sshd reload.",
);

const inFront = say(
	'These commands are for a firewall on the machine itself. A device without one needs the same rule in the router or firewall in front of it.',
);

const rebinding = say(
	'If an address that you took away is still listed, restart the service: many open their ports at the start only, and a reload leaves them as they are.',
);

const secondWay = say(
	"This ends remote sessions through this port. Have another way in ready first, such as your provider's console.",
);

function listenLocally(request: ClosingRequest): readonly Step[] {
	if (request.platform !== 'docker') {
		return [
			say(
				'Most services have a setting for the address they listen on, often called bind, listen, host or address. Set it to 127.0.0.1 (and ::1 for IPv6), then restart the service.',
			),
		];
	}
	return [
		say(
			'In its container a service has to listen on every address; what counts is the address that Docker publishes it on. The last number is the port in the container. Where Docker Compose makes the container, in its folder:',
		),
		{
			kind: 'edit',
			file: 'compose.yaml',
			lines: ['ports:', `  - "${publishedLocally(request)}"`],
			byHand: 'Where it goes depends on the file',
		},
		run('docker compose up -d'),
		say(
			`Otherwise make the container anew, with -p ${publishedLocally(request)} in place of what it was started with, and with the same volumes, or it starts empty. If only other containers need it, publish nothing: they reach it through a network that they share.`,
		),
		say('Before Docker Engine 28 a neighbour in the same local network could reach such a port all the same.'),
	];
}
