import { describe, expect, test } from 'vitest';
import { commandOf, shortcutList, type Keys } from '../../../site/exercise/shortcuts/keys.ts';

const none: Keys = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const pc = { mac: false, running: false, typing: false, questionMark: true };
const mac = { ...pc, mac: true };
const of = (keys: Partial<Keys>, situation = pc) => commandOf({ ...none, ...keys }, situation);

describe('a key', () => {
  test('runs and saves with Ctrl or Cmd', () => {
    expect(of({ key: 'Enter', ctrlKey: true })).toBe('run');
    expect(of({ key: 'Enter', metaKey: true })).toBe('run');
    expect(of({ key: 's', ctrlKey: true })).toBe('save');
    expect(of({ key: 'S', metaKey: true }, mac)).toBe('save');
  });

  test('stops only while a run goes: otherwise the editor’s new line above is meant', () => {
    const keys = { key: 'Enter', ctrlKey: true, shiftKey: true };
    expect(of(keys)).toBeUndefined();
    expect(of(keys, { ...pc, running: true })).toBe('stop');
  });

  test('leaves what browsers and layouts use: Alt and a digit, Option and a digit', () => {
    expect(of({ key: '2', code: 'Digit2', altKey: true })).toBeUndefined();
    expect(of({ key: '2', code: 'Digit2', ctrlKey: true })).toBeUndefined();
    expect(of({ key: '[', code: 'Digit5', altKey: true }, mac)).toBeUndefined();
    expect(of({ key: '\\', code: 'Digit7', altKey: true, shiftKey: true }, mac)).toBeUndefined();
  });

  test('goes to places by where it is, in every layout', () => {
    expect(of({ key: '"', code: 'Digit2', altKey: true, shiftKey: true })).toBe('results');
    expect(of({ key: '6', code: 'Digit6', ctrlKey: true }, mac)).toBe('console');
  });

  test('opens the list with ?, but never where text is typed or where it is turned off', () => {
    expect(of({ key: '?', shiftKey: true })).toBe('help');
    expect(of({ key: '?', shiftKey: true }, { ...pc, typing: true })).toBeUndefined();
    expect(of({ key: '?', shiftKey: true }, { ...pc, questionMark: false })).toBeUndefined();
  });
});

test('no shortcut is listed twice', () => {
  for (const onMac of [true, false]) {
    const all = shortcutList(onMac).flatMap(({ shortcuts }) => shortcuts.map(({ keys }) => keys.join('+')));
    expect(new Set(all).size).toBe(all.length);
  }
});
