import { onLinux, type ServiceEntry, stopScript, withSystemd } from '../entry.ts';
import {
	consulImage,
	consulPackages,
	dockerPackages,
	portainerImage,
	zookeeperImage,
	zookeeperLines,
	zookeeperPackages,
} from '../packages/monitoring.ts';
import { looked, onSystemd } from '../usage.ts';
import { containersJobs } from './containers-jobs.ts';
import { containersKubernetes } from './containers-kubernetes.ts';

const docker: ServiceEntry = {
	id: 'docker',
	name: 'Docker API',
	category: 'containers',
	doors: [
		{
			port: 2375,
			protocol: 'tcp',
			name: 'Docker API without encryption',
			severity: 'critical',
			why: 'Anyone who reaches it becomes root on this machine',
		},
		{
			port: 2376,
			protocol: 'tcp',
			name: 'Docker API over TLS',
			severity: 'high',
			why: 'Equal to root; safe only when it demands client certificates',
		},
	],
	what: 'The interface through which Docker takes orders over the network: start, stop and change containers.',
	risk: 'Whoever can use this API can start a container that holds your whole disk, which is the same as being root on your machine. Port 2375 asks for no password at all. In 2019 the Graboid worm mined cryptocurrency on about 2,000 machines that were open this way.',
	need: 'A build or management system that has its own client certificate; people can use Docker over SSH instead.',
	instructions: {
		stop: {
			...onLinux([
				{
					kind: 'say',
					text: 'This stops Docker and every container on the machine. To close only the port, see the next part.',
				},
				{ kind: 'run', command: 'systemctl disable --now docker.service docker.socket' },
			]),
			windows: [
				{
					kind: 'say',
					text: 'This stops Docker and every container on the machine. To close only the port, see the next part.',
				},
				{ kind: 'run', command: 'Stop-Service docker\nSet-Service docker -StartupType Disabled' },
			],
			...dockerPackages.stop,
		},
		bind: {
			...onLinux([
				{
					kind: 'say',
					text: 'Find where the network address is set: in daemon.json, in /etc/default/docker, or in a drop-in of the unit.',
				},
				{
					kind: 'run',
					command:
						"grep -rsn 'tcp://' /etc/docker/daemon.json /etc/default/docker /etc/systemd/system/docker.service /etc/systemd/system/docker.service.d",
				},
				{
					kind: 'say',
					text: 'Delete each -H tcp://… option that shows up, and keep -H fd://. If daemon.json has a hosts list, delete that list, with its comma: without it Docker listens on its local socket only. Containers stop during the restart:',
				},
				{ kind: 'run', command: 'systemctl daemon-reload\nsystemctl restart docker' },
			]),
			windows: [
				{
					kind: 'edit',
					file: 'C:\\ProgramData\\docker\\config\\daemon.json',
					lines: ['"hosts": ["npipe://"]'],
					byHand: 'It is JSON',
				},
				{ kind: 'run', command: 'Restart-Service docker' },
			],
			...dockerPackages.bind,
		},
		harden: onLinux([
			{
				kind: 'say',
				text: 'Best keep the port closed and let your own computer reach Docker over SSH. Run this there, with your user and host:',
			},
			{
				kind: 'run',
				command:
					'docker context create my-server --docker host=ssh://admin@server.example.com\ndocker context use my-server',
			},
			{
				kind: 'say',
				text: 'If a program needs the port, use 2376, create your own certificate authority, and let Docker refuse everyone without a certificate from it:',
			},
			{
				kind: 'edit',
				file: '/etc/docker/daemon.json',
				lines: [
					'"tlsverify": true,',
					'"tlscacert": "/etc/docker/ca.pem",',
					'"tlscert": "/etc/docker/server-cert.pem",',
					'"tlskey": "/etc/docker/server-key.pem"',
				],
				byHand: 'It is JSON',
			},
			{ kind: 'run', command: 'systemctl restart docker' },
		]),
		pitfalls: [
			{
				on: withSystemd,
				text: 'Docker does not start when daemon.json has a hosts list and the unit has a -H option too; use one of them.',
			},
			'The setting tls alone only encrypts; without tlsverify everyone may still give orders.',
			'Members of the group docker, and everyone who holds a client key, are as powerful as root.',
		],
	},
	sources: [
		'https://docs.docker.com/engine/daemon/remote-access/',
		'https://docs.docker.com/engine/daemon/troubleshoot/',
		'https://docs.docker.com/engine/security/protect-access/',
		'https://unit42.paloaltonetworks.com/graboid-first-ever-cryptojacking-worm-found-in-images-on-docker-hub/',
		...dockerPackages.sources,
	],
};

