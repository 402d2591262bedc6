import type { Platform, Step } from './entry.ts';
import { run, say } from './firewalls/recipe.ts';

/**
 * The same steps, with a way back around them: before the first command about the port something is set up that takes the
 * rules back (`undo`) after five minutes, and at the end the reader is told to stop it once a new sign-in has worked. What
 * is looked up before may stand in `undo`.
 */
export function withWayBack(
	steps: readonly Step[],
	undo: readonly Step[],
	{ platform, port }: { readonly platform: Platform; readonly port: number },
): readonly Step[] {
	const windows = platform === 'windows';
	// There the whole firewall comes back, with the profiles that the first command looks at.
	const first = steps.findIndex((step) => step.kind === 'run' && (windows || step.command.includes(String(port))));
	const way = windows ? onWindows : inShell(undo, surroundings[platform]);
	return [...steps.slice(0, first), ...way.before, ...steps.slice(first), ...way.after];
}

interface Way {
	readonly before: readonly Step[];
	readonly after: readonly Step[];
}

const thenTheRules = say('With that under way, go on:');

/**
 * Not a job that ends with the shell: losing the connection is what it is for. Its number is shown, because the shell may
 * be a script that has ended by then.
 */
function inShell(undo: readonly Step[], { look = [], restore = [] }: Surroundings = {}): Way {
	const commands = undo.flatMap((step) => (step.kind === 'run' ? step.command.split('\n') : []));
	return {
		before: [
			say(
				'First set up a way back. Unless you stop it, this takes the rules back in five minutes, even if you are cut off:',
			),
			run(
				"(trap '' HUP",
				...look,
				'sleep 300',
				...commands,
				...restore,
				') > /dev/null 2>&1 &',
				'echo "To stop the way back: kill $!"',
			),
			thenTheRules,
		],
		after: signInFirst('with the kill that it showed'),
	};
}

/** What else the steps change, looked at before and put back. */
interface Surroundings {
	readonly look?: readonly string[];
	readonly restore?: readonly string[];
}

/** Where pf was off, the steps switch it on, with whatever other rules /etc/pf.conf holds. */
const surroundings: Readonly<Partial<Record<Platform, Surroundings>>> = {
	freebsd: {
		look: ['on=; pfctl -s Running && on=1'],
		restore: ['test -n "$on" || pfctl -d'],
	},
};

const file = 'C:\\ProgramData\\doorcheck-before.wfw';

/**
 * The rules as they were are kept whole, since some that are switched off on the way have no name that is known before.
 * Unless told otherwise a task doesn't start while a computer runs on its battery.
 */
const onWindows: Way = {
	before: [
		say(
			'First set up a way back. Unless you stop it, this brings all rules of the firewall back in five minutes, as they are now:',
		),
		run(
			`Remove-Item '${file}' -ErrorAction SilentlyContinue`,
			`netsh advfirewall export '${file}'`,
			`$back = New-ScheduledTaskAction -Execute netsh.exe -Argument 'advfirewall import ${file}'`,
			'$when = New-ScheduledTaskTrigger -Once -At (Get-Date).AddMinutes(5)',
			'$how = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries -StartWhenAvailable',
			'Register-ScheduledTask -TaskName doorcheck-undo -Action $back -Trigger $when -Settings $how -User SYSTEM -RunLevel Highest -Force',
		),
		thenTheRules,
	],
	after: signInFirst(
		'in PowerShell as Administrator: Unregister-ScheduledTask -TaskName doorcheck-undo -Confirm:$false',
	),
};

/** A sentence and no command: whoever copies all commands and runs them at once must not stop the way back by that. */
function signInFirst(how: string): readonly Step[] {
	return [
		say(
			`Now sign in anew, in another window. Only if that works, stop the way back, ${how}. If it doesn't work, wait until the five minutes are over, and look at the rules again.`,
		),
	];
}
