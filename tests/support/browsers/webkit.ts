import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import type { Browser, BrowserPage } from '../browsers.ts';
import { pageExpression, readResult } from './page-function.ts';

const driverPath = '/usr/bin/WebKitWebDriver';
const screenPath = '/usr/bin/Xvfb';
const browserPath = (): string | undefined => globSync('/usr/lib/*/webkit*gtk-*/MiniBrowser')[0];

/** What has to be installed before WebKit can be driven, if anything. */
export function missingForWebKit(): string | undefined {
  if (!existsSync(driverPath) || !browserPath()) return 'WebKitGTK (apt-get install webkit2gtk-driver)';
  return existsSync(screenPath) ? undefined : 'Xvfb (apt-get install xvfb)';
}

/** Safari's engine: WebKitGTK's small browser on a screen of its own, over plain WebDriver. */
export async function launchWebKit(): Promise<Browser> {
  const screen = await startScreen();
  const driver = await startDriver(screen.display);
  const stop = () => [driver.process, screen.process].forEach((process) => process.kill());
  try {
    const { sessionId, capabilities } = await driver.send<Session>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: browserPath(), args: ['--automation'] },
        },
      },
    });
    const send: Send = (method, path, body) => driver.send(method, `/session/${sessionId}${path}`, body);
    const chosen: Chosen = {};
    await send('POST', '/timeouts', { script: 280_000, pageLoad: 240_000 });
    return {
      name: 'webkit',
      version: `WebKitGTK/${capabilities.browserVersion}`,
      openPage: (url) => openPage(send, chosen, url),
      async close() {
        await send('DELETE', '').catch(() => {});
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

interface Session {
  sessionId: string;
  capabilities: { browserVersion: string };
}

type Send = <Value>(method: string, path: string, body?: object) => Promise<Value>;

/** The window that commands go to now. To choose it again is not free: the page is drawn anew. */
interface Chosen {
  handle?: string;
}

async function openPage(send: Send, chosen: Chosen, url: string): Promise<BrowserPage> {
  const { handle } = await send<{ handle: string }>('POST', '/window/new', { type: 'window' });
  // Commands go to the window that was chosen last, and pages may be used in turns.
  let last = Promise.resolve<unknown>(undefined);
  const inWindow = <Value>(...words: Parameters<Send>): Promise<Value> => {
    const next = last
      .catch(() => {})
      .then(async () => {
        if (chosen.handle !== handle) await send('POST', '/window', { handle });
        chosen.handle = handle;
        return send<Value>(...words);
      });
    last = next;
    return next;
  };
  const page: BrowserPage = {
    goto: (next) => inWindow('POST', '/url', { url: next }),
    async evaluate(fn, ...args) {
      const script = `const done = arguments[0]; ${pageExpression(fn, args)}.then(done);`;
      return readResult(await inWindow<string>('POST', '/execute/async', { script, args: [] }));
    },
    press: (keys) => inWindow('POST', '/actions', keyboard(chord(keys.split('+')))),
    type: (text) => inWindow('POST', '/actions', keyboard([...text].flatMap((character) => chord([character])))),
    async screenshot(file) {
      await writeFile(file, Buffer.from(await inWindow<string>('GET', '/screenshot'), 'base64'));
    },
    async close() {
      await inWindow('DELETE', '/window');
      delete chosen.handle;
    },
  };
  await page.goto(url);
  return page;
}

/** WebDriver's characters for keys that write none. */
const keyCodes: Record<string, string> = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Escape: '\uE00C',
  Space: ' ', End: '\uE010', Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
  Delete: '\uE017', '\n': '\uE007', '\t': '\uE004',
}; // prettier-ignore

function chord(keys: string[]) {
  const values = keys.map((key) => keyCodes[key] ?? key);
  return [
    ...values.map((value) => ({ type: 'keyDown', value })),
    ...values.reverse().map((value) => ({ type: 'keyUp', value })),
  ];
}

const keyboard = (actions: object[]) => ({ actions: [{ type: 'key', id: 'keyboard', actions }] });

/** A screen that nobody sees. Xvfb chooses a number that is free and writes it to the descriptor. */
async function startScreen(): Promise<{ process: ChildProcess; display: string }> {
  const child = spawn(screenPath, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((resolve, reject) => {
    child.stdio[3]!.once('data', (text: Buffer) => resolve(`:${text.toString().trim()}`));
    child.once('error', reject).once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
  return { process: child, display };
}

async function startDriver(display: string): Promise<{ process: ChildProcess; send: Send }> {
  const port = await freePort();
  const child = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    // A machine without a graphics card draws in memory; the session bus would only be looked for in vain.
    env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', GTK_A11Y: 'none' },
  });
  const send: Send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(290_000),
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: never };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Error(`WebKit: ${error}: ${message}`);
  };
  await untilItAnswers(() => send('GET', '/status'));
  return { process: child, send };
}

/** A driver says nothing when it is ready: it is asked until it answers. */
async function untilItAnswers(ask: () => Promise<unknown>, deadline = Date.now() + 90_000): Promise<void> {
  for (;;) {
    try {
      return void (await ask());
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    server.close(() => resolve(port));
  });
  return promise;
}
