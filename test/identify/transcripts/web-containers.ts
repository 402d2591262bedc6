import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;

const forbidden = (what: string) =>
	json(
		{
			kind: 'Status',
			apiVersion: 'v1',
			metadata: {},
			status: 'Failure',
			message: what,
			reason: 'Forbidden',
			code: 403,
		},
		'403 Forbidden',
	);
const unauthorized = json(
	{
		kind: 'Status',
		apiVersion: 'v1',
		metadata: {},
		status: 'Failure',
		message: 'Unauthorized',
		reason: 'Unauthorized',
		code: 401,
	},
	'401 Unauthorized',
);
const kubernetesVersion = json({
	major: '1',
	minor: '28',
	gitVersion: 'v1.28.4+k3s2',
	goVersion: 'go1.20.11',
	platform: 'linux/amd64',
});

const consulSelf = json(
	{
		Config: {
			Datacenter: 'dc1',
			NodeName: 'one',
			NodeID: '0d1c',
			Revision: '192df66a',
			Server: true,
			Version: '1.15.3',
			BuildDate: '2023-06-01T16:21:44Z',
		},
		DebugConfig: { ACLsEnabled: false, Filler: 'x'.repeat(20_000) },
	},
	'200 OK',
	'X-Consul-Default-Acl-Policy: allow',
);
const vaultHealth = (more: object) =>
	({
		initialized: true,
		sealed: false,
		standby: false,
		performance_standby: false,
		server_time_utc: 1_700_000_000,
		version: '1.15.2',
		...more,
	}) as const;

