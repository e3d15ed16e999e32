import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openPython } from '../../../../sandbox/languages/python/process.ts';

const there = spawnSync('python3', ['--version']).status === 0;
type Sent = [method: string, path: string, body?: string];

const requests: Record<string, Sent[]> = {
  'wsgi.py': [
    ['GET', '/environ?a=1&b=%20x'],
    ['POST', '/environ', 'x=1'],
    ['GET', '/a%20b/%C3%A4'],
    ['POST', '/notes', '{"text": "ä"}'],
    ['GET', '/notes?limit=1'],
    ['POST', '/notes', 'no json'],
    ['GET', '/stream'],
    ['GET', '/write'],
    ['GET', '/late'],
    ['GET', '/twice'],
    ['GET', '/text'],
    ['GET', '/none'],
    ['GET', '/silent'],
    ['GET', '/cookies'],
    ['GET', '/boom'],
    ['DELETE', '/nothing'],
  ],
  'handler.py': [
    ['GET', '/a?b=c'],
    ['POST', '/', 'abc'],
    ['PUT', '/', 'abc'],
    ['GET', '/missing'],
    ['GET', '/moved'],
    ['GET', '/boom'],
    ['DELETE', '/after'],
  ],
};

/** What every answer holds of the moment, the place and the version. */
const neutral = (text: string) =>
  text
    .replace(/\[\d\d\/\w{3}\/\d{4} [\d:]+\]/g, '[time]')
    .replace(/Python\/3\.\d+\.\d+/g, 'Python/3')
    .replace(/\('127\.0\.0\.1', \d+\)/g, 'client')
    .replace(/^ +[~^]+ *\n/gm, '');

async function drive(name: string, command?: string) {
  let printed = '';
  if (command) process.env['ENGINE_ROOM_PYTHON'] = command;
  const opening = openPython((_stream, text) => void (printed += text));
  delete process.env['ENGINE_ROOM_PYTHON'];
  const python = await opening;
  const app = readFileSync(path.join(import.meta.dirname, 'apps', name), 'utf8');
  const state = await python.run({ entry: name, files: { [name]: app }, env: { PORT: '8000' }, anyPort: true });
  const port = state.status === 'serving' ? state.ports[0]!.port : 0;
  const answers: unknown[] = [];
  for (const sent of requests[name]!) answers.push({ sent, got: await send(port, sent) });
  // Its log may still be on its way.
  await expect.poll(() => printed).toContain(requests[name]!.at(-1)!.slice(0, 2).join(' '));
  python.kill();
  return { answers, printed: neutral(printed) };
}

function send(port: number, [method, target, body]: Sent): Promise<unknown> {
  return new Promise((resolve) => {
    const headers = {
      'x-one': '1',
      cookie: 'c=d',
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    };
    const outgoing = http.request({ port, method, path: target, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      incoming.on('error', (error) => resolve({ error: error.message, text }));
      incoming.on('end', () => {
        // Since 3.13, the page of send_error() has a style.
        const page = text.includes('<!DOCTYPE HTML>') ? text.replace(/ *<style[^]*<\/style>\n/, '') : undefined;
        const hidden = ['Date', ...(page === undefined ? [] : ['Content-Length'])];
        const pairs = incoming.rawHeaders.map((one, index, all) =>
          hidden.includes(all[index - 1]!) ? '' : neutral(one),
        );
        resolve({ status: [incoming.statusCode, incoming.statusMessage], headers: pairs, text: page ?? text });
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve({ error: error.code }));
    outgoing.end(body);
  });
}

describe.skipIf(!there)('answers as python3 does (skipped where there is no python3)', () => {
  test.for(Object.keys(requests))('%s', async (name) => {
    const [ours, debian] = await Promise.all([drive(name), drive(name, 'python3')]);
    expect(ours.answers).toEqual(debian.answers);
    expect(ours.printed).toBe(debian.printed);
  });
});
