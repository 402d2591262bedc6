import { onLinux, type ServiceEntry } from '../entry.ts';

const nomad: ServiceEntry = {
	id: 'nomad',
	name: 'HashiCorp Nomad',
	category: 'containers',
	doors: [],
	alsoAt: [
		{
			port: 4646,
			protocol: 'tcp',
			severity: 'high',
			why: 'Runs any job it is given; access control is off by default',
		},
	],
	what: 'A system that spreads programs and containers over many machines.',
	risk: 'Its access control is off until somebody switches it on. Then whoever reaches it can run programs on every machine of the cluster, and miners have been brought in that way.',
	need: 'Administrators and the machines of the cluster.',
	instructions: {
		bind: onLinux([
			{ kind: 'say', text: 'Only the HTTP interface; the machines of the cluster use 4647 and 4648:' },
			{ kind: 'edit', file: '/etc/nomad.d/nomad.hcl', section: ['addresses {'], lines: ['http = "127.0.0.1"'] },
			{ kind: 'run', command: 'systemctl restart nomad' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Switch access control on, on every server, then make the first token once and keep it:' },
			{ kind: 'edit', file: '/etc/nomad.d/nomad.hcl', section: ['acl {'], lines: ['enabled = true'] },
			{ kind: 'run', command: 'systemctl restart nomad\nnomad acl bootstrap' },
		]),
	},
	sources: [
		'https://developer.hashicorp.com/nomad/docs/configuration',
		'https://developer.hashicorp.com/nomad/docs/secure/acl/bootstrap',
		'https://www.wiz.io/blog/jinx-0132-cryptojacking-campaign',
	],
};

const kubernetesDashboard: ServiceEntry = {
	id: 'kubernetes-dashboard',
	name: 'Kubernetes Dashboard',
	category: 'containers',
	doors: [],
	alsoAt: [
		{
			port: 8443,
			protocol: 'tcp',
			severity: 'high',
			why: 'A console for the whole cluster; some let visitors skip the login',
		},
	],
	what: 'A web page on which people look at a Kubernetes cluster and change it; nobody develops it since January 2026.',
	risk: 'What visitors may do depends on the token they bring, or on the rights of the dashboard itself where the login may be skipped. Where those are wide, strangers start programs of their own in your cluster and read its secrets.',
	need: 'Administrators, through kubectl proxy or a VPN.',
	sources: [
		'https://github.com/kubernetes/dashboard/blob/v2.7.0/docs/user/access-control/README.md',
		'https://github.com/kubernetes-retired/dashboard',
	],
};

const flink: ServiceEntry = {
	id: 'flink',
	name: 'Apache Flink',
	category: 'containers',
	doors: [],
	alsoAt: [
		{ port: 8081, protocol: 'tcp', severity: 'critical', why: 'Runs any program that is uploaded; it has no login' },
	],
	what: 'A system that works on streams of data on many machines; this is its dashboard.',
	risk: 'It has no login of its own, and whoever reaches it can upload a program that then runs on your machines. That needs no flaw; miners are brought in that way.',
	need: 'Developers of its jobs, through a tunnel or a web server with a login.',
	instructions: {
		bind: onLinux([
			{
				kind: 'say',
				text: 'In the folder of Flink (before version 1.19: flink-conf.yaml). Other machines of the cluster are not hindered:',
			},
			{
				kind: 'edit',
				file: 'conf/config.yaml',
				section: ['rest:'],
				lines: ['address: localhost', 'bind-address: localhost'],
			},
			{ kind: 'say', text: 'Then restart the JobManager.' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'Take the upload out of the page; the interface for programs keeps it:' },
			{ kind: 'edit', file: 'conf/config.yaml', section: ['web:', 'submit:'], lines: ['enable: false'] },
		]),
	},
	sources: ['https://nightlies.apache.org/flink/flink-docs-stable/docs/deployment/config/'],
};

const airflow: ServiceEntry = {
	id: 'airflow',
	name: 'Apache Airflow',
	category: 'containers',
	doors: [],
	alsoAt: [{ port: 8080, protocol: 'tcp', severity: 'high', why: 'Runs your jobs, and keeps the passwords they need' }],
	what: 'A server that runs jobs after a timetable, often between databases and other services.',
	risk: 'It keeps passwords of the systems it works with, and who may change or start jobs runs code. Before version 1.10.11 its interface for programs needed no login as delivered (CVE-2020-13927).',
	need: 'The people who look after the jobs, through a VPN or a tunnel.',
	sources: [
		'https://airflow.apache.org/docs/apache-airflow/stable/security/security_model.html',
		'https://nvd.nist.gov/vuln/detail/CVE-2020-13927',
	],
};

/** What runs jobs on a cluster, and consoles of clusters. */
export const containersJobs: readonly ServiceEntry[] = [nomad, kubernetesDashboard, flink, airflow];
