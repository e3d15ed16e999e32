import { expect, test } from 'vitest';
import { createEventReader, type ServerEvent } from '../../../../site/exercise/request/sse.ts';

const stream =
  '\uFEFF: comment\n\nevent: tick\ndata: one\ndata:two\nid: 7\n\r\ndata\n\ndata: {"a":1}\r\n\r\nignored: x\nevent: none\n\ndata: unfinished\n';

function read(pieces: string[]): ServerEvent[] {
  const events: ServerEvent[] = [];
  const reader = createEventReader((event) => events.push(event));
  pieces.forEach(reader.push);
  return events;
} // prettier-ignore

const expected = [
  { type: 'tick', data: 'one\ntwo', id: '7' },
  { type: 'message', data: '', id: '7' },
  { type: 'message', data: '{"a":1}', id: '7' },
];

test('events are told apart by empty lines, and one without its end does not count', () => {
  expect(read([stream])).toEqual(expected);
});

test('however the text is cut, the events are the same', () => {
  for (let at = 0; at <= stream.length; at++) expect(read([stream.slice(0, at), stream.slice(at)])).toEqual(expected);
  expect(read([...stream])).toEqual(expected);
});
