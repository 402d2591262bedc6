import { onLinux, type ServiceEntry, type Step } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { etcdPackages } from '../packages/monitoring.ts';

const kubernetes: ServiceEntry = {
	id: 'kubernetes',
	name: 'Kubernetes API',
	category: 'containers',
	doors: [
		{
			port: 6443,
			protocol: 'tcp',
			severity: 'high',
			why: 'Control plane of the cluster, meant for nodes and operators',
		},
	],
	what: 'The server through which everything in a Kubernetes cluster is read and changed.',
	risk: 'It normally demands a certificate or token, but answers some questions for everybody, so strangers learn your version and can try every new flaw. One leaked token or one generous rule is enough to lose the cluster. In May 2022 Shadowserver counted about 380,000 of these servers that answered strangers.',
	need: 'The nodes of the cluster and the people and systems that operate it.',
	instructions: {
		stop: onLinux([
			{
				kind: 'say',
				text: 'Only for a cluster that you want to give up: kubeadm reset deletes it from this machine, with its data if etcd runs here. To close only the port, use the firewall.',
			},
			{ kind: 'say', text: 'With K3s the server is a service of its own, which can be stopped and started again:' },
			{ kind: 'run', command: 'systemctl disable --now k3s' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'See which rights the cluster gives to callers without a login:' },
			{
				kind: 'run',
				command: "kubectl get clusterrolebindings -o wide | grep -E 'system:(anonymous|unauthenticated)'",
			},
			{
				kind: 'expect',
				text: 'Only system:public-info-viewer, which shows the version and health. Remove any other binding that you find.',
			},
			{
				kind: 'say',
				text: 'Then let the firewall admit only the nodes and your administrators, and use a tunnel or VPN for kubectl.',
			},
		]),
		pitfalls: [
			'Binding the API server to 127.0.0.1 cuts off the other nodes; restrict it in the firewall instead.',
			'Managed clusters (EKS, AKS, GKE) have a setting for the address ranges that may reach the API; a firewall on the nodes does not touch it.',
			'Services of type NodePort open ports from 30000 to 32767 on every node.',
		],
	},
	sources: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/tasks/administer-cluster/securing-a-cluster/',
		'https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/',
		'https://www.shadowserver.org/news/over-380-000-open-kubernetes-api-servers/',
	],
};

const kubeletSetting = (section: readonly string[], line: string): Step => ({
	kind: 'edit',
	file: '/var/lib/kubelet/config.yaml',
	section,
	lines: [line],
});

const kubelet: ServiceEntry = {
	id: 'kubelet',
	name: 'Kubernetes kubelet',
	category: 'containers',
	doors: [
		{
			port: 10250,
			protocol: 'tcp',
			name: 'kubelet API',
			severity: 'high',
			why: 'Runs commands in containers if it accepts callers without a login',
		},
		{
			port: 10255,
			protocol: 'tcp',
			name: 'kubelet read-only port',
			severity: 'high',
			why: 'Lists containers and their settings without a login',
		},
	],
	what: 'The agent on every node of a Kubernetes cluster that starts the containers there.',
	risk: 'If the kubelet accepts callers without a login, strangers can run commands inside your containers and take the keys they hold. The old read-only port 10255 never asks who is calling and shows every container with its settings, sometimes with passwords.',
	need: 'The control plane of the same cluster; nobody needs 10255.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'Close the read-only port 10255 with this line; the cluster does not need it:' },
			kubeletSetting([], 'readOnlyPort: 0'),
			{ kind: 'run', command: 'systemctl restart kubelet' },
			{
				kind: 'say',
				text: 'Port 10250 belongs to every node, so close it with the firewall. Only when this machine has left the cluster, stop the kubelet itself: systemctl disable --now kubelet.',
			},
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Refuse callers without a login and ask the API server what the others may do:' },
			kubeletSetting(['authentication:', 'anonymous:'], 'enabled: false'),
			kubeletSetting(['authentication:', 'webhook:'], 'enabled: true'),
			kubeletSetting(['authorization:'], 'mode: Webhook'),
			kubeletSetting([], 'readOnlyPort: 0'),
			{ kind: 'run', command: 'systemctl restart kubelet' },
			{ kind: 'expect', text: 'curl -sk https://127.0.0.1:10250/pods answers Unauthorized.' },
		]),
		pitfalls: [
			'The flags --anonymous-auth and --read-only-port win over the file; look into /var/lib/kubelet/kubeadm-flags.env and the drop-ins of the unit too.',
			'kubeadm writes the file again at an upgrade from the ConfigMap kubelet-config in kube-system, so change it there as well.',
			'Bound to 127.0.0.1 the node loses logs, exec and metrics; let the firewall admit only the control plane instead.',
		],
	},
	sources: [
		'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
		'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/kubelet-integration/',
		'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
	],
};

