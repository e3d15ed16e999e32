import { formatOutput, formatReport, type Paint } from '../../../sandbox/local/print.ts';
import type { Session } from '../../../sandbox/session/session.ts';
import type { CommandResult } from '../../../sandbox/shell/types.ts';
import type { Exercise } from '../../../sandbox/types.ts';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };
export const paint: Paint = (style, text) => `\x1b[${codes[style]}m${text}\x1b[0m`;

/** `npm test`: the same run as the button's, in the words of the command line. */
export async function runTests(
  session: Pick<Session, 'run' | 'state'>,
  exercise: Pick<Exercise, 'slug' | 'title'>,
): Promise<CommandResult> {
  await session.run();
  const { report, console: outputs } = session.state;
  if (!report) return { stdout: '', stderr: 'Stopped. Nothing was graded.\n', exitCode: 130 };
  const exitCode = { passed: 0, failed: 1, error: 2 }[report.status];
  return { stdout: `${formatOutput(outputs, paint)}${formatReport(exercise, report, paint)}\n`, stderr: '', exitCode };
}
