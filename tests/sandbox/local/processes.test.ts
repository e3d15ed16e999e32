import { describe, expect, test } from 'vitest';
import { leftovers, readStat, runVariable, programVariable, type Process } from '../../../sandbox/local/processes.ts';

test('reads a line of /proc, whatever the program is called', () => {
  const line = `42 (a b) S (x) S 7 42 42 0 -1 4194304 100 0 0 0 30 12 0 0 20 0 1 0 98765 1000000 2560 18446744073709551615`;
  const read = { id: 42, parent: 7, group: 42, cpu: 42, ready: false, started: 98765, memory: 10 };
  expect(readStat(42, line)).toEqual(read);
  expect(readStat(42, line.replace(') S 7', ') R 7'))).toEqual({ ...read, ready: true });
  expect(readStat(42, line.replace(') S 7', ') Z 7'))).toBeUndefined();
});

describe('what a run has left behind', () => {
  const owner = { leader: 100, run: 'abc', root: '/course/workspace/.run/abc', spare: 199 };
  const one = (id: number, more: Partial<Process> = {}): Process => ({ id, parent: 1, group: id, cpu: 0, memory: 0, ready: false, started: 50, ...more });
  const found = (process: Process, environment = '', folder = '/', others: Process[] = []) =>
    leftovers(owner, [...others, process], { environment: () => environment, folder: () => folder }).some(({ id }) => id === process.id);

  test.each<[string, boolean, ReturnType<typeof found>]>([
    ['a member of the group', true, found(one(101, { group: 100 }))],
    ['the leader itself', false, found(one(100, { group: 100 }))],
    ['a child in another group', true, found(one(101, { parent: 100 }))],
    ['the process of the next run', false, found(one(199, { parent: 100, group: 100 }))],
    ["a child's child", true, found(one(102, { parent: 101 }), '', '/', [one(101, { parent: 100 })])],
    ['a process with the mark', true, found(one(101), `A=1\0${runVariable}=abc\0`)],
    ['a process with the mark of another run', false, found(one(101), `${runVariable}=abcd\0`)],
    ['a process in the folder', true, found(one(101), '', `${owner.root}/deeper`)],
    ['a process in a folder that begins alike', false, found(one(101), '', `${owner.root}d`)],
    ["the learner's server", false, found(one(101), `${programVariable}=1\0`, owner.root)],
    ['somebody else', false, found(one(101), 'HOME=/root\0', '/root')],
    ['what was there before', false, found(one(101, { started: 10 }), `${runVariable}=abc\0`, '/', [one(process.pid, { started: 40 })])],
  ])('%s: %s', (_name, expected, is) => expect(is).toBe(expected));
}); // prettier-ignore
