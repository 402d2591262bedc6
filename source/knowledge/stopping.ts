import type { Protocol } from '../model.ts';
import type { Platform, Step } from './entry.ts';
import { expect, run, say } from './firewalls/recipe.ts';

/** A port that something on a system may listen on. */
export interface Listener {
	readonly port: number;
	readonly protocol: Protocol;
	readonly platform: Platform;
}

/**
 * Steps that show whether anybody uses a port, so that nothing in use is stopped by mistake: first those by which the
 * service itself tells (`own`), then those that hold for any.
 */
export function whoUsesIt(listener: Listener, own: readonly Step[] = []): readonly Step[] {
	const [question, ...answers] = connectionsOf(listener);
	return own.length === 0
		? [say(`Does anybody use it? ${question}`), ...answers]
		: [
				say('Does anybody use it? The service itself can tell:'),
				...own,
				say(`So can the system. ${question}`),
				...answers,
			];
}

/** What to look at, as a sentence, and the command that shows it, where there is one. */
function connectionsOf({ port, protocol, platform }: Listener): readonly [string, ...Step[]] {
	if (protocol === 'tcp') {
		return [
			'Look at times when people work; an empty list means that nobody is connected now.',
			run(systems[platform].connections(port)),
		];
	}
	const watch = systems[platform].watch?.(port);
	if (watch === undefined) {
		return ["UDP keeps no connections to list: ask, or look into the service's own log."];
	}
	const how = watch.startsWith('timeout') ? 'shows for a minute' : 'shows, until you press Ctrl+C,';
	return [`UDP keeps no connections to list; tcpdump ${how} who sends to this port.`, run(watch)];
}

/** The command that shows what listens on a port, and at which addresses. */
export function showListeners(listener: Listener): Step {
	return run(systems[listener.platform].listeners(listener));
}

/** What a port that is shut looks like in the list of `showListeners`. */
export function whenShut(platform: Platform): Step {
	return expect(systems[platform].shut);
}

/** Steps that find whatever listens on a port and keep it from running, for services nobody wrote instructions for. */
export function findAndStop(listener: Listener): readonly Step[] {
	return systems[listener.platform].stop(listener);
}

type Place = Pick<Listener, 'port' | 'protocol'>;

/** How one system is asked what listens on a port, and told to stop it. */
interface System {
	/** Shows who is connected to a TCP port. */
	readonly connections: (port: number) => string;
	/** Shows who sends to a UDP port; absent where no tool for it comes with the system. */
	readonly watch?: (port: number) => string;
	readonly listeners: (place: Place) => string;
	/** What the listeners are when the port is shut. */
	readonly shut: string;
	readonly stop: (place: Place) => readonly Step[];
}

const shut =
	'Nothing if you stopped it; only 127.0.0.1 and [::1] if it listens on this machine only. A firewall changes nothing here.';

const linux = {
	connections: (port: number) => `ss -tnp state established '( sport = :${port} )'`,
	watch: (port: number) => `timeout 60 tcpdump -nni any -c 20 udp dst port ${port}`,
	listeners: ({ port, protocol }: Place) => `ss -${protocol === 'udp' ? 'lunp' : 'ltnp'} 'sport = :${port}'`,
	shut,
} as const;

const seen = expect('The process and its number at the end of the line, for example users:(("named",pid=812,fd=6)).');

const systemd: System = {
	...linux,
	stop: (place) => [
		run(linux.listeners(place)),
		seen,
		say('PID stands for that number. Its unit is the name ending in .service that this shows first:'),
		run('systemctl --no-pager status PID'),
		say('UNIT stands for that name. This stops it and keeps it from starting at boot:'),
		run('systemctl stop UNIT', 'systemctl disable UNIT'),
		say(
			'If the process is systemd, a socket unit listens: systemctl list-sockets names it, disable that one. If it is docker-proxy, a container publishes the port: docker ps names it.',
		),
	],
};

/** BusyBox has a netstat of its own; ss would be one more package. */
const openrc: System = {
	connections: (port) => `netstat -tnp | awk '$4 ~ /:${port}$/ && $6 == "ESTABLISHED"'`,
	watch: linux.watch,
	listeners: ({ port, protocol }) => `netstat -ln${protocol === 'udp' ? 'u' : 't'}p | awk '$4 ~ /:${port}$/'`,
	shut: 'Nothing if you stopped it; only 127.0.0.1 and ::1 if it listens on this machine only. A firewall changes nothing here.',
	stop: (place) => [
		run(openrc.listeners(place)),
		expect('The number of the process and its name at the end of the line, for example 812/redis-server.'),
		say('NAME stands for its service, which is in this list and often called like the program:'),
		run('rc-status --all'),
		say('This stops it and keeps it from starting at boot; rc-update show tells the runlevel, if it is another one:'),
		run('rc-service NAME stop', 'rc-update del NAME default'),
		say(
			'If the program is docker-proxy, a container publishes the port: choose Docker as the system. If no service started the program, end it, and take it out of what starts it.',
		),
	],
};

