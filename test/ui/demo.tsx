/**
 * Shows the screen with a made-up check, to look at it: node --import tsx test/ui/demo.tsx [start|one|many|all-open]
 * The events are the same in every run; the environment says the rest (NO_COLOR, TERM, SSH_CONNECTION, FPS).
 */
import { readCapabilities } from '../../source/terminal/capabilities.ts';
import { copyToClipboard } from '../../source/terminal/clipboard.ts';
import { runUi } from '../../source/ui/run.tsx';
import { demoCheck } from './demo-check.ts';

const scene = process.argv[2] ?? 'one';
const capabilities = readCapabilities(process);
const end = await runUi({
	...(scene === 'start' ? {} : { check: demoCheck(scene) }),
	start: async (targets) => {
		if (targets.includes('exmaple')) {
			throw new Error("can't resolve exmaple.com (no such host)");
		}
		return demoCheck(targets.includes(' ') ? 'many' : 'one', targets);
	},
	recent: ['example.com', '203.0.113.7', '192.0.2.0/28'],
	color: capabilities.color,
	ascii: capabilities.ascii,
	screenReader: capabilities.screenReader,
	fps: Number(process.env.FPS ?? (capabilities.ssh ? 10 : 15)),
	exportReport: async () => 'doorcheck-example.com.json',
	copy: (text) => copyToClipboard(text, { capabilities, write: (sequence) => process.stdout.write(sequence) }),
});
process.stdout.write(`left: ${end.leave}\n`);
process.exit();
