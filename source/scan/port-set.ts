/** Some of all ports, in eight kilobytes. */
export class PortSet {
	readonly #bits = new Uint8Array(0x2000);

	add(port: number): void {
		this.#bits[port >> 3] = (this.#bits[port >> 3] ?? 0) | (1 << (port & 7));
	}

	has(port: number): boolean {
		return ((this.#bits[port >> 3] ?? 0) & (1 << (port & 7))) !== 0;
	}
}
