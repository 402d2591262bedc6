import type { Access } from '../../model.ts';
import { systemIn } from '../system.ts';
import type { Application } from './application.ts';
import { isRefused, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** Docker's API, which Podman speaks too, has no login: who reaches it without a client certificate may use it. */
const docker: Application = {
	service: 'docker',
	docs: 'https://docs.docker.com/reference/api/engine/version/v1.41/#tag/System/operation/SystemVersion',
	ports: [2375, 2376, 4243],
	hinted: ({ status, json, server, text }) =>
		textAt(json, 'message') === 'page not found' ||
		/^(?:Docker|Libpod)\/\d/.test(server) ||
		(status === 404 && text === 'Not Found\n'),
	paths: ['/version'],
	judge(_front, version) {
		const json = version?.json;
		if (version?.status !== 200 || textAt(json, 'ApiVersion') === undefined || textAt(json, 'Os') === undefined) {
			return undefined;
		}
		const isPodman = textAt(json, 'Components', 0, 'Name') === 'Podman Engine';
		return {
			product: isPodman ? 'Podman' : 'Docker',
			version: plainVersion(textAt(json, 'Version')),
			access: 'open',
			os: systemIn(textAt(json, 'Platform', 'Name') ?? ''),
		};
	},
};

/** The controller manager and the scheduler refuse in the words of the API server, on ports of their own. */
const controlPlane: Application = {
	service: 'kube-control-plane',
	docs: 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
	hinted: (front, port) => [10_257, 10_259].includes(port) && isStatus(front),
	judge: (front) =>
		isStatus(front) && isRefused(front) ? { product: 'Kubernetes control plane', access: 'protected' } : undefined,
};

/** The version is public by default (system:public-info-viewer), the namespaces are not. */
const kubernetes: Application = {
	service: 'kubernetes',
	docs: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles',
	ports: [6443],
	hinted: (front) => isStatus(front),
	paths: ['/version', { path: '/api/v1/namespaces?limit=1', bytes: 1024 }],
	judge(front, version, namespaces) {
		const gitVersion = textAt(version?.json, 'gitVersion');
		if (gitVersion === undefined && !isStatus(version)) return undefined;
		const listed = namespaces?.status === 200 && /^\s*\{\s*"kind":\s*"NamespaceList"/.test(namespaces.text);
		const refused = isRefused(namespaces) || isRefused(version) || isRefused(front);
		const access: Access = listed ? 'open' : refused ? 'protected' : 'unknown';
		return { product: 'Kubernetes API server', version: plainVersion(gitVersion), access };
	},
};

function isStatus(page: Page | undefined): boolean {
	return textAt(page?.json, 'kind') === 'Status' && textAt(page?.json, 'apiVersion') === 'v1';
}

/**
 * The list of pods, of which the beginning is read, is for everybody where anonymous requests are allowed and nothing
 * checks what they may do, and on the read-only port.
 */
const kubelet: Application = {
	service: 'kubelet',
	docs: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
	ports: [10_250, 10_255],
	hinted: (front) => refusesNodes(front),
	paths: [{ path: '/pods', bytes: 512 }],
	judge(front, pods) {
		const listed = pods?.status === 200 && /^\{"kind":"PodList"/.test(pods.text);
		const refuses = [front, pods].some((page) => refusesNodes(page) || refusesAnonymous(page));
		return listed || refuses ? { product: 'kubelet', access: listed ? 'open' : 'protected' } : undefined;
	},
};

function refusesNodes(page: Page | undefined): boolean {
	return page?.status === 403 && /^Forbidden \(user=\S+ verb=\w+, resource=nodes\b/.test(page.text);
}

function refusesAnonymous(page: Page | undefined): boolean {
	return page?.status === 401 && page.realm === '' && page.text.trim() === 'Unauthorized';
}

/** What the page says to a visitor without a token depends on the option --enable-skip-login. */
const kubernetesDashboard: Application = {
	service: 'kubernetes-dashboard',
	docs: 'https://github.com/kubernetes/dashboard/blob/v2.7.0/docs/common/dashboard-arguments.md',
	hinted: (front) => front.title === 'Kubernetes Dashboard',
	paths: ['/api/v1/login/skippable'],
	judge(_front, skippable) {
		const canSkip = valueAt(skippable?.json, 'skippable');
		const access = canSkip === true ? 'open' : canSkip === false ? 'protected' : 'unknown';
		return { product: 'Kubernetes Dashboard', access };
	},
};

/** The version is public, the list of environments never. */
const portainer: Application = {
	service: 'portainer',
	docs: 'https://docs.portainer.io/api/docs',
	hinted: (front) => front.title === 'Portainer',
	paths: ['/api/status', '/api/endpoints'],
	judge(_front, status, environments) {
		const version = plainVersion(textAt(status?.json, 'Version'));
		return { product: 'Portainer', version, access: isRefused(environments) ? 'protected' : 'unknown' };
	},
};

/** The base of the registry's API asks for a login if anything does. */
const dockerRegistry: Application = {
	service: 'docker-registry',
	docs: 'https://distribution.github.io/distribution/spec/api/#api-version-check',
	ports: [5000],
	hinted: ({ status, text, server, headers }) =>
		status === 200 && text === '' && server === '' && headers.get('cache-control') === 'no-cache',
	paths: ['/v2/'],
	judge(_front, base) {
		if (base?.headers.get('docker-distribution-api-version') !== 'registry/2.0') return undefined;
		const access = base.status === 200 ? 'open' : isRefused(base) ? 'protected' : 'unknown';
		return { product: 'Docker registry', access };
	},
};

/**
 * The version is always public. Whether keys can be read is only asked where version 2 of the API says whether it wants
 * a login: version 3 has no request that a GET can make.
 */
const etcd: Application = {
	service: 'etcd',
	docs: 'https://etcd.io/docs/v2.3/auth_api/#enable-or-disable-authentication',
	ports: [2379, 4001],
	hinted: ({ status, headers }) =>
		status === 404 && headers.get('access-control-allow-headers') === 'accept, content-type, authorization',
	paths: ['/version', '/v2/auth/enable'],
	judge(_front, version, authentication) {
		const server = textAt(version?.json, 'etcdserver');
		if (server === undefined) return undefined;
		const enabled = valueAt(authentication?.json, 'enabled');
		const access = enabled === false ? 'open' : enabled === true ? 'protected' : 'unknown';
		return { product: 'etcd', version: plainVersion(server), access };
	},
};

/**
 * What the agent says about itself needs agent:read, which a stranger has where access control is off or its default
 * is to allow; a server since 1.9 says which in each answer.
 */
const consul: Application = {
	service: 'consul',
	docs: 'https://developer.hashicorp.com/consul/api-docs/agent#read-configuration',
	ports: [8500, 8501],
	hinted: (front) =>
		front.location === '/ui/' || consulDefault(front) !== undefined || front.text.startsWith('Consul Agent'),
	paths: [{ path: '/v1/agent/self', bytes: 4096 }],
	judge(front, self) {
		const policy = consulDefault(self) ?? consulDefault(front);
		const answered = self?.status === 200 && /^\{\s*"Config":/.test(self.text);
		const denied = isRefused(self) && /^Permission denied|^ACL not found|lacks permission/i.test(self?.text ?? '');
		if (!answered && !(denied && policy !== undefined)) return undefined;
		const version = answered ? /"Version":\s*"(\d+(?:\.\d+)+)/.exec(self.text)?.[1] : undefined;
		return { product: 'Consul', version, access: denied ? 'protected' : policy === 'deny' ? 'unknown' : 'open' };
	},
};

function consulDefault(page: Page | undefined): string | undefined {
	return page?.headers.get('x-consul-default-acl-policy')?.toLowerCase();
}

/** What the agent says about itself needs agent:read, where access control is on. */
const nomad: Application = {
	service: 'nomad',
	docs: 'https://developer.hashicorp.com/nomad/api-docs/agent#query-self',
	ports: [4646],
	hinted: (front) => front.location === '/ui/',
	paths: [{ path: '/v1/agent/self', bytes: 4096 }, '/ui/'],
	judge(_front, self, ui) {
		const answered = self?.status === 200 && /^\{\s*"config":/.test(self.text);
		const denied = self?.status === 403 && /^Permission denied/.test(self.text) && ui?.title === 'Nomad';
		if (!answered && !denied) return undefined;
		const version = answered ? /"(?:Version|build)":\s*"(\d+(?:\.\d+)+)/.exec(self.text)?.[1] : undefined;
		return { product: 'Nomad', version, access: answered ? 'open' : 'protected' };
	},
};

/** The state of the vault is public; the list of what is mounted wants a token. */
const vault: Application = {
	service: 'vault',
	docs: 'https://developer.hashicorp.com/vault/api-docs/system/health',
	ports: [8200],
	hinted: (front) => front.location === '/ui/',
	paths: ['/v1/sys/health', '/v1/sys/mounts'],
	judge(_front, health, mounts) {
		const sealed = valueAt(health?.json, 'sealed');
		const initialised = valueAt(health?.json, 'initialized');
		if (typeof sealed !== 'boolean' || typeof initialised !== 'boolean') return undefined;
		return {
			product: 'Vault',
			version: plainVersion(textAt(health?.json, 'version')),
			access: isRefused(mounts) ? 'protected' : 'unknown',
			remark: !initialised ? 'not set up yet: who comes first gets its keys' : sealed ? 'sealed' : undefined,
		};
	},
};

/** Engines, clusters and what steers them. */
export const containers: readonly Application[] = [
	docker,
	controlPlane,
	kubernetes,
	kubelet,
	kubernetesDashboard,
	portainer,
	dockerRegistry,
	etcd,
	consul,
	nomad,
	vault,
];
