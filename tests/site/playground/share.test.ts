import { describe, expect, test } from 'vitest';
import { fromFragment, fromText, linkLimit, toFragment } from '../../../site/playground/share.ts';

const shared = {
  name: 'My chat',
  entry: 'server.ts',
  files: { 'server.ts': 'console.log("grüß dich", 1 + 1);\n'.repeat(40), 'pages/chat.html': '<p>Chat</p>' },
  requests: [{ title: 'All', method: 'GET', path: '/', headers: { accept: '*/*' }, body: '' }],
};

/** A fragment as ours are made, of any text. */
async function pack(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const data = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
  let sum = 0x811c9dc5;
  for (const one of data) sum = Math.imul(sum ^ one.charCodeAt(0), 0x01000193) >>> 0;
  return `#share=1.${sum.toString(36)}.${data}`;
}

describe('a link', () => {
  test('brings back what was put in, and is short', async () => {
    const fragment = await toFragment(shared);
    expect(fragment).toMatch(/^#share=1\.[a-z0-9]+\.[\w-]+$/);
    expect(fragment.length).toBeLessThan(linkLimit / 10);
    expect(await fromFragment(fragment)).toEqual(shared);
  });

  test('that was cut off, changed or made up is broken', async () => {
    const fragment = await toFragment(shared);
    const middle = fragment.length - 40;
    const other = fragment[middle] === 'A' ? 'B' : 'A';
    const changed = fragment.slice(0, middle) + other + fragment.slice(middle + 1);
    for (const one of [fragment.slice(0, -3), changed, '#share=', '#share=1.x.y', '#share=one.a.b', '#other']) {
      expect(await fromFragment(one), one).toBe('broken');
    }
    expect(await fromFragment(await pack('no JSON'))).toBe('broken');
    expect(await fromFragment(await pack('[]'))).toBe('broken');
  });

  test('of a later version says so', async () => {
    const fragment = await toFragment(shared);
    expect(await fromFragment(fragment.replace('=1.', '=2.'))).toBe('newer');
    expect(await fromFragment(await pack('{"version":2,"files":[]}'))).toBe('newer');
  });

  test('that unfolds to too much is not unfolded', async () => {
    const bomb = await pack(JSON.stringify({ files: { 'a.ts': ' '.repeat(50_000_000) } }));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await fromFragment(bomb)).toBe('too-large');
  });
});

describe('a text', () => {
  const of = (files: unknown, more = {}) => fromText(JSON.stringify({ version: 1, files, ...more }));

  test('may hold only plain relative paths, and text', () => {
    for (const path of [
      '../a.ts',
      '/etc/passwd',
      'a//b.ts',
      'a/../b.ts',
      'a\\b.ts',
      '',
      'node_modules/x.js',
      'a\n.ts',
    ]) {
      expect(of({ [path]: '' }), path).toBe('broken');
    }
    expect(fromText('{"version":1,"files":{"__proto__":"x"}}')).toBe('broken');
    expect(of({ 'a.ts': 1 })).toBe('broken');
    expect(of({})).toBe('no-files');
    expect(of(Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`${at}.ts`, ''])))).toBe('too-large');
  });

  test('without the rest gets a name, and loses what cannot be used', () => {
    const read = of({ 'src/a.ts': 'x' }, { entry: 'b.ts', requests: [{ title: 'bad' }, shared.requests[0], 3] });
    expect(read).toEqual({
      name: 'Shared with me',
      entry: undefined,
      files: { 'src/a.ts': 'x' },
      requests: shared.requests,
    });
  });
});
