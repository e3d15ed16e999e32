import { testTimeout } from './protocol.ts';

/** Packages that Node cannot load as they are: they import JSON without saying so. */
export const needBundling = [/@actions\/(?:workflow-parser|expressions)/];

/** What every run of a suite has in common, whoever asked for it. */
export const vitestConfig = (root: string) => ({
  config: false as const,
  root,
  server: { deps: { inline: needBundling } },
  watch: false,
  // Otherwise a suite would come to another report where CI is set.
  allowOnly: true,
  testTimeout,
  hookTimeout: testTimeout,
  teardownTimeout: testTimeout,
  // As where CI is set: a grader never writes what it compares with.
  update: 'none' as const,
  // Shuffled suites have the same order each time.
  sequence: { seed: 1 },
  clearScreen: false,
  css: false,
  api: false,
});

/** Vite passes this on to the transform, although its types do not list it. */
const withoutTsconfig = { tsconfig: false } as object;

export const viteConfig = {
  logLevel: 'silent' as const,
  // As in the browser, whatever a tsconfig.json around here says: an import that only names types goes away.
  oxc: { target: 'esnext', typescript: { onlyRemoveTypeImports: false }, ...withoutTsconfig },
  server: { watch: null, ws: false as const, fs: { strict: false } },
  // As Node completes a package's `main: index`. Vite would take index.mjs first, and graphql would be there twice: once
  // for the exercise, once for its libraries.
  resolve: { extensions: ['.js', '.mjs', '.mts', '.ts', '.jsx', '.tsx', '.json'] },
};
