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

/** Confluence leads strangers to its login, unless anonymous access is switched on: to read, as many wikis are meant to be. */
const confluence: Application = {
	service: 'confluence',
	docs: 'https://docs.atlassian.com/ConfluenceServer/javadoc/7.19.7/com/atlassian/confluence/security/service/AnonymousUserPermissionsService.html',
	hinted: (front) => isConfluence(front),
	paths: ['redirect'],
	judge(front, target) {
		if (!isConfluence(front)) return undefined;
		const page = target ?? front;
		const version = /<meta name="ajs-version-number" content="([^"]{1,60})"/.exec(page.text)?.[1];
		const isStranger = page.status === 200 && /<meta name="ajs-remote-user" content=""/.test(page.text);
		const hasLogin = leadsToLogin(front) || leadsToLogin(page) || /\bname="os_password"/.test(page.text);
		const isProtected = hasLogin || isRefused(front);
		return {
			product: 'Confluence',
			version: plainVersion(version),
			access: isProtected ? 'protected' : 'unknown',
			remark: isStranger && !isProtected ? 'shows pages to strangers' : undefined,
		};
	},
};

function isConfluence({ headers }: Page): boolean {
	return headers.has('x-confluence-request-time');
}

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

/**
 * The settings of a Gradio application are for those who have logged in, if it has a login; that it is one, for
 * everybody. Its page has them in it, unless Node.js renders it.
 */
const gradio: Application = {
	service: 'gradio',
	docs: 'https://www.gradio.app/guides/sharing-your-app#authentication',
	ports: [7860],
	hinted: (front) => hasGradioConfig(front),
	paths: [{ path: '/config', bytes: 2048 }, '/gradio_api/app_id'],
	judge(front, config, id) {
		const version = config?.status === 200 ? gradioVersion(config) : undefined;
		if (version !== undefined) return { product: 'Gradio', version, access: 'open' };
		const hasId = id?.status === 200 && ['number', 'string'].includes(typeof valueAt(id.json, 'app_id'));
		if (!hasGradioConfig(front) && !hasId) return undefined;
		const wantsLogin = /"auth_required": ?true\b/.test(front.text) || config?.status === 401;
		return { product: 'Gradio', access: wantsLogin ? 'protected' : 'unknown' };
	},
};

function hasGradioConfig({ text }: Page): boolean {
	return /\bwindow\.gradio_config = ?\{/.test(text);
}

/** Of settings that may be long and are not all there. */
function gradioVersion({ text }: Page): string | undefined {
	const isGradio =
		/"mode": ?"(?:blocks|interface|\w{1,20}_interface)"/.test(text) && /"dev_mode": ?(?:true|false)/.test(text);
	return isGradio ? /^\{"version": ?"(\d{1,4}(?:\.\d{1,4})+)/.exec(text)?.[1] : undefined;
}

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
	confluence,
	nexus,
	sonarQube,
	jupyterHub,
	jupyter,
	ollama,
	gradio,
	comfyUi,
	selenium,
];
