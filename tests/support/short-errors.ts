import type { Reporter } from 'vitest/node';

/** Stands after the reporter that prints: the last lines name everything that failed, however long the errors above are. */
export const failedNames: Reporter = {
  onTestRunEnd(modules, errors) {
    const lines = modules.flatMap((file) => {
      const tests = [...file.children.allTests('failed')].map((test) => [
        test.fullName,
        test.result().errors?.[0]?.message,
      ]);
      const own = file.errors().map((error) => ['the file itself', error.message]);
      return [...tests, ...own].map(([name, message]) => `  ${file.relativeModuleId} > ${name}: ${firstLine(message)}`);
    });
    const others = errors.map((error) => `  outside of tests: ${firstLine(error.message)}`);
    if (lines.length + others.length) console.log(['\nFailed:', ...lines, ...others].join('\n'));
  },
};

const firstLine = (text = '') => text.split('\n')[0]!.slice(0, 300);

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