const controlPlane: ServiceEntry = {
	id: 'kube-control-plane',
	name: 'Kubernetes control-plane components',
	category: 'containers',
	doors: [
		{
			port: 10257,
			protocol: 'tcp',
			name: 'kube-controller-manager',
			severity: 'high',
			why: 'Part of the control plane that only needs to reach itself',
		},
		{
			port: 10259,
			protocol: 'tcp',
			name: 'kube-scheduler',
			severity: 'high',
			why: 'Part of the control plane that only needs to reach itself',
		},
	],
	what: 'The parts of Kubernetes that keep the cluster as ordered and choose a node for each container.',
	risk: 'These ports serve health and metrics and belong to the machine itself. Open to strangers they show how your cluster works inside and add one more program to attack. kubeadm keeps them on 127.0.0.1, so somebody changed that.',
	need: 'Nobody outside the machine, except a monitoring system you set up for it.',
	instructions: {
		bind: onLinux([
			{ kind: 'say', text: 'Set the address among the arguments of both components:' },
			{
				kind: 'edit',
				file: '/etc/kubernetes/manifests/kube-controller-manager.yaml',
				lines: ['    - --bind-address=127.0.0.1'],
				byHand: 'It is one of a list of arguments',
			},
			{
				kind: 'edit',
				file: '/etc/kubernetes/manifests/kube-scheduler.yaml',
				lines: ['    - --bind-address=127.0.0.1'],
				byHand: 'It is one of a list of arguments',
			},
			{ kind: 'expect', text: 'The kubelet notices the change and restarts both by itself, within a minute.' },
		]),
		pitfalls: [
			'Never leave a backup copy in /etc/kubernetes/manifests: the kubelet runs every file that it finds there.',
			'An upgrade with kubeadm writes these files again; a changed address also lives in the ConfigMap kubeadm-config.',
		],
	},
	sources: [
		'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
		'https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/',
	],
};

const etcdLocal = [
	'ETCD_LISTEN_CLIENT_URLS="http://127.0.0.1:2379,http://[::1]:2379"',
	'ETCD_ADVERTISE_CLIENT_URLS="http://127.0.0.1:2379"',
	'ETCD_LISTEN_PEER_URLS="http://127.0.0.1:2380"',
];

const etcdSecure = [
	'ETCD_CERT_FILE="/etc/etcd/server.crt"',
	'ETCD_KEY_FILE="/etc/etcd/server.key"',
	'ETCD_TRUSTED_CA_FILE="/etc/etcd/ca.crt"',
	'ETCD_CLIENT_CERT_AUTH="true"',
	'ETCD_PEER_CERT_FILE="/etc/etcd/peer.crt"',
	'ETCD_PEER_KEY_FILE="/etc/etcd/peer.key"',
	'ETCD_PEER_TRUSTED_CA_FILE="/etc/etcd/ca.crt"',
	'ETCD_PEER_CLIENT_CERT_AUTH="true"',
];

/** How etcd is bound or secured where it runs as a unit of its own, with its settings in this file. */
const etcdUnit = (file: string, lines: readonly string[], before: string): readonly Step[] => [
	{ kind: 'say', text: before },
	{ kind: 'edit', file, lines },
	{ kind: 'run', command: 'systemctl restart etcd' },
];

const etcdBefore =
	'For an etcd of its own with one member. Under Kubernetes it runs as a container and the nodes need it, so use the firewall there.';
const etcdSecureBefore =
	'Let etcd talk only to clients and members that show a certificate of your own authority, and use https in all its addresses:';

const etcd: ServiceEntry = {
	id: 'etcd',
	name: 'etcd',
	category: 'containers',
	doors: [
		{
			port: 2379,
			protocol: 'tcp',
			name: 'etcd client port',
			severity: 'high',
			why: 'Holds the secrets of the cluster; open to all without certificates',
		},
		{
			port: 2380,
			protocol: 'tcp',
			name: 'etcd peer port',
			severity: 'high',
			why: 'Copies the data between members and belongs to them only',
		},
	],
	what: 'The database in which Kubernetes and other clusters keep their state and their secrets.',
	risk: 'By default etcd asks clients for neither a password nor a certificate. If it is reachable like that, strangers can read every secret of your cluster and rewrite it, which makes them its administrators.',
	need: 'The API servers of the cluster (2379) and the other members of etcd (2380).',
	instructions: {
		stop: {
			...onLinux([
				{ kind: 'say', text: 'A cluster that keeps its state here stops working with it; make a backup first.' },
				{ kind: 'run', command: 'systemctl disable --now etcd' },
			]),
			...etcdPackages.stop,
		},
		bind: {
			debian: etcdUnit('/etc/default/etcd', etcdLocal, etcdBefore),
			rhel: etcdUnit('/etc/etcd/etcd.conf', etcdLocal, etcdBefore),
		},
		harden: {
			debian: etcdUnit('/etc/default/etcd', etcdSecure, etcdSecureBefore),
			rhel: etcdUnit('/etc/etcd/etcd.conf', etcdSecure, etcdSecureBefore),
		},
		pitfalls: [
			'Under kubeadm the settings are in /etc/kubernetes/manifests/etcd.yaml, with certificates demanded already; do not loosen them.',
			'If etcd is started with a configuration file (--config-file), it ignores all other options and variables.',
			'In a cluster of several members use the private address of each member instead of 127.0.0.1.',
		],
	},
	sources: [
		'https://etcd.io/docs/v3.5/op-guide/configuration/',
		'https://kubernetes.io/docs/tasks/administer-cluster/securing-a-cluster/',
		...etcdPackages.sources,
		fedoraPackage('etcd'),
	],
};

/** Kubernetes and what it is made of. */
export const containersKubernetes: readonly ServiceEntry[] = [kubernetes, kubelet, controlPlane, etcd];
