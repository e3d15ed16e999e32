import type { ToolId } from '../tools.ts';

export type Command = 'run' | 'save' | 'stop' | 'next-failure' | 'fold-dock' | 'help' | 'code' | 'task' | ToolId;

/** What of a keyboard event matters here. */
export interface Keys {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

interface Situation {
  mac: boolean;
  running: boolean;
  /** Something is focused that takes text. */
  typing: boolean;
  /** The `?` key may be used: it can be turned off for those who speak to their computer. */
  questionMark: boolean;
}

/** By the place of the key, which is the same in every layout. */
const digits: Record<string, Command> = {
  Digit1: 'code',
  Digit2: 'results',
  Digit3: 'request',
  Digit4: 'data',
  Digit5: 'preview',
  Digit6: 'console',
  Digit7: 'terminal',
  Digit8: 'task',
  Digit9: 'next-failure',
  Digit0: 'fold-dock',
};

/**
 * The command of a key, if it has one. Places are reached with Alt+Shift and a digit, on a Mac with Control and a digit:
 * browsers keep Alt or Ctrl and a digit for their tabs, and Option types characters.
 */
export function commandOf(keys: Keys, { mac, running, typing, questionMark }: Situation): Command | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = keys;
  const main = (ctrlKey || metaKey) && !altKey;
  if (main && key === 'Enter') {
    if (!shiftKey) return 'run';
    // Otherwise it is the editor's: a new line above.
    return running ? 'stop' : undefined;
  }
  if (main && !shiftKey && key.toLowerCase() === 's') return 'save';
  const toPlace = mac ? ctrlKey && !metaKey && !altKey && !shiftKey : altKey && shiftKey && !ctrlKey && !metaKey;
  if (toPlace) return digits[code];
  if (key === '?' && !ctrlKey && !metaKey && !altKey && !typing && questionMark) return 'help';
  return undefined;
}

export interface Shortcut {
  keys: string[];
  does: string;
}

/** All shortcuts, as the dialog lists them. */
export function shortcutList(mac: boolean): { title: string; shortcuts: Shortcut[] }[] {
  const main = mac ? '⌘' : 'Ctrl';
  const place = (digit: number) => (mac ? ['Control', String(digit)] : ['Alt', 'Shift', String(digit)]);
  const go = (digit: number, does: string): Shortcut => ({ keys: place(digit), does });
  return [
    {
      title: 'Run',
      shortcuts: [
        { keys: [main, 'Enter'], does: 'Run the tests, or start the program of a playground' },
        { keys: [main, 'S'], does: 'Save and run the tests. Saving itself happens with every change' },
        { keys: [main, 'Shift', 'Enter'], does: 'Stop the run' },
        go(9, 'Next failure'),
      ],
    },
    {
      title: 'Go to',
      shortcuts: [
        go(1, 'Code'),
        go(2, 'Results'),
        go(3, 'Request'),
        go(4, 'Data'),
        go(5, 'Preview'),
        go(6, 'Console'),
        go(7, 'Terminal'),
        go(8, 'Task'),
        go(0, 'Fold or unfold the tools below the code'),
      ],
    },
    {
      title: 'In the editor',
      shortcuts: [
        { keys: mac ? ['Control', 'Shift', 'M'] : ['Ctrl', 'M'], does: 'Let Tab leave the editor, or indent again' },
        { keys: ['F1'], does: 'All commands of the editor' },
        { keys: [main, 'F'], does: 'Find' },
        { keys: ['F8'], does: 'Next problem' },
      ],
    },
    { title: 'Help', shortcuts: [{ keys: ['?'], does: 'This list, when no text is being typed' }] },
  ];
}
