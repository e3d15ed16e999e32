import type { Channel, Storage } from '../../../sandbox/session/session.ts';

/** Records that live as long as the test. */
export function memory(records = new Map<string, unknown>()): Storage & { records: Map<string, unknown> } {
  return {
    records,
    get: async (key) => structuredClone(records.get(key)),
    set: async (key, value) => void records.set(key, structuredClone(value)),
    update: async (key, change) => void records.set(key, structuredClone(change(records.get(key)))),
  };
}

/** A clock that goes on by one minute with each look. */
export function ticking() {
  let minute = 0;
  return { now: () => Date.UTC(2030, 0, 1, 0, minute++) };
}

/** What one tab says reaches all others. */
export function createWire(): () => Channel {
  const ears: ((message: unknown) => void)[] = [];
  return () => {
    let own: ((message: unknown) => void) | undefined;
    return {
      post: (message) => ears.filter((ear) => ear !== own).forEach((ear) => ear(message)),
      listen(hear) {
        ears.push((own = hear));
        return () => void ears.splice(ears.indexOf(hear), 1);
      },
    };
  };
}
