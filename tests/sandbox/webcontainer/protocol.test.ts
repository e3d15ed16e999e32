import { describe, expect, test } from 'vitest';
import { createLineReader, toLine } from '../../../sandbox/webcontainer/protocol.ts';

function read(chunks: string[], mark = 'mine') {
  const heard: object[] = [];
  let text = '';
  const take = createLineReader<object>(mark, (message) => heard.push(message), (part) => (text += part)); // prettier-ignore
  for (const chunk of chunks) take(chunk);
  return { heard, text };
}

describe('lines in a terminal', () => {
  const line = toLine('mine', { a: 'é', b: [1] });

  test('are told from what anybody else printed', () => {
    expect(read([`before ${line}after`])).toEqual({ heard: [{ a: 'é', b: [1] }], text: 'before after' });
  });

  test('are whole however a terminal cuts them, and ends them', () => {
    for (let at = 0; at <= line.length; at++) {
      const ended = `one\r\n${line.slice(0, at)}`;
      expect(read([ended, `${line.slice(at).replace('\n', '\r\n')}two`])).toEqual({
        heard: [{ a: 'é', b: [1] }],
        text: 'one\ntwo',
      });
    }
  });

  test('behind another mark are text', () => {
    const forged = toLine('guessed', { type: 'done' });
    expect(read([forged])).toEqual({ heard: [], text: forged });
  });

  test('that somebody wrote into are text, and the next one is heard', () => {
    const broken = line.replace('"a"', '"a noise');
    expect(read([broken, line])).toEqual({ heard: [{ a: 'é', b: [1] }], text: expect.stringContaining('noise') });
  });
});
