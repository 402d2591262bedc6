import type { Protocol } from '../model.ts';
import type { Platform, ServiceEntry, Step } from './entry.ts';
import { allowOnlySteps, closeSteps, exampleAddress, type FirewallId, sessionPorts, undoSteps } from './firewall.ts';
import { expect, run, say } from './firewalls/recipe.ts';
import { findAndStop, showListeners, whoUsesIt } from './stopping.ts';

/** One way to deal with a finding: a heading and what to do under it. */
export interface Fix {
	readonly id: 'stop' | 'bind' | 'firewall' | 'verify' | 'allow' | 'tunnel' | 'harden';
	readonly title: string;
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
 * administer the server through, stopping and binding come last, since they are what locks the reader out.
 */
export function closingPlan(request: ClosingRequest): readonly Fix[] {
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
		steps: [...whoUsesIt(request), ...pitfalls.map(say), ...warning, ...(own ?? findAndStop(request))],
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
		steps: [...closeSteps(firewall, { port, protocol, platform }), say(`If something breaks, take it back: ${undo}`)],
	};
}

function verifyFix({ port, protocol, platform }: ClosingRequest): Fix {
	const door = protocol === 'udp' ? `${port}/udp` : `${port}`;
	return {
		id: 'verify',
		title: 'Check that it is shut',
		steps: [
			showListeners({ port, protocol, platform }),
			expect(
				'Nothing if you stopped it; only 127.0.0.1 and [::1] if it listens on this machine only. A firewall changes nothing here.',
			),
			say(
				"Then look from another machine outside this network: a test on the server itself never meets the firewall. HOST stands for the server's name, so that both IPv4 and IPv6 are tried.",
			),
			run(`doorcheck HOST -p ${door}`),
			expect('No open port: closed if you stopped it, filtered if the firewall drops it.'),
		],
	};
}

function tunnelFix({ port, platform }: ClosingRequest): Fix {
	const local = port + 10_000 <= 65_535 ? port + 10_000 : port - 10_000;
	return {
		id: 'tunnel',
		title: 'Or reach it through SSH, and shut the port',
		steps: [
			...(platform === 'windows'
				? [say('This needs an SSH server; Windows Server 2019 and later offer OpenSSH Server as an optional feature.')]
				: []),
			say(
				`Run this on your own computer. admin@HOST stands for your SSH sign-in on the server; ${local} is any port that is free on your side.`,
			),
			run(`ssh -N -L ${local}:127.0.0.1:${port} admin@HOST`),
			say(`While it runs, connect to 127.0.0.1 port ${local} instead. The port itself can then be shut for everyone.`),
		],
	};
}

function isSession({ port }: ClosingRequest): boolean {
	return sessionPorts.has(port);
}

const secondWay = say(
	"This ends remote sessions through this port. Have another way in ready first, such as your provider's console.",
);

const listenLocally = say(
	'Most services have a setting for the address they listen on, often called bind, listen, host or address. Set it to 127.0.0.1 (and ::1 for IPv6), then restart the service.',
);

function inWords(step: Step): string {
	if (step.kind === 'run') return step.command.split('\n').join('; ');
	return step.kind === 'edit' ? `${step.file}: ${step.lines.join('; ')}` : step.text;
}
