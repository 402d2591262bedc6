import type { Application, Found } from './application.ts';
import { isRefused, leadsToLogin, type Page, plainVersion, textAt, valueAt } from './page.ts';

/** Jenkins names its version in every answer; its front page is for those who may read. */
const jenkins: Application = {
	service: 'jenkins',
	docs: 'https://www.jenkins.io/doc/book/security/access-control/permissions/',
	hinted: (front) => front.headers.has('x-jenkins'),
	judge(front) {
		const version = front.headers.get('x-jenkins');
		const wantsLogin = isRefused(front) || leadsToLogin(front);
		const access = wantsLogin ? 'protected' : front.status === 200 ? 'open' : 'unknown';
		return { product: 'Jenkins', version: plainVersion(version), access };
	},
};

const gitLab: Application = {
	service: 'gitlab',
	docs: 'https://docs.gitlab.com/administration/settings/visibility_and_access_controls/',
	hinted: (front) => front.cookies.has('_gitlab_session') || front.headers.has('x-gitlab-meta'),
	judge: (front) => ({
		product: 'GitLab',
		access: /^\/users\/sign_in\b/.test(front.location ?? '') ? 'protected' : 'unknown',
	}),
};

/** Gitea and Forgejo: the version is public, unless everything wants a login. */
const gitea: Application = {
	service: 'gitea',
	docs: 'https://docs.gitea.com/administration/config-cheat-sheet#service-service',
	hinted: (front) => front.cookies.has('i_like_gitea') || /\b(?:Gitea|Forgejo)\b/.test(front.title),
	paths: ['/api/v1/version'],
	judge(front, api): Found | undefined {
		const version = textAt(api?.json, 'version');
		const isSetUp = !/^Installation - /.test(front.title);
		const refuses = isRefused(api) && textAt(api?.json, 'message') !== undefined;
		// A page that only writes about it has the name as well.
		if (!front.cookies.has('i_like_gitea') && version === undefined && isSetUp && !refuses) return undefined;
		const isForgejo = /\+gitea-/.test(version ?? '') || /\bForgejo\b/.test(front.title);
		const product = isForgejo ? 'Forgejo' : 'Gitea';
		return {
			product,
			version: plainVersion(version),
			access: leadsToLogin(front) || isRefused(api) ? 'protected' : 'unknown',
			remark: isSetUp ? undefined : 'not set up yet: who comes first owns it',
		};
	},
};

const nexus: Application = {
	service: 'nexus',
	docs: 'https://help.sonatype.com/en/anonymous-access.html',
	hinted: (front) =>
		/^Nexus\/\d/.test(front.server) || /^(?:Sonatype )?Nexus Repository(?: Manager)?$/.test(front.title),
	judge: ({ server }) => ({
		product: 'Nexus Repository',
		version: /^Nexus\/(\d+(?:\.\d+)+)/.exec(server)?.[1],
		access: 'unknown',
	}),
};

/** The version is public; who sends no credentials is told whether that is enough (forced authentication). */
const sonarQube: Application = {
	service: 'sonarqube',
	docs: 'https://docs.sonarsource.com/sonarqube-server/latest/instance-administration/security/',
	hinted: (front) => /^SonarQube(?: Server| Community Build)?$/.test(front.title),
	paths: ['/api/server/version', '/api/authentication/validate'],
	judge(_front, server, validate) {
		const version = server?.status === 200 ? /^\d+(?:\.\d+)+$/.exec(server.text.trim())?.[0] : undefined;
		const isIn = valueAt(validate?.json, 'valid');
		const access = isIn === true ? 'open' : isIn === false ? 'protected' : 'unknown';
		return { product: 'SonarQube', version, access };
	},
};

