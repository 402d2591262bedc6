import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

/** Whether a real run is impossible here, and why. */
export function missing(...names: readonly string[]): string | false {
	if (process.getuid?.() !== 0) return 'needs root for a network namespace';
	if (spawnSync('unshare', ['-n', 'true']).status !== 0) return 'this system gives no network namespace';
	const absent = names.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
	return absent.length > 0 && `not installed: ${absent.join(', ')}`;
}

/** A shell function: `probe PORT` prints, in one line, the outside addresses from which the port is open. */
const probeFunction = `probe() { outside "$NODE" -e '
	const pairs = [["198.51.100.2", "198.51.100.1"], ["198.51.100.3", "198.51.100.1"], ["2001:db8::2", "2001:db8::1"], ["2001:db8::3", "2001:db8::1"]];
	const open = pairs.map(([source, target]) => new Promise((resolve) => {
		const socket = require("net").connect({ host: target, port: Number(process.argv[1]), localAddress: source, timeout: 500 });
		const end = (answer) => { resolve(answer); socket.destroy(); };
		socket.on("connect", () => end([source])).on("timeout", () => end([])).on("error", () => end([]));
	}));
	Promise.all(open).then((answers) => console.log(answers.flat().join(" ")));
' "$1"; }`;

/**
 * Runs a script on a small network: a server that listens on port 3306 of all its addresses, and an outside machine
 * with two addresses a family, which `outside COMMAND` runs on. Gives the addresses that each probe of it found.
 */
export function inNetwork(script: readonly string[]): readonly (readonly string[])[] {
	return onNetwork(['until [ "$(probe 3306 | wc -w)" = 4 ]; do sleep 0.1; done', ...script]).map((line) =>
		line.trim().split(' ').filter(Boolean).sort(),
	);
}

/**
 * What gets through over UDP before and after commands were run, over each family: `stranger ADDRESS` where an answer
 * came from this port to 198.51.100.2 or 2001:db8::2, `own ADDRESS` where what this machine asked from the port was
 * answered. On a busy machine an answer may come too late: it is asked again until as many came as should (`least`).
 */
export function overUdp(
	port: number,
	commands: readonly string[],
	least: number,
): { readonly before: unknown; readonly after: unknown } {
	const [before, after] = onNetwork([
		`nsenter --net=/proc/$far/ns/net "$NODE" -e '${echo} echo("198.51.100.2", 9999); echo("2001:db8::2", 9999);' & echo=$!`,
		"trap 'kill $far $server $echo' EXIT",
		`talk() { {
			"$NODE" -e '${echo} ${ask}
				for (const [from, to] of [["198.51.100.1", "198.51.100.2"], ["2001:db8::1", "2001:db8::2"]])
					ask(echo(from, ${port}), to, 9999, () => console.log("own " + from));
			' & asker=$!
			outside "$NODE" -e '${echo} ${ask}
				for (const [from, to] of [["198.51.100.2", "198.51.100.1"], ["2001:db8::2", "2001:db8::1"]])
					ask(echo(from, 0), to, ${port}, () => console.log("stranger " + to));
			'
			wait $asker
		} | sort | tr "\\n" ","; echo; }`,
		'enough() { until heard="$(talk)"; [ "$(printf %s "$heard" | tr -cd , | wc -c)" -ge "$1" ]; do :; done; echo "$heard"; }',
		'enough 4',
		...commands,
		`enough ${least}`,
	]).map((line) => line.split(',').filter(Boolean));
	return { before, after };
}

/** Sends back what comes in, unless it is an answer; gives the socket. */
const echo = `const echo = (address, port) => {
	const socket = require("dgram").createSocket(address.includes(":") ? "udp6" : "udp4");
	socket.on("message", (data, { address, port }) => data.toString() === "ask" && socket.send("answer", port, address));
	return socket.bind(port, address);
};`;

/** Asks until there is an answer, for a second; then ends the program. */
const ask = `const ask = (socket, address, port, answered) => {
	const again = setInterval(() => socket.send("ask", port, address), 50);
	socket.on("message", (data) => { if (data.toString() === "answer") { clearInterval(again); answered(); answered = () => {}; } });
	setTimeout(() => process.exit(), 1200);
};`;

/** Gives the lines that the script printed. */
function onNetwork(script: readonly string[]): readonly string[] {
	const output = isolated([
		'set -e',
		'NODE=$0',
		'unshare -n sleep 60 & far=$!',
		'outside() { nsenter --net=/proc/$far/ns/net "$@"; }',
		probeFunction,
		"trap 'kill $far $server' EXIT",
		'until [ "$(readlink /proc/$far/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done',
		'ip link add near type veth peer name far netns $far',
		'ip addr add 198.51.100.1/24 dev near; ip addr add 2001:db8::1/64 dev near nodad',
		'for last in 2 3; do outside ip addr add 198.51.100.$last/24 dev far; outside ip addr add 2001:db8::$last/64 dev far nodad; done',
		'ip link set lo up; ip link set near up; outside ip link set far up',
		'"$NODE" -e \'require("net").createServer((socket) => socket.on("error", () => {})).listen(3306, "::")\' & server=$!',
		...script,
	]);
	return output.replace(/\n$/, '').split('\n');
}

/** Runs a shell script in a network namespace of its own and gives what it printed. */
export function isolated(script: readonly string[]): string {
	const { status, stdout, stderr } = spawnSync('unshare', ['-n', 'sh', '-c', script.join('\n'), process.execPath], {
		encoding: 'utf8',
		timeout: 60_000,
	});
	assert.equal(status, 0, `${script.join('\n')}\n${stderr}`);
	return stdout;
}
