import type { ByPlatform, Step } from '../entry.ts';
import { run, say } from '../firewalls/recipe.ts';

/** A service that macOS brings along: a switch among its settings. */
interface Shared {
	readonly stop: ByPlatform;
	readonly sources: readonly string[];
}

export const remoteLogin: Shared = {
	stop: {
		macos: [
			say('This ends SSH, so have another way in: sign in at the Mac itself, or through Screen Sharing.'),
			switchedOff('Remote Login'),
			say('Or in Terminal, which needs Full Disk Access for this (Privacy & Security):'),
			run('systemsetup -f -setremotelogin off'),
		],
	},
	sources: [appleGuide('mchlp1066')],
};

export const screenSharing: Shared = {
	stop: {
		macos: [
			switchedOff('Screen Sharing'),
			say('Remote Management, on the same page, opens the same port: switch that off too.'),
		],
	},
	sources: [appleGuide('mh11848')],
};

export const appleFileSharing: Shared = {
	stop: { macos: [switchedOff('File Sharing')] },
	sources: [appleGuide('mh17131')],
};

function switchedOff(name: string): Step {
	return say(`On the Mac: Apple menu, System Settings, General, Sharing; switch off ${name}.`);
}

function appleGuide(page: string): string {
	return `https://support.apple.com/guide/mac-help/${page}/mac`;
}
