import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';

/** Leaves the files that hold a failed test where FAILED_FILES says, one in a line, for whoever started the run. */
export const failedFiles: Reporter = {
  onTestRunEnd(modules) {
    const file = process.env['FAILED_FILES'];
    if (!file) return;
    const failed = modules.filter((module) => module.state() === 'failed').map(({ moduleId }) => moduleId);
    writeFileSync(file, [...new Set(failed)].join('\n'));
  },
};