const dockerSwarm: ServiceEntry = {
	id: 'docker-swarm',
	name: 'Docker Swarm manager',
	category: 'containers',
	doors: [
		{
			port: 2377,
			protocol: 'tcp',
			severity: 'high',
			why: 'Cluster management that belongs between your own nodes only',
		},
	],
	what: 'The port on which the managers of a Docker Swarm talk to the other nodes of the cluster.',
	risk: 'A stranger who also gets hold of a join token can add a machine of their own to your cluster and be handed your containers and their secrets. The traffic is encrypted, but nothing outside your nodes has any business here.',
	need: 'The other nodes of the same swarm, and nobody else.',
	instructions: {
		usage: looked(onSystemd('docker node ls'), 'The machines that belong to the swarm, and which of them answer.'),
		stop: onLinux([
			{ kind: 'say', text: 'Look first whether this machine is the only manager.' },
			{ kind: 'run', command: 'docker node ls' },
			{
				kind: 'say',
				text: 'If it is the only node and you no longer need the swarm, leave it with docker swarm leave --force; the services of the swarm are then gone for good. In a larger swarm demote this node first (docker node demote) and leave without --force.',
			},
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Make the join tokens that may have leaked useless, and lock the keys of the managers:' },
			{
				kind: 'run',
				command:
					'docker swarm join-token --rotate worker\ndocker swarm join-token --rotate manager\ndocker swarm update --autolock=true',
			},
			{ kind: 'say', text: 'Write the unlock key down: a manager asks for it after every restart of Docker.' },
		]),
		pitfalls: [
			'A swarm also uses 7946 (TCP and UDP) and 4789 (UDP); these must be closed to strangers too.',
			'The listening address is chosen when a node joins, so it cannot be changed later without leaving the swarm.',
		],
	},
	sources: [
		'https://docs.docker.com/reference/cli/docker/swarm/leave/',
		'https://docs.docker.com/engine/swarm/swarm-tutorial/',
	],
};

const portainer: ServiceEntry = {
	id: 'portainer',
	name: 'Portainer',
	category: 'containers',
	doors: [
		{
			port: 9443,
			protocol: 'tcp',
			name: 'Portainer, or another web console',
			severity: 'high',
			why: 'Web console with full power over the containers',
		},
	],
	what: 'A web console for Docker and Kubernetes; other products use 9443 for their own web pages too.',
	risk: 'If this is Portainer, whoever logs in controls your containers and, through them, the whole machine. A weak password is then all that stands between a stranger and root. If another program answers here, the risk is that of its own login page.',
	need: 'Administrators who manage containers in a browser, best from a known network.',
	instructions: {
		stop: onLinux([
			{
				kind: 'say',
				text: 'Portainer normally runs as a container of that name; your other containers go on running.',
			},
			{ kind: 'run', command: 'docker update --restart=no portainer\ndocker stop portainer' },
		]),
		bind: {
			...onLinux([
				{
					kind: 'say',
					text: 'A published port cannot be changed on a container, so it is made again; its data is in the volume and stays. See the image and the volumes it has now (with Compose, write "127.0.0.1:9443:9443" under ports instead):',
				},
				{
					kind: 'run',
					command: "docker inspect -f '{{.Config.Image}} {{.HostConfig.Binds}}' portainer",
				},
				{
					kind: 'say',
					text: 'Put these in place of the image and the volumes here, then keep the old container aside:',
				},
				{
					kind: 'run',
					command: [
						'docker stop portainer',
						'docker update --restart=no portainer',
						'docker rename portainer portainer-old',
						'docker run -d -p 127.0.0.1:9443:9443 --name portainer --restart=always -v /var/run/docker.sock:/var/run/docker.sock -v portainer_data:/data portainer/portainer-ce:lts',
					].join('\n'),
				},
				{
					kind: 'say',
					text: 'When the new one works, remove the old one: docker rm portainer-old.',
				},
			]),
			...portainerImage.bind,
		},
		pitfalls: [
			'Docker opens published ports past ufw and firewalld, so a rule there does not close this port.',
			'Port 8000, if published, is the tunnel for Portainer Edge agents; drop it when you have none.',
		],
	},
	sources: ['https://docs.portainer.io/start/install-ce/server/docker/linux', ...portainerImage.sources],
};

