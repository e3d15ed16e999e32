import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { exercisePage } from './exercise-page.ts';

const server = `import express from 'express';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export function createApp(_options: unknown) {
  const app = express().use(express.json());
  app.all('/echo', (req, res) => void res.set('Set-Cookie', 'sid=1').json({ method: req.method, headers: req.rawHeaders, body: req.body }));
  app.get('/moved', (_req, res) => void res.redirect('/echo'));
  app.get('/events', (_req, res) => {
    res.set('Content-Type', 'text/event-stream').flushHeaders();
    let count = 0;
    const timer = setInterval(() => res.write('event: tick\\ndata: ' + ++count + '\\n\\n'), 50);
    res.on('close', () => { clearInterval(timer); console.log('the client has gone'); });
  });
  app.get('/broken', (req) => void req.socket.destroy());
  const listen = app.listen.bind(app);
  app.listen = ((...words: []) => {
    const server = listen(...words) as Server;
    new WebSocketServer({ server, path: '/chat' }).on('connection', (socket) => {
      socket.send('welcome');
      socket.on('message', (data, binary) => (String(data) === 'end' ? socket.close(4000, 'bye') : socket.send(data, { binary })));
    });
    return server;
  }) as typeof app.listen;
  return app;
}
`;

async function openRequest(page: Page, code?: string) {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  if (code) await exercise.replace('app.ts', code);
  await expect(page.locator('section.request')).toBeAttached();
  const panel = page.getByRole('region', { name: 'Request' });
  if (code) {
    // Its packages load when it first runs.
    await page.getByRole('tab', { name: 'Request' }).click();
    await panel.getByRole('button', { name: 'Start' }).click();
    await expect(panel).toContainText('Running on port 3000');
  }
  await page.context().setOffline(true);
  await page.getByRole('tab', { name: 'Request' }).click();
  const answer = panel.getByRole('region', { name: 'Answer' });
  return {
    exercise,
    panel,
    answer,
    path: panel.getByRole('textbox', { name: 'Path, with its query' }),
    method: panel.getByRole('combobox', { name: 'Method' }),
    send: panel.getByRole('button', { name: 'Send', exact: true }),
  };
}

const axe = async (page: Page) => (await new AxeBuilder({ page }).include('.request').analyze()).violations;

test('the server starts with the first request, and again when the code has changed', async ({ page }) => {
  const { exercise, panel, answer, path, send } = await openRequest(page);
  expect(await axe(page)).toEqual([]);
  await panel.getByRole('combobox', { name: 'Suggested' }).selectOption('A path that is not there');
  await send.click();
  await expect(answer).toContainText('404 Not Found');
  await expect(answer).toContainText('there is nothing at this address');
  await expect(panel).toContainText('Running on port 3000');
  expect(await axe(page)).toEqual([]);

  await exercise.replace('app.ts', "export function createApp(): never {\n  throw new Error('at the door');\n}\n// closed");
  await expect(panel).toContainText('Your code changed since it started');
  await path.press('Control+Enter');
  await expect(panel).toContainText('Your server did not start');
  await expect(exercise.results).toHaveCount(0);
  await panel.getByRole('button', { name: 'app.ts, line 2' }).click();
  await expect(exercise.editor('app.ts')).toBeFocused();
  await exercise.replace('app.ts', "import express from 'express';\nexport const createApp = (_o: unknown) => express().get('/', (_req, res) => void res.json({ fresh: [true] }));\n");
  await path.fill('/');
  await send.click();
  await expect(answer.locator('.body-text')).toHaveText('{\n  "fresh": [\n    true\n  ]\n}');
  await answer.getByRole('button', { name: 'Bytes' }).click();
  await expect(answer.locator('.hex')).toContainText('00000000  7b 22 66 72 65 73 68 22');
  await panel.getByText('Sent before').click();
  await expect(panel.getByRole('list', { name: 'Sent before' }).getByRole('button')).toHaveText([/GET \/ 200/, /GET \/nowhere 404/]);
}); // prettier-ignore