const macos: System = {
	connections: (port) => `lsof -nP -iTCP:${port} -sTCP:ESTABLISHED`,
	watch: (port) => `tcpdump -nni any -c 20 udp dst port ${port}`,
	listeners: ({ port, protocol }) =>
		protocol === 'udp' ? `lsof -nP -iUDP:${port}` : `lsof -nP -iTCP:${port} -sTCP:LISTEN`,
	shut,
	stop: (place) => [
		run(macos.listeners(place)),
		expect('The program in the column COMMAND and its number in the column PID.'),
		say(
			'If the program is launchd, or one of Apple, switch the service off in System Settings under General, Sharing. If Homebrew runs it, use brew services stop and its name, as the user who started it. For others, PID stands for the number, and this shows the label of the job that launchd runs it as:',
		),
		run(`launchctl list | awk '$1 == "PID"'`),
		say('LABEL stands for that name. This keeps it from starting again and stops it:'),
		run('launchctl disable system/LABEL', 'launchctl bootout system/LABEL'),
		say(
			'Nothing is listed if it belongs to a user: run the list as that user, without sudo, and put gui/ and the number that id -u shows in place of system.',
		),
	],
};

const freebsd: System = {
	connections: (port) => `sockstat -46c -P tcp -p ${port}`,
	watch: (port) => `timeout 60 tcpdump -nn -c 20 udp dst port ${port}`,
	listeners: ({ port, protocol }) => `sockstat -46l -P ${protocol} -p ${port}`,
	shut,
	stop: (place) => [
		run(freebsd.listeners(place)),
		expect('The program in the column COMMAND and its number in the column PID.'),
		say('NAME stands for its service, which is in this list and often called like the program:'),
		run('service -e'),
		say('This stops it and keeps it from starting at boot:'),
		run('service NAME stop', 'service NAME disable'),
		say(
			'If the program is inetd, put a # before its line in /etc/inetd.conf and run service inetd reload. A program in a jail is stopped there: jls lists the jails, and service -j JAIL NAME stop reaches into one.',
		),
	],
};

const docker: System = {
	connections: (port) =>
		`docker ps -q --filter publish=${port}/tcp | xargs -r docker inspect -f '{{.State.Pid}}' | xargs -r -I PID nsenter -t PID -n ss -tn state established`,
	watch: linux.watch,
	listeners: ({ port, protocol }) =>
		`docker ps --filter publish=${port}/${protocol} --format '{{.Names}}  {{.Image}}  {{.Ports}}'`,
	shut: 'Nothing if you stopped it; 127.0.0.1 before the port if it is published on this machine only. A firewall changes nothing here.',
	stop: (place) => [
		run(docker.listeners(place)),
		say('NAME stands for the container in the first column. This keeps it from starting again and stops it:'),
		run('docker update --restart=no NAME', 'docker stop NAME'),
		say(
			'If Docker Compose made it, the next docker compose up starts it again: take the service out of the Compose file, whose folder this names, or only its entry under ports where other containers alone need it.',
		),
		run(`docker inspect -f '{{index .Config.Labels "com.docker.compose.project.working_dir"}}' NAME`),
		say(
			'If no container is listed, one may use the network of the host (docker ps --filter network=host lists these), or the program runs outside Docker: choose the system of the host instead.',
		),
	],
};

const windows: System = {
	connections: (port) =>
		`Get-NetTCPConnection -State Established -LocalPort ${port} -ErrorAction SilentlyContinue | Format-Table RemoteAddress, OwningProcess`,
	listeners: ({ port, protocol }) =>
		`${windowsListeners(protocol)} -LocalPort ${port} -ErrorAction SilentlyContinue | Format-Table LocalAddress, OwningProcess`,
	shut,
	stop: ({ port, protocol }) => [
		run(
			`$owner = (${windowsListeners(protocol)} -LocalPort ${port}).OwningProcess | Sort-Object -Unique`,
			'Get-Process -Id $owner | Format-Table Id, ProcessName, Path',
			'Get-CimInstance Win32_Service | Where-Object ProcessId -in $owner | Format-Table Name, DisplayName',
		),
		say("NAME stands for the service's name in that list. This stops it and keeps it from starting again:"),
		run('Stop-Service -Name NAME', 'Set-Service -Name NAME -StartupType Disabled'),
		say(
			'If the process is System (4), Windows itself holds the port, for file sharing (139, 445) or for IIS, WinRM and others that speak HTTP; netsh http show servicestate tells for which program. Stop that one, or shut the port in the firewall.',
		),
		say(
			'If any other process is listed without a service, it runs on its own: end it, and take it out of what starts at sign-in.',
		),
	],
};

const systems: Readonly<Record<Platform, System>> = {
	debian: systemd,
	rhel: systemd,
	alpine: openrc,
	windows,
	macos,
	freebsd,
	docker,
};

function windowsListeners(protocol: Protocol): string {
	return protocol === 'udp' ? 'Get-NetUDPEndpoint' : 'Get-NetTCPConnection -State Listen';
}
