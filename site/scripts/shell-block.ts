import type { CommandResult, Contents, Prompt } from '../../sandbox/shell/types.ts';
import { createShellClient, type ShellClient } from '../exercise/terminal/shell-client.ts';
import type { PageHost } from '../exercise/terminal/shell-protocol.ts';
import shellWorker from '../exercise/terminal/shell-worker.ts?worker&url';
import type { HostName } from '../../sandbox/hosts/catalogue.ts';
import { Block } from './block.ts';
import { element } from './parts.ts';
import { sharedHosts } from './shared-hosts.ts';

/** Pieces of output that are kept on show, and signs that are shown at once. */
const kept = 200;
const flood = 20_000;

/** A bash with a folder of its own: a line to type, a log of what came. */
class ShellBlock extends Block {
  shell: Promise<ShellClient> | undefined;
  running = '';
  /** How the shell stands: a new one after Stop goes on from there. */
  prompt: Prompt = { status: 0, cwd: '', env: {} };
  files: Record<string, Contents> = {};
  unshown = '';
  stopHost: (() => void) | undefined;
  typed: string[] = [];
  back = 0;

  connectedCallback(): void {
    this.startOver();
    this.on('click', '[data-run]', () => void this.submit());
    this.on('click', '[data-command]', ({ currentTarget }) => void this.line((currentTarget as HTMLElement).dataset['command'] ?? '')); // prettier-ignore
    this.on('click', '[data-stop]', () => this.stop());
    this.on('click', '[data-again]', () => {
      this.startOver();
      this.querySelector('.log pre')?.replaceChildren();
      this.say('The folder is as it was at the start.');
    });
    this.on('keydown', 'input', (event) => this.onKey(event as KeyboardEvent));
  }

  get home(): string {
    return `/home/learner/${this.id}`;
  }

  input = (): HTMLInputElement => this.querySelector('input') as HTMLInputElement;

  onKey(event: KeyboardEvent): void {
    const input = this.input();
    if (event.key === 'Enter') void this.submit();
    else if (event.key === 'Escape') this.querySelector<HTMLElement>('.log')?.focus();
    else if (event.key === 'c' && event.ctrlKey && this.running && input.selectionStart === input.selectionEnd) this.stop();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      this.back = Math.min(Math.max(this.back + (event.key === 'ArrowUp' ? 1 : -1), 0), this.typed.length);
      input.value = this.typed.at(-this.back || this.typed.length) ?? '';
    } else return;
    event.preventDefault();
  } // prettier-ignore

  async submit(): Promise<void> {
    const input = this.input();
    const line = input.value;
    if (!line.trim()) return this.say('There is no command to run: type one, or use a suggestion.');
    if (this.running) return this.say('A command is still running. Stop ends it.');
    input.value = '';
    input.focus();
    // What could not begin is not lost.
    if (!(await this.line(line)) && !input.value) input.value = line;
  }

  /** Runs one line. False when it could not even begin. */
  async line(line: string): Promise<boolean> {
    if (this.running) return this.say('A command is still running. Stop ends it.'), false;
    this.typed.push(line);
    this.back = 0;
    return this.act(this.querySelector('[data-run]'), async (loaded) => {
      const shell = await this.open();
      loaded('');
      this.print(`${this.folder()}$ ${line}\n`);
      this.setRunning(line);
      const prompt = await shell.run(line);
      this.setRunning('');
      this.prompt = prompt;
      return prompt.status === 0 ? 'Done: exit status 0.' : `Done: exit status ${prompt.status}, which says that something failed.`;
    });
  } // prettier-ignore

  folder = (): string => this.prompt.cwd.replace(/^\/home\/learner(?=\/|$)/, '~');

  /** The shell, or a new one when the last did not start. */
  open(): Promise<ShellClient> {
    const begin = async () => {
      const worker = new Worker(shellWorker, { type: 'module' });
      const files = Object.fromEntries(Object.entries(this.files));
      const { status, cwd, env } = this.prompt;
      const start = { files, home: this.home, locked: {}, kept: {}, cwd, env, status, serve: '', definitions: [] };
      const shell = createShellClient(worker, start, this.host());
      await shell.ready;
      return shell;
    };
    this.shell ??= begin();
    this.shell.catch(() => (this.shell = undefined));
    return this.shell;
  }

  host(): PageHost {
    const elsewhere = async (name: string): Promise<CommandResult> => ({
      stdout: '',
      stderr: `${name}: not in this block. The Terminal of an exercise page has it.\n`,
      exitCode: 127,
    });
    return {
      output: (_stream, text) => this.print(text),
      sync: async (changes) => {
        for (const { path, contents } of changes) {
          if (contents === undefined) delete this.files[path];
          else this.files[path] = contents;
        }
        return [];
      },
      node: () => elsewhere('node'),
      test: () => elsewhere('npm test'),
      sql: () => elsewhere('sqlite3'),
      ask: async (name, method, params) => {
        const hosts = sharedHosts(this.dataset['engine'] ?? '', (words) => void this.say(words));
        // A loop in a host would go on without the shell.
        this.stopHost = hosts.stop;
        return hosts.ask(name as HostName, method, params).finally(() => (this.stopHost = undefined));
      },
      http: async () => ({ refused: true, running: [], start: 'nothing: no server runs in this block' }),
      jobs: async () => [],
      kill: async () => false,
      foreground: async () => undefined,
      clear: async () => this.querySelector('.log pre')?.replaceChildren(),
      history: async () => this.typed,
    };
  }

  /** Text alone: what commands say about colours is left out. A flood of it is shown a screen at a time. */
  print(text: string): void {
    if (!this.unshown) requestAnimationFrame(() => this.show());
    this.unshown = (this.unshown + text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '')).slice(-flood);
  }

  show(): void {
    const log = this.querySelector<HTMLElement>('.log');
    const pre = log?.querySelector('pre');
    pre?.append(element('span', '', this.unshown));
    this.unshown = '';
    if (!log || !pre) return;
    while (pre.childNodes.length > kept) pre.firstChild?.remove();
    log.scrollTop = log.scrollHeight;
  }

  setRunning(line: string): void {
    this.running = line;
    const stop = this.querySelector<HTMLButtonElement>('[data-stop]');
    if (!stop) return;
    if (!line && document.activeElement === stop) this.input().focus();
    stop.disabled = !line;
  }

  stop(): void {
    this.stopHost?.();
    this.end();
    this.print('^C\n');
    this.prompt = { ...this.prompt, status: 130 };
    this.say('Stopped. The next command has a new shell in the same folder.');
  }

  /** A worker that is busy for good can only be ended. */
  end(): void {
    void this.shell?.then((shell) => shell.end()).catch(() => {});
    this.shell = undefined;
    this.busy = false;
    this.querySelector('[data-run]')?.removeAttribute('aria-disabled');
    this.setRunning('');
  }

  startOver(): void {
    this.end();
    const files = JSON.parse(this.dataset['files'] ?? '{}') as Record<string, string>;
    this.files = Object.fromEntries(Object.entries(files).map(([name, text]) => [`${this.home}/${name}`, text]));
    this.prompt = { status: 0, cwd: this.home, env: {} };
  }
}

customElements.define('shell-block', ShellBlock);
