import { createPageHosts } from '../../../sandbox/embedded/page-hosts.ts';
import type { HostName } from '../../../sandbox/hosts/catalogue.ts';
import type { HostAnswer, Prompt } from '../../../sandbox/shell/types.ts';
import type { Exercise, Runtime } from '../../../sandbox/types.ts';
import type { ProgramHost } from '../../../sandbox/session/program-host.ts';
import type { ServicesHost } from '../../../sandbox/session/services-host.ts';
import { isServiceName } from '../../../sandbox/services/names.ts';
import type { Session, Storage } from '../../../sandbox/session/session.ts';
import { createConnections } from './connections.ts';
import { createHistory, type History } from './history.ts';
import { createKeptFiles, type KeptFiles } from './kept-files.ts';
import { splitKeys } from './line.ts';
import { createPrograms } from './programs.ts';
import { createPrompt, type LinePrompt } from './prompt.ts';
import { runTests } from './report.ts';
import { createShellClient, type ShellClient } from './shell-client.ts';
import type { PageHost } from './shell-protocol.ts';
import { createSql } from './sql.ts';

/** What the terminal needs of a screen; xterm's is in `screen.ts`. */
export interface TerminalScreen {
  write(text: string): void;
  columns(): number;
  clear(): void;
  inLine(): Promise<boolean>;
}

export interface TerminalOptions {
  exercise: Pick<Exercise, 'slug' | 'title' | 'tests' | 'serve'>;
  session: Session;
  program: ProgramHost;
  /** What stands beside the exercise's server. */
  databases?: ServicesHost | undefined;
  storage: Storage;
  /** Where the engine's files are. */
  engine: string;
  startRuntime(): Promise<Runtime>;
  createWorker(): Worker;
  screen: TerminalScreen;
  say(text: string): void;
}

export type ExerciseTerminal = ReturnType<typeof createTerminal>;

const welcome = 'A bash on the files of this page. Type \x1b[1mhelp\x1b[0m to see what it can do.\n';

/** Prompt, shell and programs put together. */
export function createTerminal(options: TerminalOptions) {
  const { exercise, session, screen } = options;
  const kept = createKeptFiles(session, exercise.tests, `/home/learner/${exercise.slug}`);
  const history = createHistory(options.storage);
  const { host, programs, interrupt } = createHost(options, kept, history, (_stream, text) => print(text));
  const life = createLife(options, kept, host);
  /** A line is running: what is typed now waits for the next prompt. */
  let busy = true;
  const print = (text: string) => {
    if (busy) return screen.write(text);
    prompt.hide();
    screen.write(text.endsWith('\n') ? text : `${text}\n`);
    prompt.show();
  };
  const prompt = createPrompt({
    screen: { ...screen, say: options.say },
    history,
    unfinished: (text) => life.shell().unfinished(text),
    complete: (line, cursor) => life.shell().complete(line, cursor),
    onLine(text) {
      busy = true;
      void next(life.run(text));
    },
  });
  const next = async (turn: Promise<Prompt | undefined>) => {
    const reached = await turn.catch((error: Error) => {
      screen.write(`The terminal could not start: ${error.message}\nReload the page to try again.\n`);
    });
    if (!reached) return;
    if (await screen.inLine()) screen.write('\n');
    if (reached.ended) screen.write('This shell has ended. Here is a new one.\n');
    for (const line of programs.news()) screen.write(`${line}\n`);
    busy = false;
    prompt.show(label(reached.cwd));
    keyboard.goOn();
  };
  /** What runs is ended with its shell. A new one takes over files, folder and variables. */
  const stopLine = () => {
    screen.write('^C\n');
    interrupt();
    void next(life.replace());
  };
  const keyboard = createKeyboard({ busy: () => busy, stopLine, prompt });
  return {
    async start() {
      screen.write(welcome);
      await history.open();
      await next(life.open());
    },
    type: keyboard.type,
    redraw: () => void (busy || prompt.redraw()),
    /** Escape ends a search, and does not leave the terminal then. */
    searching: prompt.searching,
    async dispose() {
      life.end();
      await programs.dispose();
    },
  };
}

interface KeyboardOptions {
  busy(): boolean;
  stopLine(): void;
  prompt: LinePrompt;
}

