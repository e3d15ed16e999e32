import type { Reporter } from 'vitest/node';

/** Characters of one part of an error: enough to see what differs, also when two bundles are compared. */
const longest = 3000;

/** Stands before the reporter that prints: an assertion about a bundle would fill the terminal with all of it. */
export const shortErrors: Reporter = {
  onTestCaseResult: (test) => test.result().errors?.forEach(shorten),
  onTestSuiteResult: (suite) => suite.errors().forEach(shorten),
  onTestModuleEnd: (file) => file.errors().forEach(shorten),
};

function shorten(error: object): void {
  const parts = error as Record<string, unknown>;
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value !== 'string' || value.length <= longest) continue;
    parts[name] = `${value.slice(0, longest)} … (${value.length - longest} more characters)`;
  }
}