/** The version is public; how many kernels run is for those who are logged in (the path /api/status). */
const jupyter: Application = {
	service: 'jupyter',
	docs: 'https://jupyter-server.readthedocs.io/en/stable/developers/rest-api.html',
	hinted: (front) =>
		(/^TornadoServer\//.test(front.server) && /^\/(?:tree|lab|login)\b/.test(front.location ?? '')) ||
		/^Jupyter(?:Lab| Server| Notebook)\b/.test(front.title),
	paths: ['/api', '/api/status'],
	judge(_front, api, status) {
		const version = textAt(api?.json, 'version');
		if (version === undefined || !isJupyterAnswer(status)) return undefined;
		return {
			product: 'Jupyter',
			version: plainVersion(version),
			access: isRefused(status) ? 'protected' : 'open',
		};
	},
};

function isJupyterAnswer(status: Page | undefined): boolean {
	return typeof valueAt(status?.json, 'kernels') === 'number' || isRefused(status);
}

const jupyterHub: Application = {
	service: 'jupyter',
	docs: 'https://jupyterhub.readthedocs.io/en/stable/reference/rest-api.html',
	hinted: (front) => front.headers.has('x-jupyterhub-version'),
	judge: (front) => ({
		product: 'JupyterHub',
		version: plainVersion(front.headers.get('x-jupyterhub-version')),
		access: leadsToLogin(front) || /^\/hub\//.test(front.location ?? '') ? 'protected' : 'unknown',
	}),
};

/** Ollama has no login. */
const ollama: Application = {
	service: 'ollama',
	docs: 'https://github.com/ollama/ollama/blob/main/docs/api.md#version',
	hinted: (front) => front.text === 'Ollama is running',
	paths: ['/api/version'],
	judge: (front, api) =>
		front.status === 200 && front.text === 'Ollama is running'
			? { product: 'Ollama', version: plainVersion(textAt(api?.json, 'version')), access: 'open' }
			: undefined,
};

/** ComfyUI has no login. */
const comfyUi: Application = {
	service: 'comfyui',
	docs: 'https://docs.comfy.org/development/comfyui-server/comms_routes',
	hinted: (front) => front.title === 'ComfyUI',
	paths: ['/system_stats'],
	judge(_front, stats) {
		const version = textAt(stats?.json, 'system', 'comfyui_version');
		const answered = valueAt(stats?.json, 'system') !== undefined;
		return { product: 'ComfyUI', version: plainVersion(version), access: answered ? 'open' : 'unknown' };
	},
};

/** Selenium starts browsers for whoever asks, unless it has a user and a password. */
const selenium: Application = {
	service: 'selenium',
	docs: 'https://www.selenium.dev/documentation/grid/advanced_features/endpoints/',
	ports: [4444],
	hinted: (front) => isSeleniumTitle(front) || /^\/ui\/?$/.test(front.location ?? ''),
	paths: [
		{ path: '/status', bytes: 8192 },
		{ path: '/wd/hub/status', bytes: 8192 },
	],
	judge(front, grid, hub) {
		const status = [grid, hub].find((page) => typeof valueAt(page?.json, 'value', 'ready') === 'boolean');
		const message = textAt(status?.json, 'value', 'message') ?? '';
		if (status?.status === 200 && /^Selenium\b|^Server is running$|^Hub has capacity$/.test(message)) {
			const version =
				textAt(status.json, 'value', 'nodes', 0, 'version') ?? textAt(status.json, 'value', 'build', 'version');
			return { product: 'Selenium', version: plainVersion(version), access: 'open' };
		}
		return isSeleniumTitle(front) ? { product: 'Selenium', access: 'unknown' } : undefined;
	},
};

function isSeleniumTitle({ title }: Page): boolean {
	return /^Selenium (?:Grid|Standalone)\b/.test(title);
}

/** What developers and scientists work with. */
export const development: readonly Application[] = [
	jenkins,
	gitLab,
	gitea,
	nexus,
	sonarQube,
	jupyterHub,
	jupyter,
	ollama,
	comfyUi,
	selenium,
];