/** One key after the other: some wait for the shell's answer, and while a line runs all wait for its end. */
function createKeyboard({ busy, stopLine, prompt }: KeyboardOptions) {
  let waiting: Key[] = [];
  let working = false;
  const goOn = async () => {
    if (working) return;
    working = true;
    while (waiting.length && !busy()) {
      const { key, pasted } = waiting.shift()!;
      if (pasted === undefined) await prompt.key(key!);
      else prompt.paste(pasted);
    }
    working = false;
  };
  return {
    goOn: () => void goOn(),
    type(data: string) {
      for (const key of splitKeys(data)) {
        if (busy() && key.key === '\x03') {
          waiting = [];
          stopLine();
        } else waiting.push(key);
      }
      void goOn();
    },
  };
}

type Key = ReturnType<typeof splitKeys>[number];

function label(cwd: string) {
  const folder = cwd.replace(/^\/home\/learner(?=\/|$)/, '~');
  return { plain: `learner:${folder}$ `, shown: `\x1b[32mlearner\x1b[0m:\x1b[34m${folder}\x1b[0m$ ` };
}

/** The page as the shell sees it. */
function createHost(options: TerminalOptions, kept: KeptFiles, history: History, print: PageHost['output']) {
  const { exercise, session, screen } = options;
  const sql = createSql(options.startRuntime);
  const hosts = createAsked(options, (text) => print('stderr', text));
  const { connections, end } = createConnections(options.databases, () => session.state.files);
  const programs = createPrograms({
    ...options,
    print,
    serve: exercise.serve ? 'npm start &' : 'node server.ts &',
    files: () => ({ text: session.state.files, more: kept.more() }),
  });
  let waits = false;
  const host: PageHost = {
    output: print,
    sync: async (changes) => kept.take(changes),
    node: programs.node,
    test: () => runTests(session, exercise),
    http: programs.http,
    async sql(request) {
      waits = true;
      return sql.run(request).finally(() => (waits = false));
    },
    ask: hosts.ask,
    ...connections,
    jobs: async () => programs.jobs(),
    kill: async (id) => programs.kill(id),
    foreground: async (id) => programs.foreground(id),
    clear: async () => screen.clear(),
    history: async () => history.lines(),
  };
  const interrupt = () => {
    programs.interrupt();
    end();
    if (session.state.phase === 'running') session.stop();
    if (waits) sql.interrupt();
    hosts.interrupt();
  };
  return { host, programs, interrupt };
}

/** The hosts and databases that commands ask: those of the exercise's server, where it has them, or some of the page's own. */
function createAsked({ engine, databases, session }: TerminalOptions, tell: (text: string) => void) {
  const hosts = createPageHosts({ assets: engine });
  const asked = { own: 0, beside: 0 };
  return {
    async ask(name: string, method: string, params: unknown): Promise<HostAnswer> {
      const beside = isServiceName(name) && databases?.names.includes(name) ? name : undefined;
      const kind = beside ? 'beside' : 'own';
      asked[kind] += 1;
      try {
        if (!beside) return await hosts.ask(name as HostName, method, params);
        const value = await databases!.ask(beside, method, params, session.state.files);
        return { value, stdout: '', stderr: '' };
      } finally {
        asked[kind] -= 1;
      }
    },
    interrupt() {
      if (asked.own) hosts.stop();
      if (!asked.beside) return;
      tell('The databases were ended with it, and start again as they were at first.\n');
      void databases?.restart().catch(() => {});
    },
  };
}

/** One shell after the other, each where the last one was. */
function createLife({ exercise, createWorker, databases }: TerminalOptions, kept: KeptFiles, host: PageHost) {
  const home = `/home/learner/${exercise.slug}`;
  const definitions: string[] = [];
  let last: Prompt = { status: 0, cwd: home, env: {} };
  let shell: ShellClient;
  const unfollow = kept.follow((changes) => shell?.apply(changes));
  const reach = async (of: ShellClient, prompt: Promise<Prompt>) => {
    const reached = await prompt;
    // A shell that was ended meanwhile has nothing to say.
    if (of !== shell) return undefined;
    if (reached.definition !== undefined) definitions.push(reached.definition);
    last = reached;
    return reached;
  };
  const open = () => {
    const { status, cwd, env } = last;
    const beside = databases?.names ?? [];
    const start = { home, status, cwd, env, definitions, beside, serve: exercise.serve ?? '' };
    const files = { files: kept.all(), locked: kept.locked(), kept: kept.kept() };
    const opened = (shell = createShellClient(createWorker(), { ...start, ...files }, host));
    return reach(opened, opened.ready);
  };
  return {
    open,
    shell: () => shell,
    run: (text: string) => reach(shell, shell.run(text)),
    replace() {
      shell.end();
      last = { ...last, status: 130 };
      return open();
    },
    end() {
      unfollow();
      shell?.end();
    },
  };
}
