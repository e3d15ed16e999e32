import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { exercisePage } from './exercise-page.ts';

const site = `import express from 'express';
export function createApp(_options: unknown) {
  const app = express().use(express.urlencoded({ extended: false }));
  app.get('/', (req, res) => {
    res.cookie('sid', 'secret', { httpOnly: true }).cookie('theme', 'dark');
    res.send(\`<!doctype html><title>Home</title><link rel="stylesheet" href="/style.css"><script src="/first.js"></script>
      <h1>Home</h1><p id="out"></p><a href="/about?from=home">About</a>
      <form method="post" action="/form"><input name="q" aria-label="Q" value="é & ü"><button>Send it</button></form>
      <button onclick="fetch('/data').then((r) => r.json()).then((d) => (out.textContent = 'data ' + d.ok + ' ' + d.cookie))">Fetch</button>
      <button onclick="const x = new XMLHttpRequest(); x.open('GET', '/data'); x.onload = () => (out.textContent = 'xhr ' + x.status); x.send()">XHR</button>
      <button onclick="location.href = '/about?from=script'">Script</button>
      <img src="x" onerror="alert('seen: ' + document.cookie)"><img alt="Dot" src="/dot.svg"><script>document.title += ' ' + first</script>\`);
  });
  app.get('/style.css', (_req, res) => void res.type('css').send('h1 { color: rgb(1, 2, 3) }'));
  app.get('/first.js', (_req, res) => void res.type('js').send('var first = "first";'));
  app.get('/dot.svg', (_req, res) => void res.type('svg').send('<svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>'));
  app.get('/data', (req, res) => void res.json({ ok: true, cookie: req.headers.cookie }));
  app.get('/about', (req, res) => void res.send('<h1>About</h1>' + req.query.from));
  app.post('/form', (req, res) => void res.redirect(303, '/done?q=' + encodeURIComponent(req.body.q)));
  app.get('/done', (req, res) => void res.type('text').send('done ' + req.query.q));
  app.get('/json', (_req, res) => void res.json({ a: [1, 2] }));
  app.get('/policy', (_req, res) => void res.set('Content-Security-Policy', "script-src 'self'").send('<h1 id="h">quiet</h1><script src="/first.js"></script><script>h.textContent = "loud"</script>'));
  return app;
}
`;

async function openPreview(page: Page, code: string) {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  await exercise.replace('app.ts', code);
  await expect(page.locator('iframe.preview-frame')).toBeAttached();
  const preview = page.getByRole('region', { name: 'Preview' });
  const address = preview.getByRole('textbox', { name: 'Path of the page' });
  return {
    preview,
    address,
    shown: page.frameLocator('iframe.preview-frame').frameLocator('iframe'),
    lines: preview.getByRole('list', { name: 'Said by the page' }),
    show: () => page.getByRole('tab', { name: 'Preview' }).click(),
    async go(path: string) {
      await address.fill(path);
      await address.press('Enter');
    },
  };
}

test('a page of the learner’s server works as in a browser, without a network', async ({ page, context }) => {
  const { preview, address, shown, lines, show, go } = await openPreview(page, site);
  await context.setOffline(true);
  await show();
  await go('/');
  await expect(shown.getByRole('heading', { name: 'Home' })).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(preview).toContainText('Home first');
  // The script of an injected attribute runs, and sees what scripts may see.
  await expect(lines).toContainText('alert: seen: theme=dark');
  await expect(shown.getByAltText('Dot')).toHaveJSProperty('naturalWidth', 7);
  await shown.getByRole('button', { name: 'Fetch' }).click();
  await expect(shown.locator('#out')).toHaveText('data true sid=secret; theme=dark');
  await shown.getByRole('button', { name: 'XHR' }).click();
  await expect(shown.locator('#out')).toHaveText('xhr 200');
  expect((await new AxeBuilder({ page }).include('.preview').exclude('iframe').analyze()).violations).toEqual([]);

  await shown.getByRole('link', { name: 'About' }).click();
  await expect(shown.getByRole('heading', { name: 'About' })).toBeVisible();
  await expect(address).toHaveValue('/about?from=home');
  await preview.getByRole('button', { name: 'Back' }).click();
  await shown.getByRole('button', { name: 'Send it' }).click();
  await expect(shown.locator('pre')).toHaveText('done é & ü');
  await expect(address).toHaveValue(`/done?q=${encodeURIComponent('é & ü')}`);
  await go('/json');
  await expect(shown.locator('pre')).toHaveText('{\n  "a": [\n    1,\n    2\n  ]\n}');
  await go('/policy');
  await expect(shown.getByRole('heading')).toHaveText('quiet');
  await expect(lines).toContainText('Content-Security-Policy');
  await go('/');
  await shown.getByRole('button', { name: 'Script' }).click();
  await expect(shown.getByText('script', { exact: false })).toBeVisible();
});

test('nothing leaves: a listening server hears nothing of a page that tries', async ({ page }) => {
  let heard = 0;
  // Chromium opens a connection for a frame before it asks the policy; what counts is that nothing is said on it.
  const server = createServer(
    (socket) => void socket.on('data', ({ length }) => (heard += length)).on('error', () => {}),
  );
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const there = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tries = `
    const there = '${there}';
    const tries = [
      () => fetch(there), () => navigator.sendBeacon(there), () => new WebSocket(there.replace('http', 'ws')),
      () => new EventSource(there), () => (new Image().src = there), () => document.body.append(Object.assign(document.createElement('iframe'), { src: there })),
      () => document.body.append(Object.assign(document.createElement('script'), { src: there })), () => import(there),
      () => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: there })),
      () => document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: there })),
      () => { const frame = document.createElement('iframe'); document.body.append(frame); return frame.contentWindow.fetch(there); },
      () => { const x = new (document.body.appendChild(document.createElement('iframe')).contentWindow.XMLHttpRequest)(); x.open('GET', there); x.send(); },
      () => window.open(there), () => (top.location = there), () => (parent.location = there),
      () => { const form = document.createElement('form'); form.action = there; document.body.append(form); HTMLFormElement.prototype.requestSubmit.call(form); },
      () => document.body.append(Object.assign(document.createElement('video'), { src: there })),
    ];
    (async () => { for (const one of tries) { try { await one(); } catch {} } alert('tried all'); setTimeout(() => (location.href = there), 100); })();`;
  const html = JSON.stringify(`<h1>Out</h1><script>${tries}</script>`);
  const code = `import express from 'express';\nexport function createApp(_options: unknown) {\n  const html = ${html};\n  return express().get('/', (_req, res) => void res.send(html));\n}\n// the end`;
  const { lines, show, go } = await openPreview(page, code);
  await show();
  await go('/');
  await expect(lines).toContainText('tried all');
  await expect(lines).toContainText('Not opened, not your server');
  expect(heard).toBe(0);
  server.close();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('plain text looks as in a browser', async ({ page }) => {
    const panels = page.getByRole('navigation', { name: 'Panels' });
    const preview = page.getByRole('region', { name: 'Preview' });
    await page.goto('/exercises/hello-server/');
    await expect(exercisePage(page).runButton).toBeEnabled();
    await panels.getByRole('button', { name: 'Preview' }).click();
    const address = preview.getByRole('textbox', { name: 'Path of the page' });
    await address.fill('/');
    await address.press('Enter');
    await expect(page.frameLocator('iframe.preview-frame').frameLocator('iframe').locator('pre')).toHaveText(
      'Hello, world!',
    );
    await expect(preview).toContainText('200 it worked, text/plain');
  });
});
