import type { Edit, Step } from '../source/knowledge/entry.ts';
import { stepLines } from '../source/knowledge/plain.ts';
import { applyEdit } from './edit.ts';
import type { Machine } from './machine.ts';

/** Instructions with a step that takes a person. */
export class NotApplicableError extends Error {}

/**
 * Does what the steps say, in order, as their reader would: commands are typed, whatever comes of them, and lines are put
 * into files.
 *
 * @throws {NotApplicableError} before anything is done, where a step can't be done by a program.
 */
export async function applySteps(steps: readonly Step[], machine: Machine, log: (text: string) => void): Promise<void> {
	for (const step of steps) {
		if (step.kind === 'edit' && step.byHand !== undefined) throw new NotApplicableError(step.byHand);
	}
	for (const step of steps) {
		log(stepLines(step).join('\n'));
		if (step.kind === 'run') {
			const { code, text } = await machine.run(step.command);
			log(`ended with ${code}${text === '' ? '' : `:\n${text.trimEnd()}`}`);
		} else if (step.kind === 'edit') {
			await edit(step, machine, log);
		} else if (step.kind === 'write') {
			await machine.write(step.file, `${step.lines.join('\n')}\n`);
		}
	}
}

async function edit(step: Edit, machine: Machine, log: (text: string) => void): Promise<void> {
	const { text: listed } = await machine.run(`ls -d ${step.file} 2>/dev/null`);
	const [file = step.file, ...others] = listed.trim().split('\n').filter(Boolean);
	if (others.length > 0) throw new Error(`${step.file} stands for several files: ${listed.trim()}`);
	const before = (await machine.read(file)) ?? '';
	const after = applyEdit(before, step);
	await machine.write(file, after);
	const { text: difference } = await machine.run(`diff - '${file}'`, before);
	log(`changed ${file}:\n${difference}`);
}
