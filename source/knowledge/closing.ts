import type { Protocol } from '../model.ts';
import type { Platform, ServiceEntry, Step } from './entry.ts';
import { allowOnlySteps, closeSteps, exampleAddress, type FirewallId, sessionPorts, undoSteps } from './firewall.ts';
import { expect, run, say } from './firewalls/recipe.ts';
import { whereTo } from './plain.ts';
import type { Way } from './proof.ts';
import { type Standing, standingOf } from './standing.ts';
import { findAndStop, showListeners, whoUsesIt } from './stopping.ts';

/** One way to deal with a finding: a heading and what to do under it. */
export interface Fix {
	readonly id: 'stop' | 'bind' | 'firewall' | 'verify' | 'allow' | 'tunnel' | 'harden';
	readonly title: string;
	/** What the steps rest on; absent where they are general ones. */
	readonly standing?: Standing;
	readonly steps: readonly Step[];
}

/** What has to be dealt with, and where. */
export interface ClosingRequest {
	/** The service behind the port; absent when nobody knows. */
	readonly service?: ServiceEntry | undefined;
	readonly port: number;
	readonly protocol: Protocol;
	readonly platform: Platform;
	readonly firewall: FirewallId;
}

/** A request to keep a port reachable, for one address or network (an IP literal or CIDR) if it is known. */
export interface KeepingRequest extends ClosingRequest {
	readonly from?: string | undefined;
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
	return isSession(request) ? [firewall, verify, bind, stop] : [stop, bind, firewall, verify];
}

/** How to keep a port in use with less risk: one address only, an SSH tunnel instead, and the service's own safeguards. */
export function keepingPlan(request: KeepingRequest): readonly Fix[] {
	const { service, port, protocol, platform, firewall, from = exampleAddress } = request;
	const harden = service?.instructions?.harden?.[platform] ?? [];
	return [
		{
			id: 'allow',
			title: 'Let only one address in',
			...standing(`allow ${firewall}`, request),
			steps: allowOnlySteps(firewall, { port, protocol, platform, from }),
		},
		...(protocol === 'tcp' && service?.id !== 'ssh' && port !== 22 ? [tunnelFix(request)] : []),
		...(harden.length > 0 ? [{ id: 'harden' as const, title: 'Make it harder to misuse', steps: harden }] : []),
	];
}

function stopFix(request: ClosingRequest): Fix {
	const { instructions } = request.service ?? {};
	const own = instructions?.stop?.[request.platform];
	const session = isSession(request);
	const warning = session && own === undefined ? [secondWay] : [];
	const pitfalls = instructions?.bind?.[request.platform] === undefined ? (instructions?.pitfalls ?? []) : [];
	return {
		id: 'stop',
		title: session ? 'Or stop it, once you have another way in' : 'Stop it, if nothing on this server needs it',
		...standing('stop', request),
		steps: [...whoUsesIt(request), ...pitfalls.map(say), ...warning, ...(own ?? findAndStop(request))],
	};
}

function settingsFix({ service }: ClosingRequest): Fix {
	return {
		id: 'stop',
		title: "Turn it off in the device's own settings",
		steps: (service?.instructions?.pitfalls ?? []).map(say),
	};
}

function bindFix(request: ClosingRequest): Fix {
	const { instructions } = request.service ?? {};
	const own = instructions?.bind?.[request.platform];
	const session = isSession(request);
	const warning = session && own === undefined ? [secondWay] : [];
	return {
		id: 'bind',
		title: session
			? 'Or let it listen on this machine only, once you have another way in'
			: 'Or let it listen on this machine only',
		...standing('bind', request),
		steps: own === undefined ? [...warning, listenLocally] : [...own, ...(instructions?.pitfalls ?? []).map(say)],
	};
}

function firewallFix(request: ClosingRequest): Fix {
	const { port, protocol, platform, firewall } = request;
	const undo = undoSteps(firewall, { port, protocol, platform }).map(inWords).join('. ');
	return {
		id: 'firewall',
		title: isSession(request)
			? 'Shut it in the firewall for everyone but you (IPv4 and IPv6)'
			: 'Or shut it in the firewall (IPv4 and IPv6)',
		...standing(`firewall ${firewall}`, request),
		steps: [
			...(isDevice(request) ? [inFront] : []),
			...closeSteps(firewall, { port, protocol, platform }),
			say(`If something breaks, take it back: ${undo}`),
		],
	};
}

function verifyFix(request: ClosingRequest): Fix {
	const { port, protocol, platform } = request;
	const onTheServer = [
		showListeners({ port, protocol, platform }),
		expect(
			'Nothing if you stopped it; only 127.0.0.1 and [::1] if it listens on this machine only. A firewall changes nothing here.',
		),
	];
	const door = protocol === 'udp' ? `${port}/udp` : `${port}`;
	return {
		id: 'verify',
		title: 'Check that it is shut',
		steps: [
			...(isDevice(request) ? [] : onTheServer),
			say(
				"Look from another machine outside this network: a test on the server itself never meets the firewall. HOST stands for the server's name, so that both IPv4 and IPv6 are tried.",
			),
			run(`doorcheck HOST -p ${door}`),
			expect(
				protocol === 'udp'
					? 'No open port: closed if you stopped it, no answer (open or filtered) if the firewall drops it.'
					: 'No open port: closed if you stopped it, filtered if the firewall drops it.',
			),
		],
	};
}

function tunnelFix(request: ClosingRequest): Fix {
	const { port, platform } = request;
	const device = isDevice(request);
	const signIn = device
		? "admin@HOST stands for your SSH sign-in on a machine beside the device, DEVICE for the device's own address"
		: 'admin@HOST stands for your SSH sign-in on the server';
	const local = port + 10_000 <= 65_535 ? port + 10_000 : port - 10_000;
	return {
		id: 'tunnel',
		title: 'Or reach it through SSH, and shut the port',
		steps: [
			...(platform === 'windows' && !device
				? [say('This needs an SSH server; Windows Server 2019 and later offer OpenSSH Server as an optional feature.')]
				: []),
			say(`Run this on your own computer. ${signIn}; ${local} is any port that is free on your side.`),
			run(`ssh -N -L ${local}:${device ? 'DEVICE' : '127.0.0.1'}:${port} admin@HOST`),
			say(`While it runs, connect to 127.0.0.1 port ${local} instead. The port itself can then be shut for everyone.`),
		],
	};
}

function standing(way: Way, { service, platform }: ClosingRequest): Pick<Fix, 'standing'> {
	const found = standingOf(way, service, platform);
	return found === undefined ? {} : { standing: found };
}

function isSession({ port }: ClosingRequest): boolean {
	return sessionPorts.has(port);
}

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

const inFront = say(
	'These commands are for a firewall on the machine itself. A device without one needs the same rule in the router or firewall in front of it.',
);

const secondWay = say(
	"This ends remote sessions through this port. Have another way in ready first, such as your provider's console.",
);

const listenLocally = say(
	'Most services have a setting for the address they listen on, often called bind, listen, host or address. Set it to 127.0.0.1 (and ::1 for IPv6), then restart the service.',
);

function inWords(step: Step): string {
	switch (step.kind) {
		case 'run':
			return step.command.split('\n').join('; ');
		case 'edit':
		case 'write':
			return [whereTo(step), step.lines.join('; ')].join(' ');
		case 'say':
		case 'expect':
			return step.text;
	}
}
