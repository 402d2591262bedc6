import type { Proof } from './proof.ts';

/** Written by `npm run prove`, never by hand. */
export const proofs: readonly Proof[] = [
	{
		service: 'redis',
		platform: 'debian',
		system: 'Debian 12',
		package: 'redis-server',
		version: '7.0.15',
		port: 6379,
		protocol: 'tcp',
		ways: {
			stop: { date: '2026-11-25', steps: 'f99cbf68' },
			bind: { date: '2026-11-25', steps: 'b4160bbf' },
			'firewall nftables': { date: '2026-11-25', firewall: 'nftables 1.0.6', steps: '169e4abc' },
			'allow nftables': { date: '2026-11-25', firewall: 'nftables 1.0.6', steps: '01822e24' },
			'firewall ufw': { date: '2026-11-25', firewall: 'ufw 0.36.2', steps: '064065d8' },
			'allow ufw': { date: '2026-11-25', firewall: 'ufw 0.36.2', steps: '8f96ee93' },
			'firewall iptables': { date: '2026-11-25', firewall: 'iptables 1.8.9', steps: 'ccbf5426' },
			'allow iptables': { date: '2026-11-25', firewall: 'iptables 1.8.9', steps: 'aeac58b9' },
			'firewall firewalld': { date: '2026-11-25', firewall: 'firewalld 1.3.3', steps: 'db4aa2ae' },
			'allow firewalld': { date: '2026-11-25', firewall: 'firewalld 1.3.3', steps: '8e7c44f5' },
		},
	},
];
