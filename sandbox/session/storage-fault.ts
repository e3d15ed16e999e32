import { errorText } from './work.ts';

/** `full`: no room on the device. `blocked`: the browser gives this page no storage. `other`: anything else, perhaps for a moment. */
export type StorageFault = 'full' | 'blocked' | 'other';

/** What kind of trouble a storage's rejection tells of. */
export function storageFault(error: unknown): { fault: StorageFault; reason: string } {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  const reason = errorText(error);
  if (name === 'QuotaExceededError' || /quota|disk is full/i.test(reason)) return { fault: 'full', reason };
  if (/^(SecurityError|NotAllowedError|InvalidStateError)$/.test(name)) return { fault: 'blocked', reason };
  if (/indexedDB|not allowed|denied|insecure/i.test(reason)) return { fault: 'blocked', reason };
  return { fault: 'other', reason };
}
