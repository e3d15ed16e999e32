import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const { resolve } = createRequire(import.meta.url);
const source = readFileSync(createRequire(resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(
    context: object,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/**
 * The accessibility faults of the whole page as it stands, in the light and, as far as colours go, in the dark. Only
 * frames are left out: what is shown in them is the learner's. Axe's own runner takes a second for each look, and so does
 * the editor's inside: it is looked at where it is asked for.
 */
export async function faults(page: Page, { editor = false } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const context = editor ? { include: ['html'] } : { exclude: ['.monaco-editor'] };
  const look = (rules: object) =>
    page.evaluate(
      async ([context, options]) => {
        const { violations } = await (window as unknown as { axe: Axe }).axe.run(context, options);
        return violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
        );
      },
      [context, { iframes: false, resultTypes: ['violations'], ...rules }] as const,
    );
  // Without motion, so that no colour is on its way to another.
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  const light = await look({});
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await look({ runOnly: ['color-contrast'] })).map((fault) => `dark ${fault}`)];
}
