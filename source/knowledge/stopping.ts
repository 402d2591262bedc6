import type { Protocol } from '../model.ts';
import type { Platform, Step } from './entry.ts';
import { expect, run, say } from './firewalls/recipe.ts';

/** A port that something on a system may listen on. */
export interface Listener {
	readonly port: number;
	readonly protocol: Protocol;
	readonly platform: Platform;
}

/** Steps that show whether anybody uses a port, so that nothing in use is stopped by mistake. */
export function whoUsesIt({ port, protocol, platform }: Listener): readonly Step[] {
	if (protocol === 'udp') {
		return platform === 'windows'
			? [say("Does anybody use it? UDP keeps no connections to list: ask, or look into the service's own log.")]
			: [
					say(
						'Does anybody use it? UDP keeps no connections to list; tcpdump shows for a minute who sends to this port.',
					),
					run(`timeout 60 tcpdump -nni any -c 20 udp dst port ${port}`),
				];
	}
	return [
		say('Does anybody use it? Look at times when people work; an empty list means that nobody is connected now.'),
		run(
			platform === 'windows'
				? `Get-NetTCPConnection -State Established -LocalPort ${port} -ErrorAction SilentlyContinue | Format-Table RemoteAddress, OwningProcess`
				: `ss -tnp state established '( sport = :${port} )'`,
		),
	];
}

/** The command that shows what listens on a port, and at which addresses. */
export function showListeners({ port, protocol, platform }: Listener): Step {
	if (platform !== 'windows') {
		return run(`ss -${protocol === 'udp' ? 'lunp' : 'ltnp'} 'sport = :${port}'`);
	}
	return run(
		`${windowsListeners(protocol)} -LocalPort ${port} -ErrorAction SilentlyContinue | Format-Table LocalAddress, OwningProcess`,
	);
}

/** Steps that find whatever listens on a port and keep it from running, for services nobody wrote instructions for. */
export function findAndStop(listener: Listener): readonly Step[] {
	return listener.platform === 'windows' ? onWindows(listener) : onLinux(listener);
}

function onLinux(listener: Listener): readonly Step[] {
	return [
		showListeners(listener),
		expect('The process and its number at the end of the line, for example users:(("named",pid=812,fd=6)).'),
		say('PID stands for that number. Its unit is the name ending in .service that this shows first:'),
		run('systemctl --no-pager status PID'),
		say('UNIT stands for that name. This stops it and keeps it from starting at boot:'),
		run('systemctl stop UNIT', 'systemctl disable UNIT'),
		say(
			'If the process is systemd, a socket unit listens: systemctl list-sockets names it, disable that one. If it is docker-proxy, a container publishes the port: docker ps names it.',
		),
	];
}

function onWindows({ port, protocol }: Listener): readonly Step[] {
	return [
		run(
			`$owner = (${windowsListeners(protocol)} -LocalPort ${port}).OwningProcess | Sort-Object -Unique`,
			'Get-Process -Id $owner | Format-Table Id, ProcessName, Path',
			'Get-CimInstance Win32_Service | Where-Object ProcessId -in $owner | Format-Table Name, DisplayName',
		),
		say("NAME stands for the service's name in that list. This stops it and keeps it from starting again:"),
		run('Stop-Service -Name NAME', 'Set-Service -Name NAME -StartupType Disabled'),
		say('If no service is listed, the program runs on its own: end it, and take it out of what starts at sign-in.'),
	];
}

function windowsListeners(protocol: Protocol): string {
	return protocol === 'udp' ? 'Get-NetUDPEndpoint' : 'Get-NetTCPConnection -State Listen';
}
