/** Printers that print whatever they get, and control systems that act on it: nothing is ever sent to these ports. */
export const neverSend: ReadonlySet<number> = new Set([
	...[9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 515],
	...[102, 502, 2404, 20000, 44818, 47808],
]);

/**
 * The same over UDP: what is left alone over TCP, whatever may listen there, and control systems that speak UDP
 * (Foundation Fieldbus, EtherNet/IP, KNX, HART-IP, OMRON FINS, PROFINET, EtherCAT). Over TCP it is enough to connect;
 * over UDP that sends nothing and tells nothing, and even an empty datagram would be handed to the program that
 * controls. So these ports can't be asked at all.
 */
export const udpNeverSend: ReadonlySet<number> = new Set([
	...neverSend,
	...[1089, 1090, 1091, 2222, 3671, 5094, 9600, 34962, 34963, 34964, 34980],
]);
