import { testingModules } from '../testing/parts.ts';

/** The file that stands for `#testing`, or for a part of it, in our package inside of a container. */
export const testingFile = (specifier: string): string => specifier.replace('#testing', '').replace('/', '') || 'index';

/** What a `package.json` inside says about `#testing` and its parts. */
export const testingImports: Record<string, string> = Object.fromEntries(
  testingModules.map((specifier) => [specifier, `engine-room/testing/${testingFile(specifier)}`]),
);
