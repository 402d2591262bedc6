import { onEverySystem, onLinux, outsideContainers, type ServiceEntry, withSystemd } from '../entry.ts';
import { ollamaImage, ollamaPackages } from '../packages/development.ts';
import { containerLog, lastOf, looked, onSystemd } from '../usage.ts';

const gradio: ServiceEntry = {
	id: 'gradio',
	name: 'Gradio application',
	category: 'development',
	doors: [
		{
			port: 7860,
			protocol: 'tcp',
			severity: 'high',
			why: 'AI demonstrations that seldom have a login',
		},
	],
	what: 'A web page for trying out an AI model, built with Gradio.',
	risk: 'Such pages are made for demonstrations and have no login unless one was added. Strangers can use your graphics card and your paid services, and older versions of Gradio let them read files from your disk.',
	need: 'The people for whom the demonstration is made; otherwise nobody.',
	instructions: {
		bind: onEverySystem([
			{ kind: 'say', text: 'Where the program calls launch, name this machine only, then restart it:' },
			{
				kind: 'edit',
				file: 'app.py',
				lines: ['demo.launch(server_name="127.0.0.1")'],
				byHand: 'The program is your own',
			},
			{
				kind: 'say',
				text: 'Remove GRADIO_SERVER_NAME and options such as --listen or --share, which say the opposite, from the place that starts it.',
			},
		]),
		harden: onEverySystem([
			{ kind: 'say', text: 'Ask for a user name and a password, and serve it through a web server with HTTPS:' },
			{
				kind: 'edit',
				file: 'app.py',
				lines: ['demo.launch(server_name="127.0.0.1", auth=("anna", "a long password"))'],
				byHand: 'The program is your own',
			},
		]),
		pitfalls: [
			'With share=True the page is reachable through a public address of Gradio, whatever your firewall says.',
		],
	},
	sources: ['https://www.gradio.app/guides/sharing-your-app'],
};

const comfyUi: ServiceEntry = {
	id: 'comfyui',
	name: 'ComfyUI',
	category: 'development',
	doors: [
		{
			port: 8188,
			protocol: 'tcp',
			severity: 'high',
			why: 'AI workflows without a login; added nodes can run code',
		},
	],
	what: 'A program in which people build and run workflows for AI images.',
	risk: 'ComfyUI has no login. Strangers can use your graphics card, see your pictures and uploads, and many of the nodes that people add to it can be used to run code on your machine.',
	need: 'You, on the same machine or through a tunnel.',
	instructions: {
		bind: onEverySystem([
			{
				kind: 'say',
				text: 'It listens on this machine only unless it is told otherwise. Start it without --listen, or with this address:',
			},
			{ kind: 'run', command: 'python main.py --listen 127.0.0.1' },
		]),
		pitfalls: ['The option --listen without an address opens it on every IPv4 and IPv6 address.'],
	},
	sources: ['https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/cli_args.py'],
};

const ray: ServiceEntry = {
	id: 'ray',
	name: 'Ray dashboard',
	category: 'development',
	doors: [
		{
			port: 8265,
			protocol: 'tcp',
			severity: 'critical',
			why: 'Runs any job it is given, in most versions without a login',
		},
	],
	what: 'The control page and job interface of a Ray cluster, which spreads AI work over many machines.',
	risk: 'Ray is made to run any code it is handed, and most versions do so without a login. Whoever reaches this port owns your cluster, with its data and graphics cards. A campaign named ShadowRay did this to many servers; it became known in 2024.',
	need: 'Developers of the cluster, through a tunnel.',
	instructions: {
		stop: onLinux([
			{ kind: 'say', text: 'This ends all work of the cluster on this machine. Run it as the user who started Ray:' },
			{ kind: 'run', command: 'ray stop' },
		]),
		bind: onLinux([
			{
				kind: 'say',
				text: 'Start the head again, with the options you used before and the dashboard on this machine only:',
			},
			{ kind: 'run', command: 'ray stop\nray start --head --dashboard-host=127.0.0.1' },
		]),
		harden: onLinux([
			{ kind: 'say', text: 'From Ray 2.52 on, demand a token; every node and every client needs the same one:' },
			{
				kind: 'run',
				command:
					'export RAY_AUTH_MODE=token\nray get-auth-token --generate\nray stop\nray start --head --dashboard-host=127.0.0.1',
			},
		]),
		pitfalls: [
			'Ray opens more ports than this one (6379 and 10001 among them), and they run code as well; let the firewall admit only the cluster.',
			'The token travels without encryption, so still use a tunnel.',
		],
	},
	sources: [
		'https://docs.ray.io/en/latest/ray-security/index.html',
		'https://docs.ray.io/en/latest/ray-security/token-auth.html',
		'https://docs.ray.io/en/latest/cluster/cli.html',
		'https://www.oligo.security/blog/shadowray-attack-ai-workloads-actively-exploited-in-the-wild',
	],
};

