import { contained } from '../contained.ts';
import type { Step } from '../entry.ts';
import { homebrew, packaged } from '../packaged.ts';

const grafanaIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, section: ['[server]'], lines: ['http_addr = 127.0.0.1'] },
];

export const grafanaPackages = packaged({
	alpine: [
		{
			name: 'Grafana',
			from: 'community/grafana',
			bind: [
				{
					kind: 'say',
					text: 'The options of the service win over grafana.ini. As delivered this one is among them, inside the quotes of GRAFANA_OPTS:',
				},
				{
					kind: 'edit',
					file: '/etc/conf.d/grafana',
					lines: ['cfg:server.http_addr=127.0.0.1'],
					byHand: 'It is a line inside a value of several',
				},
			],
		},
	],
	freebsd: [{ name: 'Grafana', from: 'www/grafana', bind: grafanaIn('/usr/local/etc/grafana/grafana.ini') }],
	macos: [{ name: 'Grafana', from: 'grafana', bind: grafanaIn(`${homebrew}/etc/grafana/grafana.ini`) }],
});

export const grafanaImage = contained({
	image: 'grafana/grafana',
	ports: ['3000'],
	password: {
		about:
			'Without this the account admin has the password admin. It counts at the first start only; later use grafana cli admin reset-admin-password.',
		lines: ['environment:', '  GF_SECURITY_ADMIN_PASSWORD: YOUR LONG PASSWORD'],
	},
});

export const kibanaImage = contained({ image: 'kibana', ports: ['5601'] });

export const prometheusPackages = packaged({
	alpine: [
		{
			name: 'Prometheus',
			from: 'community/prometheus',
			bind: [
				{ kind: 'say', text: 'Keep other options that the line already has:' },
				{
					kind: 'edit',
					file: '/etc/conf.d/prometheus',
					lines: ['prometheus_args="--web.listen-address=127.0.0.1:9090"'],
				},
			],
		},
	],
	freebsd: [
		{
			name: 'Prometheus',
			from: 'net-mgmt/prometheus3',
			services: ['prometheus'],
			bind: [
				{ kind: 'say', text: 'See which options it has now, and repeat them here:' },
				{
					kind: 'run',
					command: 'sysrc -i prometheus_args\nsysrc prometheus_args="--web.listen-address=127.0.0.1:9090"',
				},
			],
		},
	],
	macos: [
		{
			name: 'Prometheus',
			from: 'prometheus',
			bind: [
				{
					kind: 'edit',
					file: `${homebrew}/etc/prometheus.args`,
					lines: ['--web.listen-address=127.0.0.1:9090'],
					replaces: ['--web.listen-address'],
				},
			],
		},
	],
});

export const prometheusImage = contained({ image: 'prom/prometheus', ports: ['9090'] });

export const webminPackages = packaged({
	freebsd: [
		{
			name: 'Webmin',
			from: 'sysutils/webmin',
			bind: [
				{
					kind: 'edit',
					file: '/usr/local/etc/webmin/miniserv.conf',
					lines: ['bind=127.0.0.1'],
				},
			],
		},
	],
});

export const portainerImage = contained({
	image: 'portainer/portainer-ce',
	ports: ['9443'],
	remarks: ['Port 8000 is the tunnel for agents on other machines: without such agents it need not be published.'],
});

export const zookeeperLines = ['clientPortAddress=127.0.0.1', 'admin.enableServer=false'] as const;

const zookeeperIn = (file: string): readonly Step[] => [{ kind: 'edit', file, lines: zookeeperLines }];

export const zookeeperPackages = packaged({
	freebsd: [{ name: 'ZooKeeper', from: 'devel/zookeeper', bind: zookeeperIn('/usr/local/etc/zookeeper/zoo.cfg') }],
	macos: [{ name: 'ZooKeeper', from: 'zookeeper', bind: zookeeperIn(`${homebrew}/etc/zookeeper/zoo.cfg`) }],
});

export const zookeeperImage = contained({
	image: 'zookeeper',
	ports: ['2181'],
	remarks: ['The image also offers its administration page on 8080: do not publish that one.'],
});

export const etcdPackages = packaged({ macos: [{ name: 'etcd', from: 'etcd' }] });

export const consulPackages = packaged({
	freebsd: [
		{
			name: 'Consul',
			from: 'sysutils/consul',
			bind: [
				{
					kind: 'say',
					text: 'Remove addresses and other client_addr lines from the files of this folder, and -client from consul_args in /etc/rc.conf. Consul then takes the default, which this file states:',
				},
				{ kind: 'write', file: '/usr/local/etc/consul.d/local.json', lines: ['{ "client_addr": "127.0.0.1" }'] },
			],
		},
	],
});

export const consulImage = contained({
	image: 'hashicorp/consul',
	ports: ['8500'],
	remarks: [
		'The option -client=0.0.0.0, which containers need, opens it to whatever can reach the container: publish nothing more than programs of this machine ask.',
	],
});

const needsUnsealing =
	'Have the unseal keys ready: after a restart Vault stays locked until vault operator unseal has been given enough of them.';

export const vaultPackages = packaged({
	freebsd: [
		{
			name: 'Vault',
			from: 'security/vault',
			bind: [
				{
					kind: 'edit',
					file: '/usr/local/etc/vault.hcl',
					section: ['listener "tcp" {'],
					lines: ['address = "127.0.0.1:8200"'],
				},
			],
			note: needsUnsealing,
		},
	],
});

export const vaultImage = contained({
	image: 'hashicorp/vault',
	ports: ['8200'],
	remarks: [
		'Started without a command of its own this image runs in development mode: unlocked, in memory, with a token that it prints. That is not for real secrets.',
	],
});

/** Docker itself; its address on the network is an option of the service or a line of daemon.json. */
export const dockerPackages = packaged(
	{
		alpine: [
			{
				name: 'Docker',
				from: 'community/docker',
				bind: [
					{ kind: 'run', command: "grep -sn 'tcp://' /etc/conf.d/docker /etc/docker/daemon.json" },
					{
						kind: 'say',
						text: 'Delete each -H tcp://… option that shows up, and a hosts list in daemon.json, with its comma: without them Docker listens on its local socket only. Containers stop during the restart:',
					},
				],
			},
		],
	},
	'This stops Docker and every container on the machine. To close only the port, see the next part.',
);