const consul: ServiceEntry = {
	id: 'consul',
	name: 'HashiCorp Consul',
	category: 'containers',
	doors: [
		{
			port: 8500,
			protocol: 'tcp',
			severity: 'high',
			why: 'Lists your services and may be told to run commands',
		},
	],
	what: 'A directory in which services of a cluster find each other, with a key-value store and health checks.',
	risk: 'Unless access control is switched on, strangers can read the list of your services and the stored settings, and change both. If script checks are allowed, they can register a check that runs commands of their choice on your machine.',
	need: 'Programs on the same machine, and operators inside your network.',
	instructions: {
		stop: {
			...onLinux([
				{ kind: 'say', text: 'Other services may find each other through Consul; they lose that when it stops.' },
				{ kind: 'run', command: 'systemctl disable --now consul' },
			]),
			...consulPackages.stop,
		},
		bind: {
			...onLinux([
				{ kind: 'edit', file: '/etc/consul.d/consul.hcl', lines: ['client_addr = "127.0.0.1"'] },
				{ kind: 'run', command: 'systemctl restart consul' },
				{
					kind: 'expect',
					text: 'Only the HTTP, gRPC and DNS interfaces move; the ports between the nodes (8300 to 8302) keep their address.',
				},
			]),
			...consulPackages.bind,
			...consulImage.bind,
		},
		harden: onLinux([
			{ kind: 'say', text: 'Deny everything without a token, and allow script checks only from local files:' },
			{
				kind: 'edit',
				file: '/etc/consul.d/consul.hcl',
				section: ['acl {'],
				lines: ['enabled = true', 'default_policy = "deny"', 'enable_token_persistence = true'],
			},
			{
				kind: 'edit',
				file: '/etc/consul.d/consul.hcl',
				lines: ['enable_script_checks = false', 'enable_local_script_checks = true'],
			},
			{ kind: 'run', command: 'systemctl restart consul' },
			{ kind: 'say', text: 'When it is up again, make the first token:' },
			{ kind: 'run', command: 'consul acl bootstrap' },
			{
				kind: 'say',
				text: 'Keep the bootstrap token safe and give every client a token with only the rights it needs.',
			},
		]),
		pitfalls: [
			'The default is already 127.0.0.1; look for client_addr, addresses or -client in every file of /etc/consul.d and in the unit.',
			'With the policy deny, clients without a token stop working at once; hand out tokens first in a running cluster.',
		],
	},
	sources: [
		'https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file/general',
		'https://github.com/hashicorp/consul/blob/main/.release/linux/package/etc/consul.d/consul.hcl',
		...consulPackages.sources,
		...consulImage.sources,
	],
};

const zookeeper: ServiceEntry = {
	id: 'zookeeper',
	name: 'Apache ZooKeeper',
	category: 'containers',
	doors: [
		{
			port: 2181,
			protocol: 'tcp',
			severity: 'high',
			why: 'Cluster state readable and changeable without a login',
		},
	],
	what: 'A small database in which Kafka, Hadoop, Solr and similar clusters keep their shared state.',
	risk: 'ZooKeeper does not ask for a password unless you set it up to, so strangers can read what your cluster stores there and often change or delete it. That can bring down every system that relies on it, or hand them to someone else.',
	need: 'The members and clients of the same cluster.',
	instructions: {
		stop: {
			debian: [
				{ kind: 'say', text: 'Kafka, Solr and other systems that keep their state here stop working with it.' },
				stopScript('zookeeper'),
			],
			...zookeeperPackages.stop,
		},
		bind: {
			debian: [
				{ kind: 'say', text: 'Only for a single server whose clients all run on this machine.' },
				{ kind: 'edit', file: '/etc/zookeeper/conf/zoo.cfg', lines: zookeeperLines },
				{ kind: 'run', command: 'systemctl restart zookeeper' },
			],
			rhel: [
				{
					kind: 'say',
					text: 'Only for a single server whose clients all run on this machine. This shows which configuration file it was started with:',
				},
				{ kind: 'run', command: 'pgrep -af QuorumPeerMain' },
				{ kind: 'edit', file: 'conf/zoo.cfg', lines: zookeeperLines },
				{
					kind: 'say',
					text: 'Then restart the unit it runs in, or run bin/zkServer.sh restart in the directory of ZooKeeper.',
				},
			],
			...zookeeperPackages.bind,
			...zookeeperImage.bind,
		},
		pitfalls: [
			'Since version 3.5 ZooKeeper also opens a small web server on 8080; admin.enableServer=false closes it.',
			'In a cluster of several members use the private address of each member instead of 127.0.0.1.',
			'No setting forbids the command srvr, so the version stays visible to everyone who can connect.',
		],
	},
	sources: [
		'https://github.com/apache/zookeeper/blob/master/zookeeper-docs/src/main/resources/markdown/zookeeperAdmin.md',
		...zookeeperPackages.sources,
		...zookeeperImage.sources,
	],
};

