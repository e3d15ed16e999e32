import { exercise } from './protocol.ts';
import type { Processes } from './processes.ts';

/** Columns and rows of a terminal. */
export interface TerminalSize {
  cols: number;
  rows: number;
}

/** A shell of a container's own, with everything that a terminal of it shows. */
export interface ContainerShell {
  /** What somebody typed, as a terminal sends it: `\r` for Enter, `\x03` for Ctrl+C. */
  write(text: string): void;
  /** Called with what the terminal has to show, escape sequences included. What came before the first call is kept. */
  onData(listener: (text: string) => void): void;
  resize(size: TerminalSize): void;
  /** Its exit code. */
  readonly exit: Promise<number>;
  kill(): void;
}

/** Opens one more shell (`jsh`) in the learner's folder. */
export async function openShell(processes: Processes, size: TerminalSize): Promise<ContainerShell> {
  const shell = await processes.spawn('jsh', [], { cwd: exercise, terminal: size });
  let early = '';
  let show = (text: string): void => void (early += text);
  // Ends when the container is torn down in the middle of it.
  shell.output.pipeTo(new WritableStream({ write: (text) => show(text) })).catch(() => {});
  const input = shell.input.getWriter();
  return {
    write: (text) => void input.write(text).catch(() => {}),
    onData(listener) {
      show = listener;
      if (early) listener(early);
      early = '';
    },
    resize: (next) => shell.resize(next),
    exit: shell.exit,
    kill: () => shell.kill(),
  };
}
