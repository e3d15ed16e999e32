import type { Model } from '../model.ts';
import type { Screen } from './screen.ts';

/** A screen, and where what is typed on it goes. */
export interface Typing {
  screen: Screen;
  type(data: string): void;
}

/** The exercise's file that a name in the output means. */
export function fileOf(model: Model, name: string): string | undefined {
  const { exercise } = model.page;
  const names = [...Object.keys(model.state.value.files), ...Object.keys(exercise.tests)];
  const path = name.replace(/^(?:\.\/|\/exercise\/|.*\/home\/learner\/[^/]+\/)/, '');
  return names.find((known) => known === path);
}

/** Tab completes, so it needs another way out: Escape and then Tab, or Ctrl+M once, as in the editor. */
export function createTabKeys(model: Model, tell: (leaves: boolean) => void, searching: () => boolean) {
  let once = false;
  let always = false;
  const say = (leaves: boolean) => {
    tell(leaves);
    model.announced.value = leaves ? 'Tab leaves the terminal' : 'Tab completes in the terminal';
  };
  return (event: KeyboardEvent): boolean => {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Tab' && (once || always)) return false;
    if (event.key === 'Tab' && event.shiftKey) return false;
    if (event.ctrlKey && event.key.toLowerCase() === 'm') {
      always = !always;
      say(always);
      event.preventDefault();
      return false;
    }
    if (event.key === 'Escape' && !searching()) {
      once = true;
      say(true);
      return false;
    }
    if (once && !/^(?:Shift|Control|Alt|Meta)$/.test(event.key)) {
      once = false;
      tell(always);
    }
    return true;
  };
}

const keys: [string, string, string][] = [
  ['Tab', 'Complete', '\t'],
  ['↑', 'Earlier line', '\x1b[A'],
  ['↓', 'Later line', '\x1b[B'],
  ['←', 'Left', '\x1b[D'],
  ['→', 'Right', '\x1b[C'],
  ['Ctrl+C', 'Stop', '\x03'],
];

/** Keys that virtual keyboards do not have. */
export function HelperKeys({ opened }: { opened: Typing | undefined }) {
  return (
    <div class="terminal-keys" role="group" aria-label="Keys for the terminal">
      {keys.map(([shown, name, data]) => (
        <button
          key={name}
          type="button"
          aria-label={`${name} (${shown})`}
          disabled={!opened}
          // The keyboard stays open: the terminal keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            opened?.type(data);
            opened?.screen.focus();
          }}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}