const spark: ServiceEntry = {
	id: 'spark',
	name: 'Apache Spark master',
	category: 'containers',
	doors: [
		{
			port: 7077,
			protocol: 'tcp',
			severity: 'critical',
			why: 'Takes jobs from anyone, and a job is any program',
		},
	],
	what: 'The coordinator of a Spark cluster, to which programs hand their computing jobs.',
	risk: 'Spark has authentication switched off by default. Anyone who reaches this port can then submit a job, and a job is simply code that runs on your machines with the rights of Spark.',
	need: 'The workers of the cluster and the machines that submit jobs to it.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'Run this in the directory of Spark, as the user who started it:' },
			{ kind: 'run', command: 'sbin/stop-all.sh' },
		]),
		bind: onLinux([
			{
				kind: 'say',
				text: 'For a cluster on one machine; with workers elsewhere use the private address instead. The file is in the directory of Spark.',
			},
			{ kind: 'edit', file: 'conf/spark-env.sh', lines: ['SPARK_MASTER_HOST=127.0.0.1'] },
			{ kind: 'run', command: 'sbin/stop-all.sh\nsbin/start-all.sh' },
		]),
		harden: onLinux([
			{
				kind: 'say',
				text: 'Give every machine of the cluster the same long secret (openssl rand -hex 32 makes one) and encrypt the traffic:',
			},
			{
				kind: 'edit',
				file: 'conf/spark-defaults.conf',
				lines: [
					'spark.authenticate true',
					'spark.authenticate.secret THE-LONG-SECRET',
					'spark.network.crypto.enabled true',
					'spark.master.rest.enabled false',
				],
			},
			{ kind: 'run', command: 'sbin/stop-all.sh\nsbin/start-all.sh' },
		]),
		pitfalls: [
			'The web page of the master (8080) and the REST port (6066) are further doors; the secret does not protect them.',
		],
	},
	sources: [
		'https://spark.apache.org/docs/latest/security.html',
		'https://spark.apache.org/docs/latest/spark-standalone.html',
	],
};

const yarn: ServiceEntry = {
	id: 'yarn',
	name: 'Hadoop YARN',
	category: 'containers',
	doors: [
		{
			port: 8088,
			protocol: 'tcp',
			severity: 'critical',
			why: 'Takes jobs without a login, and a job runs commands',
		},
	],
	what: 'The web page and interface of the resource manager that shares out work in a Hadoop cluster.',
	risk: 'Hadoop trusts every client unless Kerberos is set up. A stranger can submit an application here and with it run commands on all machines of your cluster. Botnets look for exactly this port.',
	need: 'Operators and job servers inside the network of the cluster.',
	instructions: {
		usage: looked(onSystemd('yarn application -list'), 'The applications that run now, and whose they are.'),
		stop: onLinux([
			{
				kind: 'say',
				text: 'This stops all running jobs. Run it in the directory of Hadoop, as the user who started it:',
			},
			{ kind: 'run', command: 'sbin/stop-yarn.sh' },
		]),
		bind: onLinux([
			{
				kind: 'say',
				text: 'The file is in the configuration directory of Hadoop (HADOOP_CONF_DIR). Use the private address where other machines need it.',
			},
			{
				kind: 'edit',
				file: 'etc/hadoop/yarn-site.xml',
				lines: [
					'<property>',
					'  <name>yarn.resourcemanager.webapp.address</name>',
					'  <value>127.0.0.1:8088</value>',
					'</property>',
				],
				byHand: 'It is XML',
			},
			{ kind: 'run', command: 'sbin/stop-yarn.sh\nsbin/start-yarn.sh' },
		]),
		pitfalls: [
			'If yarn.resourcemanager.bind-host is set, it wins over the address; remove it.',
			'Jobs can also be submitted on port 8032 (yarn.resourcemanager.address); close it to strangers as well.',
		],
	},
	sources: ['https://hadoop.apache.org/docs/current/hadoop-yarn/hadoop-yarn-common/yarn-default.xml'],
};

/** Container engines and the systems that hand out work in a cluster. */
export const containers: readonly ServiceEntry[] = [
	docker,
	dockerSwarm,
	portainer,
	...containersKubernetes,
	consul,
	zookeeper,
	spark,
	yarn,
	...containersJobs,
];
