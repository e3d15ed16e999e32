import type { Files, Output, Runtime } from '../../sandbox/types.ts';

/**
 * What every runtime promises, as programs over the `Runtime` interface. Each case returns plain data, so that the same
 * code runs in Node and inside of a page; tests/parity/runtime.test.ts says what must come out.
 */
export type Case = (runtime: Runtime) => Promise<unknown>;

const suite = (body: string): Files => ({
  'app.test.ts': `import { expect, test } from 'vitest';\nimport { value } from './app.ts';\n${body}`,
});

const server: Files = {
  'app.ts': `
    import express from 'express';
    export function createApp() {
      const app = express().use(express.json());
      app.post('/echo', (request, response) => void response.status(201).set('X-Seen', 'yes').json(request.body));
      app.get('/stream', (_request, response) => {
        response.write('one ');
        setTimeout(() => response.end('two'), 20);
      });
      return app;
    }`,
  'main.ts': `import { createApp } from './app.ts';\ncreateApp().listen(Number(process.env.PORT ?? 3000), () => console.log('ready'));\n`,
};

const request = (path: string, init?: RequestInit) => new Request(`http://localhost:3000${path}`, init);

export const cases: Record<string, Case> = {
  async 'a started program answers requests'(runtime) {
    await runtime.mount(server);
    const started = await runtime.start('main.ts');
    const headers = { 'content-type': 'application/json' };
    const echo = await runtime.fetch(request('/echo', { method: 'POST', headers, body: '{"a":"é"}' }));
    const stream = await runtime.fetch(request('/stream'));
    const missing = await runtime.fetch(request('/nowhere'));
    return {
      started: started.status,
      echo: [echo.status, echo.headers.get('x-seen'), await echo.json()],
      stream: await stream.text(),
      missing: missing.status,
    };
  },

  async 'a plain request keeps every header, and redirects are answers'(runtime) {
    await runtime.mount({
      'main.ts': `import http from 'node:http';
        http.createServer((request, response) => {
          response.writeHead(302, { 'X-Case': 'Kept', Location: '/elsewhere', 'Set-Cookie': ['a=1', 'b=2; HttpOnly'] });
          let body = '';
          request.on('data', (chunk) => (body += chunk));
          request.on('end', () => response.end(JSON.stringify([request.method, request.url, request.rawHeaders, body])));
        }).listen(Number(process.env.PORT ?? 3000));`,
    });
    await runtime.start('main.ts');
    const headers: [string, string][] = [['cookie', 'a=1'], ['X-Shout', 'YES'], ['Content-Type', 'text/plain'], ['Host', 'example.test'], ['X-Twice', '1'], ['X-Twice', '2']];
    const body = new TextEncoder().encode('é');
    const answer = await runtime.send!({ method: 'DELETE', url: 'http://localhost:3000/a?b=c', headers, body });
    const text = await new Response(answer.body).text();
    return [answer.status, answer.headers.filter(([name]) => !/^(date|connection|transfer-encoding|keep-alive)$/i.test(name)), JSON.parse(text)];
  },

  async 'a request can be given up, before and while it is answered'(runtime) {
    await runtime.mount({
      'main.ts': `import http from 'node:http';
        http.createServer((request, response) => {
          console.log('asked', request.url);
          response.on('close', () => console.log('closed', request.url, response.writableFinished));
          if (request.url === '/stream') response.write('first');
        }).listen(Number(process.env.PORT ?? 3000));`,
    });
    const printed: string[] = [];
    await runtime.start('main.ts', { onOutput: ({ text }) => printed.push(...text.trim().split('\n')) });
    const lines = async (count: number) => {
      for (let wait = 0; wait < 500 && printed.length < count; wait++) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    const ask = (path: string, signal?: AbortSignal) => runtime.send!({ method: 'GET', url: `http://localhost:3000${path}`, headers: [], body: null }, { signal });
    const controller = new AbortController();
    const silent = ask('/silent', controller.signal).then(() => 'answered', () => 'given up');
    await lines(1);
    controller.abort();
    const outcome = await silent;
    await lines(2);
    const reader = (await ask('/stream')).body.getReader();
    const first = new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    await lines(4);
    return [outcome, first, printed];
  },

  async 'WebSockets carry text and bytes both ways, and say how they ended'(runtime) {
    await runtime.mount({
      'main.ts': `import http from 'node:http';
        import { WebSocketServer } from 'ws';
        const server = http.createServer().listen(Number(process.env.PORT ?? 3000));
        const sockets = new WebSocketServer({ server, path: '/chat', handleProtocols: (offered) => (offered.has('v2') ? 'v2' : false) });
        sockets.on('connection', (socket) => {
          socket.send('welcome');
          socket.on('message', (data, binary) => (String(data) === 'end' ? socket.close(4001, 'as you wish') : socket.send(data, { binary })));
        });`,
    });
    await runtime.start('main.ts');
    const talk = (path: string, protocols: string[], texts: (string | Uint8Array)[]) =>
      new Promise<unknown[]>((resolve, reject) => {
        const seen: unknown[] = [];
        const opening = runtime.connect!(`ws://localhost:3000${path}`, protocols, (event) => {
          seen.push(event.type === 'message' && typeof event.data !== 'string' ? [...event.data] : event);
          if (event.type === 'open') opening.then((socket) => { for (const text of texts) socket.send(text); }, reject);
          if (event.type === 'close') resolve(seen);
        });
        opening.catch(reject);
      });
    const spoken = await talk('/chat', ['v1', 'v2'], ['hé', new Uint8Array([0, 255]), 'end']);
    const [refused] = await talk('/nowhere', [], []);
    const never = await runtime.connect!('ws://localhost:3000/chat', [], () => {});
    const wrong = (() => { try { never.close(1001); } catch (error) { return (error as Error).message; } return 'closed'; })();
    return { spoken, refused, wrong };
  },

  async 'a started program prints for as long as it lives'(runtime) {
    await runtime.mount({
      'main.ts': `import http from 'node:http';
        http.createServer((request, response) => { console.log('asked for', request.url); response.end(); }).listen(Number(process.env.PORT ?? 3000));`,
    });
    const printed: string[] = [];
    await runtime.start('main.ts', { onOutput: ({ text }) => printed.push(text.trim()) });
    for (const path of ['/a', '/b']) await runtime.fetch(request(path));
    for (let wait = 0; wait < 100 && printed.length < 2; wait++) await new Promise((resolve) => setTimeout(resolve, 20));
    return printed;
  },

  async 'a program that ends says with which exit code'(runtime) {
    const codes: number[] = [];
    for (const line of ["console.log('done')", 'process.exit(3)', 'process.exitCode = 4']) {
      await runtime.mount({ 'main.ts': `${line};\nexport {};\n` });
      await new Promise<void>((resolve) => {
        const onExit = (code: number) => void (codes.push(code), resolve());
        void runtime.start('main.ts', { onExit });
      });
    }
    return codes;
  },

  async 'a program that throws is an error, with its place'(runtime) {
    await runtime.mount({ 'main.ts': "\nthrow new Error('at the door');\n" });
    const started = await runtime.start('main.ts');
    return started.status === 'error' ? [started.reason, /main\.ts.*2/.test(started.message), /at the door/.test(started.message)] : started;
  },

  async 'without a program there is nobody to ask'(runtime) {
    await runtime.mount(server);
    return runtime.fetch(request('/')).then(
      () => 'answered',
      (error: Error) => error.message,
    );
  },

  async 'runs do not see each other'(runtime) {
    const body = `test('first', () => { const seen = (globalThis as any).seen; (globalThis as any).seen = true; expect([seen, value]).toEqual([undefined, 1]); });`;
    await runtime.mount({ 'app.ts': 'export const value = 1;', ...suite(body) });
    return [(await runtime.test()).status, (await runtime.test()).status];
  },

  async 'mount replaces everything'(runtime) {
    await runtime.mount({ 'old.ts': 'export {};', 'app.ts': "import './old.ts';\nexport const value = 1;", ...suite("test('a', () => {});") });
    const before = (await runtime.test()).status;
    await runtime.mount({ 'app.ts': "import './old.ts';\nexport const value = 1;", ...suite("test('a', () => {});") });
    const after = await runtime.test();
    return [before, after.status === 'error' && after.message];
  },

  async 'an aborted run says so, and the next one works'(runtime) {
    const controller = new AbortController();
    await runtime.mount({ 'app.ts': 'export const value = 1;', ...suite("test('waits', () => new Promise(() => {}));") });
    const pending = runtime.test({ signal: controller.signal, onTestStart: () => controller.abort() });
    const report = await pending;
    await runtime.mount({ 'app.ts': 'export const value = 1;', ...suite("test('a', () => expect(value).toBe(1));") });
    return [report.status === 'error' && report.message, (await runtime.test()).status];
  },

  async 'output keeps its order and its stream'(runtime) {
    const output: Output[] = [];
    await runtime.mount({
      'app.ts': "export const value = 1;\nconsole.log('one', { two: [3] });\nconsole.error('four');\n",
      ...suite("test('a', () => { console.log('five %d', 5 + value); });"),
    });
    await runtime.test({ onOutput: (one) => output.push(one) });
    return output.map(({ stream, text }) => `${stream}: ${text}`);
  },

  async 'skipped, todo and failing tests are told apart, in file order'(runtime) {
    // The skipped test is the material here: a program that is graded, not a test of the house.
    const body = `
      test.skip('skipped', () => {});
      test.todo('to do');
      test('passes', () => {});
      test('fails', () => { expect({ value }).toEqual({ value: 2 }); });
      test.each([[1, 2], [3, 4]])('%i and %i', (a, b) => { expect(b - a).toBe(1); });
    `;
    await runtime.mount({ 'app.ts': 'export const value = 1;', ...suite(body) });
    const report = await runtime.test();
    return report.status === 'error' ? report : report.tests.map(({ name, status, message, diff }) => [name, status, message, diff]);
  },

  async 'a suite without tests is an error'(runtime) {
    await runtime.mount({ 'app.ts': 'export const value = 1;', 'app.test.ts': "import './app.ts';" });
    const report = await runtime.test();
    return report.status === 'error' ? report.reason : report.status;
  },

  async 'no suite at all is an error'(runtime) {
    await runtime.mount({ 'app.ts': 'export const value = 1;' });
    const report = await runtime.test();
    return report.status === 'error' ? report.reason : report.status;
  },
}; // prettier-ignore