const jupyter: ServiceEntry = {
	id: 'jupyter',
	name: 'Jupyter, or another web server',
	category: 'development',
	doors: [
		{
			port: 8888,
			protocol: 'tcp',
			name: 'Jupyter or HTTP alternate',
			severity: 'high',
			why: 'A notebook without a token is a shell for everyone',
		},
	],
	what: 'The usual port of Jupyter notebooks, in which people run code in the browser; others use it as a spare web port.',
	risk: 'If this is Jupyter without a token or password, strangers can run commands on your machine, simply by opening a terminal in the browser. If another program answers here, the risk is that of its own page.',
	need: 'The people who work in the notebooks, best through a tunnel or JupyterHub.',
	instructions: {
		stop: onEverySystem([
			{
				kind: 'say',
				text: 'Run this as the user who started it; unsaved work in the notebooks is lost. Older notebooks use "jupyter notebook stop".',
			},
			{ kind: 'run', command: 'jupyter server stop 8888' },
		]),
		bind: onEverySystem([
			{
				kind: 'say',
				text: 'In the home directory of the user who runs it (before Notebook 7: jupyter_notebook_config.py and NotebookApp):',
			},
			{ kind: 'edit', file: '~/.jupyter/jupyter_server_config.py', lines: ["c.ServerApp.ip = '127.0.0.1'"] },
			{ kind: 'run', command: 'jupyter server stop 8888' },
			{ kind: 'say', text: 'Then start it again as before, but without --ip=0.0.0.0, which wins over the file.' },
		]),
		harden: onEverySystem([
			{
				kind: 'say',
				text: 'Set a password; it is stored as a hash. Remove lines that set an empty token or password.',
			},
			{ kind: 'run', command: 'jupyter server password' },
			{ kind: 'say', text: 'Then encrypt the connection with a certificate, or put a web server with HTTPS in front:' },
			{
				kind: 'edit',
				file: '~/.jupyter/jupyter_server_config.py',
				lines: ["c.ServerApp.certfile = '/path/to/fullchain.pem'", "c.ServerApp.keyfile = '/path/to/privkey.pem'"],
			},
		]),
		pitfalls: [
			"Options such as --ServerApp.token='' or --NotebookApp.token='' switch the login off; look for them in scripts and containers.",
			'The password of Jupyter protects a shell, so treat it like the one for SSH.',
		],
	},
	sources: ['https://jupyter-server.readthedocs.io/en/latest/operators/public-server.html'],
};

const ollama: ServiceEntry = {
	id: 'ollama',
	name: 'Ollama',
	category: 'development',
	doors: [
		{
			port: 11434,
			protocol: 'tcp',
			severity: 'high',
			why: 'An AI server that has no login at all',
		},
	],
	what: 'A server that runs language models on your own machine.',
	risk: 'Ollama has no login. Strangers can use your graphics card for their own questions, delete or replace your models, and fill your disk with new ones. A study by SentinelLABS and Censys, published in 2026, found about 175,000 such servers.',
	need: 'Programs on the same machine; others should come through a web server with a login.',
	instructions: {
		usage: looked(
			{
				...onSystemd('journalctl -u ollama -g GIN -n 20 --no-pager'),
				macos: lastOf('~/.ollama/logs/server.log', '/opt/homebrew/var/log/ollama.log'),
				docker: containerLog,
			},
			'One line for each request, with the address it came from.',
		),
		stop: {
			...onLinux([{ kind: 'run', command: 'systemctl disable --now ollama' }]),
			windows: [
				{
					kind: 'say',
					text: 'Quit Ollama in the task bar, and take it out of the programs that start when you sign in.',
				},
			],
			...ollamaPackages.stop,
		},
		bind: {
			...onLinux([
				{
					kind: 'edit',
					file: '/etc/systemd/system/ollama.service.d/override.conf',
					section: ['[Service]'],
					lines: ['Environment="OLLAMA_HOST=127.0.0.1:11434"'],
					replaces: ['Environment="OLLAMA_HOST'],
				},
				{ kind: 'run', command: 'systemctl daemon-reload\nsystemctl restart ollama' },
			]),
			windows: [
				{ kind: 'say', text: 'Quit Ollama in the task bar, remove the setting that opened it, and start it again:' },
				{
					kind: 'run',
					command:
						"[Environment]::SetEnvironmentVariable('OLLAMA_HOST', $null, 'User')\n[Environment]::SetEnvironmentVariable('OLLAMA_HOST', $null, 'Machine')",
				},
			],
			...ollamaImage.bind,
		},
		pitfalls: [
			{
				on: withSystemd,
				text: 'The default is already 127.0.0.1; look for OLLAMA_HOST=0.0.0.0 in every drop-in (systemctl cat ollama).',
			},
			{
				on: outsideContainers,
				text: 'The Docker image listens on all its addresses; publish it as -p 127.0.0.1:11434:11434.',
			},
		],
	},
	sources: [
		'https://github.com/ollama/ollama/blob/main/docs/faq.mdx',
		...ollamaPackages.sources,
		...ollamaImage.sources,
		'https://www.sentinelone.com/labs/silent-brothers-ollama-hosts-form-anonymous-ai-network-beyond-platform-guardrails/',
	],
};

/** Servers for AI models and the work around them. */
export const developmentAi: readonly ServiceEntry[] = [gradio, comfyUi, ray, jupyter, ollama];
