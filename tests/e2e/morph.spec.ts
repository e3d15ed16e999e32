import { expect, test, type Page } from '@playwright/test';
import { build } from 'esbuild';
import path from 'node:path';

/** The code that brings a living page to what the server draws now, in a page without a server. */
async function openPage(page: Page, before: string) {
  const entry = path.resolve(import.meta.dirname, '../../site/author/morph.ts');
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', globalName: 'author' }); // prettier-ignore
  await page.setContent(`<main id="main">${before}</main>`);
  await page.addScriptTag({ content: outputFiles[0]!.text });
  return {
    draw: (after: string) =>
      page.evaluate(
        ([then, now]) => {
          const drawn = (html: string) =>
            new DOMParser().parseFromString(`<main id="main">${html}</main>`, 'text/html');
          const [live, a, b] = [document, drawn(then!), drawn(now!)].map((one) => one.querySelector('main')!);
          const { author } = globalThis as unknown as { author: { morph(...words: unknown[]): void } };
          author.morph(live, a, b, (element: Element) => element.id === 'owned');
        },
        [before, after],
      ),
    html: () => page.locator('main').innerHTML(),
  };
}

const lesson = `<h1>Old</h1><p>First</p><details><summary>More</summary><p>Inside</p></details>
<quiz-block id="q1"><input><button>Check</button></quiz-block><p>Last</p><quiz-block id="q2"><p>Two?</p></quiz-block>
<div id="owned"><b>drawn</b></div>`;

test('a saved lesson changes what its author changed, and leaves the rest of the page as it is', async ({ page }) => {
  const live = await openPage(page, lesson);
  await page.locator('summary').click();
  await page.locator('#q1 input').fill('my answer');
  await page.evaluate(() => {
    document.querySelector('#q1')!.append('Right.');
    document.querySelector('#owned')!.textContent = 'by a component';
  });
  await live.draw(
    lesson
      .replace('Old', 'New')
      .replace('<p>Last</p>', '<p>Before last</p><p>Last</p><p>Last of all</p>')
      .replace('Two?', 'Three?')
      .replace('<b>drawn</b>', '<i>drawn otherwise</i>')
      .replace('<p>First</p>', ''),
  );
  await expect(page.locator('h1')).toHaveText('New');
  await expect(page.locator('main > p')).toHaveText(['Before last', 'Last', 'Last of all']);
  await expect(page.locator('details')).toHaveAttribute('open', '');
  await expect(page.locator('#q1 input')).toHaveValue('my answer');
  await expect(page.locator('#q1')).toContainText('Right.');
  await expect(page.locator('#q2')).toHaveText('Three?');
  await expect(page.locator('#owned')).toHaveText('by a component');
});

test('what is drawn comes out as drawn, whatever is taken out, put in or moved', async ({ page }) => {
  const parts = [
    '<p>a</p>',
    '<p id="b">b</p>',
    'text ',
    '<ul><li>1</li><li>2</li></ul>',
    '<x-block>x</x-block>',
    '<!--c-->',
  ];
  const drawings = [parts, [...parts].reverse(), parts.slice(1), parts.slice(0, -2), [parts[3]!, ...parts], [], ['<p>a <b>c</b></p>', parts[4]!, '<ul><li>2</li></ul>']]; // prettier-ignore
  for (const before of drawings) {
    for (const after of drawings) {
      const live = await openPage(page, before.join(''));
      await live.draw(after.join(''));
      expect(await live.html()).toBe(after.join(''));
    }
  }
});
