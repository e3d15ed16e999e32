import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

const exercises = path.resolve(import.meta.dirname, '../../exercises');

export const read = (...parts: string[]) => readFileSync(path.join(exercises, ...parts), 'utf8');

/** The exercise page as a learner drives it: by names, by keyboard. */
export function exercisePage(page: Page) {
  const runButton = page.getByRole('button', { name: 'Run tests' });
  const results = page.getByRole('region', { name: 'Results' });
  return {
    runButton,
    results,
    console: page.getByRole('region', { name: 'Console' }),
    reset: page.getByRole('button', { name: 'Reset', exact: true }),
    editor: (file: string) => page.getByRole('textbox', { name: `Editor: ${file}` }),

    async open(slug: string) {
      await page.goto(`/exercises/${slug}/`, { waitUntil: 'load' });
      await expect(runButton).toBeEnabled();
      await expect(page.locator('.monaco-editor').first()).toBeVisible();
      await expect(page.getByText('Ready, also offline')).toBeVisible();
    },
    /** Pastes: an editor that closes brackets and indents would change what is typed. */
    async replace(file: string, contents: string) {
      await page.evaluate((text) => navigator.clipboard.writeText(text), contents);
      await page.getByRole('textbox', { name: `Editor: ${file}` }).focus();
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+v');
      // Long lines are wrapped, which shows as spaces.
      const last = contents.trim().split('\n').at(-1)!.replaceAll(/\s/g, '');
      await expect
        .poll(async () => (await page.locator('.view-lines').innerText()).replaceAll(/\s/g, ''))
        .toContain(last);
    },
    /** What live regions say from now on, outside of the editor's own. */
    async listen() {
      const said = await page.evaluateHandle(() => {
        const all: string[] = [];
        new MutationObserver((changes) => {
          const regions = changes.map(({ target }) => {
            const at = target instanceof Element ? target : target.parentElement;
            return at?.closest('[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"]');
          });
          for (const region of new Set(regions)) {
            if (region && !region.closest('.monaco-editor, .monaco-aria-container') && region.textContent) {
              all.push(region.textContent);
            }
          }
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
        return all;
      });
      return () => said.jsonValue();
    },
    async run(status: 'passed' | 'failed' | 'error') {
      await runButton.click();
      await expect(results).toHaveAttribute('data-status', status);
    },
  };
}
