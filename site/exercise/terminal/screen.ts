import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ILink, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { Frame } from '../../../sandbox/types.ts';
import { followTheme } from '../theme.ts';

export type Screen = ReturnType<typeof createScreen>;

export interface ScreenOptions {
  host: HTMLElement;
  onData(data: string): void;
  onResize(): void;
  /** A file of the exercise that a text names, when there is one. */
  fileOf(name: string): string | undefined;
  onOpen(frame: Frame): void;
  /** Before the terminal sees a key. False: it does not get it. */
  onKey(event: KeyboardEvent): boolean;
  /** `marked`, unless told otherwise: pasted lines come as one piece, and not as many times Enter. A real shell asks for it. */
  paste?: 'marked' | 'plain';
}

/** The terminal on the page. */
export function createScreen({ host, onData, onResize, fileOf, onOpen, onKey, paste = 'marked' }: ScreenOptions) {
  const style = getComputedStyle(host);
  const terminal = new Terminal({
    convertEol: true,
    cursorBlink: false,
    fontFamily: style.getPropertyValue('--mono'),
    fontSize: 14,
    lineHeight: 1.25,
    minimumContrastRatio: 4.5,
    screenReaderMode: true,
    scrollback: 5000,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.attachCustomKeyEventHandler((event) => !isForClipboard(event, terminal) && onKey(event));
  terminal.registerLinkProvider({
    provideLinks: (row, give) => give(linksOf(terminal, row, fileOf, onOpen)),
  });
  terminal.open(host);
  if (paste === 'marked') terminal.write('\x1b[?2004h');
  terminal.onData(onData);
  takeOtherInput(terminal.textarea, onData);
  followTheme(() => (terminal.options.theme = readTheme(host)));
  const resized = new ResizeObserver(() => {
    // Hidden panels have no size to fit into.
    if (host.clientWidth < 20 || host.clientHeight < 20) return;
    fit.fit();
    onResize();
  });
  resized.observe(host);
  return {
    write: (text: string) => terminal.write(text),
    columns: () => terminal.cols,
    size: () => ({ cols: terminal.cols, rows: terminal.rows }),
    clear: () => terminal.write('\x1b[2J\x1b[3J\x1b[H'),
    /** Whether the cursor stands behind something. Known when all that was written has arrived. */
    inLine: () => new Promise<boolean>((resolve) => terminal.write('', () => resolve(terminal.buffer.active.cursorX > 0))), // prettier-ignore
    focus: () => terminal.focus(),
    dispose() {
      resized.disconnect();
      terminal.dispose();
    },
  };
}

/** Ctrl+V pastes, and Ctrl+C copies what is selected, as on the rest of the page. Elsewhere they are keys of the shell. */
function isForClipboard({ type, key, ctrlKey, altKey, metaKey }: KeyboardEvent, terminal: Terminal): boolean {
  if (type !== 'keydown' || !ctrlKey || altKey || metaKey) return false;
  if (key.toLowerCase() === 'v') return true;
  if (key.toLowerCase() !== 'c' || !terminal.hasSelection()) return false;
  // The next Ctrl+C stops what runs.
  setTimeout(() => terminal.clearSelection());
  return true;
}

/** Dictation, emoji pickers and word suggestions press no key: for screen readers' sake xterm leaves their text out. */
function takeOtherInput(input: HTMLTextAreaElement | undefined, onData: (text: string) => void): void {
  let pressed = false;
  // Before xterm, which may stop the event.
  input?.addEventListener('keydown', () => (pressed = true), true);
  input?.addEventListener('keyup', () => (pressed = false), true);
  input?.addEventListener('input', (event) => {
    const { data, inputType, isComposing } = event as InputEvent;
    if (data && inputType === 'insertText' && !isComposing && !pressed) onData(data);
  });
}

/** `app.ts:12:3`, `app.ts, line 12` and `file:///…/app.ts:12:3`, when it is a file of the exercise. */
function linksOf(
  terminal: Terminal,
  row: number,
  fileOf: ScreenOptions['fileOf'],
  onOpen: ScreenOptions['onOpen'],
): ILink[] {
  // prettier-ignore
  const text = terminal.buffer.active.getLine(row - 1)?.translateToString(true) ?? '';
  return [...text.matchAll(/([\w@./-]+\.\w+)(?::(\d+)(?::(\d+))?|, line (\d+))/g)].flatMap((match) => {
    const file = fileOf(match[1]!);
    if (file === undefined) return [];
    const start = match.index + 1;
    return {
      text: match[0],
      range: { start: { x: start, y: row }, end: { x: start + match[0].length - 1, y: row } },
      activate: () => onOpen({ file, line: Number(match[2] ?? match[4]), column: Number(match[3] ?? 1) }),
    };
  });
}

/** The sixteen colours, from the page's own. xterm reads no `oklch`, so a canvas says what they are. */
function readTheme(host: HTMLElement): ITheme {
  const style = getComputedStyle(host);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const token = (name: string): string => {
    if (!context) return '#808080';
    context.fillStyle = style.getPropertyValue(name);
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const [red, green, yellow, blue, magenta, cyan] = ['--bad', '--good', '--warn', '--signal', '--code-keyword', '--code-parameter'].map(token) as [string, string, string, string, string, string]; // prettier-ignore
  return {
    background: token('--code-paper'),
    foreground: token('--code-ink'),
    cursor: token('--signal'),
    cursorAccent: token('--code-paper'),
    selectionBackground: token('--code-selection'),
    black: token('--ink'),
    white: token('--code-ink'),
    brightBlack: token('--ink-soft'),
    brightWhite: token('--ink'),
    red,
    green,
    yellow,
    blue,
    magenta,
    cyan,
    brightRed: red,
    brightGreen: green,
    brightYellow: yellow,
    brightBlue: blue,
    brightMagenta: magenta,
    brightCyan: cyan,
  };
}
