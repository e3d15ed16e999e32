import type { Channel } from './session.ts';

interface OtherTabsOptions {
  channel?: Channel | undefined;
  tab: string;
  /** Another tab has written something. */
  onSaved(): void;
  /** So many others have the same exercise open now. */
  onCount(count: number): void;
}

type Kind = 'hello' | 'here' | 'saved' | 'bye';

/** Knows which other tabs have the same exercise open, and tells them what was saved here. */
export function createOtherTabs({ channel, tab, onSaved, onCount }: OtherTabsOptions) {
  const others = new Set<string>();
  const post = (kind: Kind) => channel?.post({ kind, tab });
  const unlisten = channel?.listen((message) => {
    const { kind, tab: from } = (message ?? {}) as { kind?: Kind; tab?: unknown };
    if (typeof from !== 'string' || from === tab) return;
    const before = others.size;
    if (kind === 'bye') others.delete(from);
    else others.add(from);
    if (kind === 'hello') post('here');
    if (others.size !== before) onCount(others.size);
    if (kind === 'saved') onSaved();
  });
  return {
    /** Makes this tab known, and asks who else is there: one that crashed has said no goodbye. */
    meet() {
      others.clear();
      post('hello');
    },
    saved: () => post('saved'),
    leave: () => post('bye'),
    dispose() {
      post('bye');
      unlisten?.();
    },
  };
}
