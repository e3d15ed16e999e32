import type { Notice, SessionState } from './session.ts';

export interface Store {
  readonly state: SessionState;
  change(part: Partial<SessionState>): void;
  /** Puts a notice in the place of the one of its kind, or takes that away. */
  notify(kind: Notice['kind'], notice?: Notice): void;
  subscribe(listener: (state: SessionState) => void): () => void;
  clear(): void;
}

export function createStore(state: SessionState): Store {
  const listeners = new Set<(state: SessionState) => void>();
  const change = (part: Partial<SessionState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener(state);
  };
  return {
    get state() {
      return state;
    },
    change,
    notify(kind, notice) {
      const others = state.notices.filter((one) => one.kind !== kind);
      if (notice) change({ notices: [...others, notice] });
      else if (others.length < state.notices.length) change({ notices: others });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}
