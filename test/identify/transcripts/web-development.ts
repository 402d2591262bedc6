import { answer, html, json, notFound, redirect, site } from '../http-answer.ts';
import type { Transcript } from '../transcript.ts';

const connections = { usual: 1, elsewhere: 2 };
const rest = { otherwise: notFound, connections } as const;
/** What a port suggests and isn't there is told on that port alone. */
const here = { otherwise: notFound, connections: { usual: 1 } } as const;

const requestTime = 'X-Confluence-Request-Time: 1717941856042';
const confluencePage = (title: string, body: string) =>
	`<!DOCTYPE html><html><head><title>${title}</title><meta id="confluence-context-path" name="confluence-context-path" content=""><meta name="ajs-version-number" content="7.13.6"><meta name="ajs-remote-user" content=""></head>${body}`;

const gradioPage = (config: object) =>
	html(
		`<!doctype html><html lang="en"><head><meta property="og:url" content="https://gradio.app/" /><script>window.gradio_config = ${JSON.stringify(config)};</script></head><body><gradio-app></gradio-app>`,
		'200 OK',
		'Server: uvicorn',
	);
const gradioConfig = {
	...{ version: '4.44.1', mode: 'blocks', app_id: 8721, dev_mode: false, analytics_enabled: true },
	components: [],
};
const notAuthenticated = json({ detail: 'Not authenticated' }, '401 Unauthorized', 'Server: uvicorn');
const gradioNode = html(
	'<!doctype html><html lang="en"><head><title>Speech</title></head><div class="gradio-container">',
);

export default [
	{
		name: 'a Confluence',
		source: 'Confluence 7.13, response to GET / and login page as users recorded them, shortened',
		port: 8090,
		answers: site({
			'/': answer('302 ', [
				requestTime,
				'Location: /login.action?os_destination=%2Findex.action&permissionViolation=true',
				'Content-Type: text/html;charset=UTF-8',
			]),
			'/login.action?os_destination=%2Findex.action&permissionViolation=true': html(
				confluencePage('Log In - Confluence', '<input type="text" name="os_username"><input name="os_password">'),
				'200 ',
				requestTime,
			),
		}),
		...rest,
		identity: { service: 'confluence', product: 'Confluence', version: '7.13.6', access: 'protected' },
		evidence: /content="7\.13\.6"/,
	},
	{
		name: 'a Confluence that strangers may read',
		source: 'Confluence 5.5, page for an anonymous reader as one was recorded, shortened',
		port: 8090,
		answers: site({
			'/': redirect('/index.action', requestTime),
			'/index.action': html(confluencePage('Dashboard - Confluence', '<h1>Welcome</h1>'), '200 ', requestTime),
		}),
		...rest,
		identity: { service: 'confluence', version: '7.13.6', access: 'unknown', remark: 'shows pages to strangers' },
	},
	{
		name: 'a Confluence that sends its readers to another server',
		source: 'written for this test: a login elsewhere (single sign-on)',
		port: 8090,
		answers: site({ '/': redirect('https://id.example.com/authorize', requestTime) }),
		...rest,
		identity: { service: 'confluence', version: undefined, access: 'unknown' },
	},
	{
		name: 'a Jira, which has the same elements in its pages',
		source: 'written for this test: Jira has ajs-version-number, and not the field',
		port: 8090,
		answers: site({ '/': html(confluencePage('System Dashboard - Confluence migration', '')) }),
		...here,
		identity: { service: 'http', isNot: 'confluence' },
	},
	{
		name: 'a Gradio without a login',
		source: 'Gradio 4.44, routes.py and get_config_file of blocks.py, shortened',
		port: 7860,
		answers: site({
			'/': gradioPage(gradioConfig),
			'/config': json(gradioConfig, '200 OK', 'Server: uvicorn'),
		}),
		...rest,
		identity: { service: 'gradio', product: 'Gradio', version: '4.44.1', access: 'open' },
	},
	{
		name: 'a Gradio with one',
		source: 'Gradio 4.44, routes.py: main and login_check',
		port: 7860,
		answers: site({
			'/': gradioPage({ auth_required: true, auth_message: null, space_id: null, root: 'http://127.0.0.1:7860' }),
			'/config': notAuthenticated,
		}),
		...rest,
		identity: { service: 'gradio', version: undefined, access: 'protected', remark: 'asks for a password' },
	},
	{
		name: 'a Gradio whose page Node.js renders',
		source: 'Gradio 5.29, routes.py: login_check and app_id',
		port: 7860,
		answers: site({ '/': gradioNode, '/config': notAuthenticated, '/gradio_api/app_id': json({ app_id: 8721 }) }),
		otherwise: notFound,
		connections: { usual: 1 },
		identity: { service: 'gradio', access: 'protected' },
	},
	{
		name: 'another program on the port of Gradio',
		source: 'written for this test: a program whose settings are public, and begin alike',
		port: 7860,
		answers: site({
			'/': html('<title>Chat</title><p>Made with Gradio.'),
			'/config': json({ version: '1.2.3', mode: 'dark', dev_mode: false }),
		}),
		...here,
		identity: { service: 'http', version: undefined, isNot: 'gradio' },
	},
	{
		name: 'a program on FastAPI with a login',
		source: 'written for this test: login_check answers as any other on FastAPI',
		port: 7860,
		answers: site({ '/': html('<title>Chat</title>'), '/config': notAuthenticated }),
		...here,
		identity: { service: 'http', isNot: 'gradio' },
	},
] satisfies readonly Transcript[];
