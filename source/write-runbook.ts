import type { Report } from './model.ts';
import type { CheckCommand } from './options.ts';
import { runbook, runbookFormatOf } from './report/runbook.ts';
import { writeReport } from './report/write.ts';
import { sshSession } from './targets/ssh-session.ts';

/** Writes how to close what was found, where `--runbook` asks for it. */
export async function writeRunbook({ runbook: file, choice }: CheckCommand, report: Report): Promise<void> {
	const format = file === undefined ? undefined : runbookFormatOf(file);
	if (file !== undefined && format !== undefined) {
		await writeReport(file, runbook(report, format, { ...choice, session: sshSession(process.env) }));
	}
}