export default [
	{
		name: 'a Docker',
		source: 'dockerd 20.10.24, recorded and shortened',
		port: 2375,
		answers: site({
			'/': json({ message: 'page not found' }, '404 Not Found'),
			'/version': json(
				{
					Components: [{ Name: 'Engine', Version: '20.10.24+dfsg1' }],
					...{ Version: '20.10.24+dfsg1', ApiVersion: '1.41', MinAPIVersion: '1.12', Os: 'linux', Arch: 'amd64' },
				},
				'200 OK',
				'Server: Docker/20.10.24+dfsg1 (linux)',
			),
		}),
		...rest,
		identity: { service: 'docker', product: 'Docker', version: '20.10.24', access: 'open' },
	},
	{
		name: 'a web server that only looks like Docker',
		source: 'written for this test',
		port: 2375,
		answers: site({ '/': json({ message: 'page not found' }, '404 Not Found') }),
		...rest,
		identity: { service: 'http', access: 'unknown' },
	},
	{
		name: 'a Kubernetes API that lets strangers see its version',
		source: 'Kubernetes 1.28 documentation, RBAC discovery roles',
		port: 8080,
		answers: site({
			'/': forbidden('forbidden: User "system:anonymous" cannot get path "/"'),
			'/version': kubernetesVersion,
			'/api/v1/namespaces?limit=1': forbidden('namespaces is forbidden: User "system:anonymous" cannot list'),
		}),
		...rest,
		identity: { service: 'kubernetes', version: '1.28.4', access: 'protected', remark: 'asks for a password' },
		evidence: /"gitVersion":"v1\.28\.4\+k3s2"/,
	},
	{
		name: 'a Kubernetes API without anonymous access',
		source: 'Kubernetes 1.28 documentation, anonymous requests',
		port: 8080,
		answers: site({ '/': unauthorized, '/version': unauthorized, '/api/v1/namespaces?limit=1': unauthorized }),
		...rest,
		identity: { service: 'kubernetes', access: 'protected' },
	},
	{
		name: 'a Kubernetes API where strangers may do everything',
		source: 'Kubernetes 1.19 documentation, insecure port',
		port: 8080,
		answers: site({
			'/': json({ kind: 'Status', apiVersion: 'v1', metadata: {}, code: 404 }, '404 Not Found'),
			'/version': kubernetesVersion,
			'/api/v1/namespaces?limit=1': json({ kind: 'NamespaceList', apiVersion: 'v1', metadata: {}, items: [] }),
		}),
		...rest,
		identity: { service: 'kubernetes', access: 'open' },
	},
	{
		name: 'a kubelet that shows its pods',
		source: 'Kubernetes 1.28, read-only port',
		port: 10_255,
		answers: site({
			'/': answer('404 Not Found', ['Content-Type: text/plain; charset=utf-8'], '404 page not found\n'),
			'/pods': json({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [{ spec: 'x'.repeat(100_000) }] }),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'kubelet', access: 'open' },
	},
	{
		name: 'a kubelet that asks who it is',
		source: 'Kubernetes 1.28, anonymous.enabled: false',
		port: 10_255,
		answers: site({
			'/': answer('401 Unauthorized', ['Content-Type: text/plain; charset=utf-8'], 'Unauthorized'),
			'/pods': answer('401 Unauthorized', ['Content-Type: text/plain; charset=utf-8'], 'Unauthorized'),
		}),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'kubelet', access: 'protected' },
	},
	{
		name: 'a kubelet that checks what strangers may do',
		source: 'Kubernetes 1.28, authorization mode Webhook',
		port: 10_255,
		answers: site({
			'/': answer(
				'403 Forbidden',
				[],
				'Forbidden (user=system:anonymous, verb=get, resource=nodes, subresource=proxy)',
			),
		}),
		...rest,
		identity: { service: 'kubelet', access: 'protected' },
	},
	{
		name: 'a Kubernetes Dashboard whose login may be skipped',
		source: 'Kubernetes Dashboard 2.7, --enable-skip-login',
		port: 8080,
		answers: site({
			'/': html('<!doctype html><title>Kubernetes Dashboard</title>'),
			'/api/v1/login/skippable': json({ skippable: true }),
		}),
		...rest,
		identity: { service: 'kubernetes-dashboard', access: 'open' },
	},
	{
		name: 'a Portainer',
		source: 'Portainer CE 2.19 API',
		port: 9000,
		answers: site({
			'/': html('<!doctype html><html lang="en" ng-app="portainer"><title>Portainer</title></html>'),
			'/api/status': json({ Version: '2.19.4', InstanceID: '299ab403' }),
			'/api/endpoints': json(
				{ message: 'A valid authorization token is missing', details: 'Unauthorized' },
				'401 Unauthorized',
			),
		}),
		...rest,
		identity: { service: 'portainer', product: 'Portainer', version: '2.19.4', access: 'protected' },
	},
	{
		name: 'a Consul without access control',
		source: 'Consul 1.15 API documentation, agent',
		port: 8500,
		answers: site({ '/': redirect('/ui/'), '/v1/agent/self': consulSelf }),
		...rest,
		identity: { service: 'consul', product: 'Consul', version: '1.15.3', access: 'open' },
	},
	{
		name: 'a Consul that denies by default',
		source: 'Consul 1.15 API documentation, agent',
		port: 8500,
		answers: site({
			'/': redirect('/ui/'),
			'/v1/agent/self': answer(
				'403 Forbidden',
				['X-Consul-Default-Acl-Policy: deny', 'Content-Type: text/plain; charset=utf-8'],
				`Permission denied: anonymous token lacks permission 'agent:read' on "one"`,
			),
		}),
		...rest,
		identity: { service: 'consul', access: 'protected' },
	},
	{
		name: 'a Nomad without access control',
		source: 'Nomad 1.5 API documentation, agent',
		port: 4646,
		answers: site({
			'/': redirect('/ui/'),
			'/v1/agent/self': json({
				config: { Region: 'global', Version: { Revision: 'd2e3', Version: '1.5.6' } },
				member: {},
				stats: {},
			}),
		}),
		...rest,
		identity: { service: 'nomad', product: 'Nomad', version: '1.5.6', access: 'open' },
	},
	{
		name: 'a Nomad with access control',
		source: 'Nomad 1.5 API documentation, agent',
		port: 4646,
		answers: site({
			'/': redirect('/ui/'),
			'/v1/agent/self': answer('403 Forbidden', [], 'Permission denied'),
			'/ui/': html('<!DOCTYPE html><html><head><title>Nomad</title></head></html>'),
		}),
		...rest,
		identity: { service: 'nomad', access: 'protected' },
	},
	{
		name: 'a Vault',
		source: 'Vault 1.15 API documentation, sys/health',
		port: 8200,
		answers: site({
			'/': redirect('/ui/'),
			'/v1/sys/health': json(vaultHealth({})),
			'/v1/sys/mounts': json({ errors: ['permission denied'] }, '403 Forbidden'),
		}),
		...rest,
		identity: { service: 'vault', product: 'Vault', version: '1.15.2', access: 'protected' },
	},
	{
		name: 'a Vault that is sealed',
		source: 'Vault 1.15 API documentation, sys/health',
		port: 8200,
		answers: site({
			'/': redirect('/ui/'),
			'/v1/sys/health': json(vaultHealth({ sealed: true }), '503 Service Unavailable'),
			'/v1/sys/mounts': json({ errors: ['Vault is sealed'] }, '503 Service Unavailable'),
		}),
		...rest,
		identity: { service: 'vault', access: 'unknown', remark: 'sealed' },
	},
	{
		name: 'a Vault that nobody has set up',
		source: 'Vault 1.15 API documentation, sys/health',
		port: 8200,
		answers: site({
			'/': redirect('/ui/'),
			'/v1/sys/health': json(vaultHealth({ initialized: false, sealed: true }), '501 Not Implemented'),
			'/v1/sys/mounts': json({ errors: ['Vault is sealed'] }, '503 Service Unavailable'),
		}),
		...rest,
		identity: { service: 'vault', remark: 'not set up yet: who comes first gets its keys' },
	},
] satisfies readonly Transcript[];
