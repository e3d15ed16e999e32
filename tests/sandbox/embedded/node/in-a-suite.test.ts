import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestReport } from '../../../../sandbox/types.ts';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';

let embedded: EmbeddedPage;
beforeAll(async () => {
  embedded = await openEmbeddedPage();
});
afterAll(() => embedded?.close());

const files = {
  'app.ts': 'export const leave = () => process.exit(3);',
  'app.test.ts': `
    import { readdirSync } from 'node:fs';
    import { expect, test } from 'vitest';
    import { leave } from './app.ts';
    test('process.exit throws as in Vitest', () => {
      expect(leave).toThrow('process.exit unexpectedly called with "3" (test file: ' + import.meta.filename + ')');
    });
    test('the environment is that of a Vitest worker', () => {
      expect([process.env.NODE_ENV, process.env.VITEST, process.env.TEST]).toEqual(['test', 'true', 'true']);
    });
    test('relative paths start at the exercise', () => {
      expect(readdirSync('.').sort()).toEqual(['app.test.ts', 'app.ts']);
    });
  `,
};

test('a suite sees the process and the disk that Vitest gives it in Node', async () => {
  const report = await embedded.page.evaluate(async (files): Promise<TestReport> => {
    const runtime = await window.createRuntime('embedded', { assets: '/engine/' });
    await runtime.mount(files);
    const report = await runtime.test();
    await runtime.dispose();
    return report;
  }, files);

  expect(report).toMatchObject({ status: 'passed' });
});