test('headers, JSON, redirects, cookies, streams and broken connections', async ({ page }) => {
  const { panel, answer, path, method, send } = await openRequest(page, server);
  await method.selectOption('POST');
  await path.fill('/echo');
  await panel.getByRole('textbox', { name: 'Body' }).fill('{"a": 1,}');
  await expect(panel).toContainText('line 1, column 8, the comma before } is too much');
  await panel.getByRole('textbox', { name: 'Body' }).fill('{"a":1}');
  await panel.getByRole('button', { name: 'Add Content-Type: application/json' }).click();
  await panel.getByRole('button', { name: 'Add a header' }).click();
  await page.keyboard.type('cookie');
  await page.keyboard.press('Tab');
  await page.keyboard.type('own=1');
  await page.keyboard.press('Control+Enter');
  await expect(answer.locator('.body-text')).toContainText('"cookie",\n    "own=1"');
  await expect(answer.locator('.body-text')).toContainText('"body": {\n    "a": 1\n  }');
  await panel.getByRole('button', { name: 'Copy as curl' }).click();
  await expect(panel.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `curl -i -X POST -H 'Content-Type: application/json' -H 'cookie: own=1' --data-raw '{"a":1}' http://localhost:3000/echo`,
  );

  await path.fill('/moved');
  await method.selectOption('GET');
  await send.click();
  await expect(answer).toContainText('302 Found');
  await answer.getByRole('button', { name: 'Follow to GET /echo' }).click();
  await expect(answer).toContainText('200 OK');

  await path.fill('/events');
  await send.click();
  await expect(answer.getByRole('list', { name: 'Events' }).getByRole('listitem').nth(2)).toContainText('tick');
  await expect(answer).toHaveAttribute('data-phase', 'streaming');
  await panel.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(answer).toContainText('Stopped');
  await expect(page.getByRole('region', { name: 'Console' })).toContainText('the client has gone');

  await path.fill('/broken');
  await send.click();
  await expect(answer).toContainText('Your server closed the connection without an answer');
  expect(await axe(page)).toEqual([]);
});

test('a WebSocket is opened, spoken to and closed', async ({ page }) => {
  const { panel } = await openRequest(page, server);
  await panel.getByRole('tab', { name: 'WebSocket' }).click();
  await panel.getByRole('textbox', { name: 'Path of the WebSocket' }).fill('/chat');
  await panel.getByRole('button', { name: 'Connect' }).click();
  const frames = panel.getByRole('list', { name: 'Frames' }).getByRole('listitem');
  await expect(frames.last()).toContainText('welcome');
  await panel.getByRole('textbox', { name: 'Message' }).fill('{"a":1}');
  await page.keyboard.press('Control+Enter');
  await expect(frames.last()).toContainText('Received');
  await expect(frames.last()).toContainText('{"a":1}');
  await panel.getByRole('checkbox', { name: 'As bytes' }).check();
  await panel.getByRole('textbox', { name: 'Message' }).fill('00 ff');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(frames.last()).toContainText('2 B, bytes');
  expect(await axe(page)).toEqual([]);
  await panel.getByRole('checkbox', { name: 'As bytes' }).uncheck();
  await panel.getByRole('textbox', { name: 'Message' }).fill('end');
  await panel.getByRole('button', { name: 'Send' }).click();
  await expect(frames.last()).toContainText('Closed with 4000: a code of the application, “bye”');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the panel takes the window, and fits it', async ({ page }) => {
    const panel = page.getByRole('region', { name: 'Request' });
    await page.goto('/exercises/hello-server/');
    await expect(exercisePage(page).runButton).toBeEnabled();
    await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Request' }).click();
    await panel.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(panel.getByRole('region', { name: 'Answer' })).toContainText('200 OK');
    expect(await panel.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    expect(await axe(page)).toEqual([]);
  });
});
