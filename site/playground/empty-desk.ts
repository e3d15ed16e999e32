import { signal } from '@preact/signals';
import type { Desk } from './desk.ts';

/** The desk before the device's list has been read: what the server draws. */
export function emptyDesk(name: string): Desk {
  const nothing = async () => {};
  return {
    id: '',
    name: signal(name),
    entries: signal([]),
    deleted: signal(undefined),
    problem: signal(''),
    keep: nothing,
    rename: nothing,
    remove: nothing,
    restore: nothing,
  };
}
