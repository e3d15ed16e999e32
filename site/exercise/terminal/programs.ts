import type { ProgramHost, ProgramState } from '../../../sandbox/session/program-host.ts';
import { createProgramHost } from '../../../sandbox/session/program-host.ts';
import type { ServicesHost } from '../../../sandbox/session/services-host.ts';
import type { CommandResult, Contents, HttpAnswer, HttpAsk, Job, NodeRequest } from '../../../sandbox/shell/types.ts';
import type { Output, Runtime } from '../../../sandbox/types.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';

export interface ProgramsOptions {
  /** The page's program: what the other tools talk to. */
  program: ProgramHost;
  /** What programs find beside the page's. */
  databases?: ServicesHost | undefined;
  startRuntime(): Promise<Runtime>;
  files(): { text: TextFiles; more: Record<string, Contents> };
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** How the exercise's server is started, as a command. */
  serve: string;
}

interface Running extends Job {
  host: ProgramHost;
  over: Promise<CommandResult>;
  told: boolean;
  /** How it ended, in bash's words. */
  end?: string;
}

/** What `node` starts. One program at a time is the page's; while that runs, another gets a runtime of its own. */
export function createPrograms(options: ProgramsOptions) {
  const { program, print } = options;
  const starter = createStarter(options);
  const jobs = createJobs();
  let foreground: ProgramHost | undefined;
  const inFront = (host: ProgramHost, over: Promise<CommandResult>) => {
    foreground = host;
    return over.finally(() => (foreground = undefined));
  };
  return {
    async node(request: NodeRequest): Promise<CommandResult> {
      const { host, started, over } = starter.begin(request);
      if (request.background === undefined) return inFront(host, over);
      const id = jobs.add(request.background, host, over);
      print('stderr', `[${id}] ${4242 + id}\n`);
      // The next command will probably talk to it.
      await Promise.race([started, over]);
      return { stdout: '', stderr: '', exitCode: 0 };
    },
    /** Ctrl+C. */
    interrupt: () => foreground?.stop(),
    jobs: () => jobs.all().map(({ id, command, running }): Job => ({ id, command, running })),
    kill(id: number) {
      const job = jobs.running(id);
      job?.host.stop();
      return job !== undefined;
    },
    foreground(id: number) {
      const job = jobs.running(id);
      if (!job) return undefined;
      print('stdout', `${job.command}\n`);
      job.told = true;
      return inFront(job.host, job.over);
    },
    news: jobs.news,
    http: (ask: HttpAsk) => sendTo(program, ask, options.serve),
    dispose: starter.dispose,
  };
}

function createJobs() {
  let jobs: Running[] = [];
  return {
    all: () => jobs,
    running: (id: number) => jobs.find((job) => job.id === id && job.running),
    add(command: string, host: ProgramHost, over: Promise<CommandResult>): number {
      const id = Math.max(0, ...jobs.map((job) => job.id)) + 1;
      const job: Running = { id, command, running: true, host, over, told: false };
      jobs = [...jobs, job];
      void over.then(({ exitCode }) => {
        job.running = false;
        job.end = exitCode === 1 ? 'Exit 1' : endOf(host.state);
      });
      return id;
    },
    /** Jobs that have ended since the last prompt. */
    news(): string[] {
      const over = jobs.filter((job) => !job.running);
      jobs = jobs.filter((job) => job.running);
      return over.filter(({ told }) => !told).map(({ id, command, end }) => `[${id}]+  ${end}  ${command}`);
    },
  };
}

function createStarter({ program, files, print, startRuntime, databases }: ProgramsOptions) {
  const hosts = [program];
  const freeHost = () => {
    let free = hosts.find(({ state }) => !isBusy(state));
    if (!free) hosts.push((free = createProgramHost({ createRuntime: startRuntime, services: databases })));
    return free;
  };
  const takenPort = (host: ProgramHost) =>
    host.state.ports.find((port) => hosts.some((other) => other !== host && other.state.ports.includes(port)));
  return {
    begin(request: NodeRequest) {
      const show = request.live || request.background !== undefined;
      const host = freeHost();
      const seen: CommandResult = { stdout: '', stderr: '', exitCode: 0 };
      const stopListening = host.onOutput(({ stream, text }: Output) => {
        if (show) print(stream, text);
        else seen[stream] += text;
      });
      const { text, more } = files();
      const extra = request.source === undefined ? more : { ...more, [request.entry]: request.source };
      const { args, env } = request;
      const started = host.start(request.entry, text, { args, env, files: extra });
      const refused = endAtTakenPort(host, takenPort);
      const over = ended(host, started).then((state) => {
        stopListening();
        const said = refused() ?? faultOf(state);
        if (show && said) print('stderr', said);
        const exitCode = refused() ? 1 : exitCodeOf(state);
        return { ...seen, stderr: seen.stderr + (show ? '' : said), exitCode };
      });
      return { host, started, over };
    },
    dispose: async () => void (await Promise.all(hosts.slice(1).map((host) => host.dispose()))),
  };
}

/** Each runtime has ports of its own, and so would never notice that another program has the port already. */
function endAtTakenPort(host: ProgramHost, takenPort: (host: ProgramHost) => number | undefined) {
  let said: string | undefined;
  const unsubscribe = host.subscribe((state) => {
    if (!isBusy(state)) return unsubscribe();
    const port = takenPort(host);
    if (port === undefined) return;
    said = `Error: listen EADDRINUSE: address already in use :::${port}\nThe program that listens there keeps the port. \`jobs\` shows it, \`kill %1\` ends it.\n`;
    unsubscribe();
    host.stop();
  });
  return () => said;
}

const isBusy = ({ phase }: ProgramState) => phase === 'starting' || phase === 'running';
const endOf = ({ phase, exitCode }: ProgramState) =>
  phase === 'stopped' ? 'Terminated' : exitCode ? `Exit ${exitCode}` : phase === 'failed' ? 'Exit 1' : 'Done';

/** The state in which the program is over: by itself, stopped, or replaced by another one. */
function ended(host: ProgramHost, started: Promise<ProgramState>): Promise<ProgramState> {
  return new Promise((resolve) => {
    const see = (state: ProgramState) => {
      if (isBusy(state)) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = host.subscribe(see);
    // Its last words come before the end of its start.
    void started.then(see);
  });
}

function exitCodeOf({ phase, exitCode }: ProgramState): number {
  if (phase === 'stopped') return 130;
  return exitCode ?? (phase === 'failed' ? 1 : 0);
}

/** Why it did not start. What `process.exit` did needs no words. */
const faultOf = ({ phase, message, exitCode }: ProgramState) =>
  phase === 'failed' && message !== undefined && exitCode === undefined ? `${message.trimEnd()}\n` : '';

async function sendTo(program: ProgramHost, ask: HttpAsk, serve: string): Promise<HttpAnswer> {
  const { state } = program;
  const port = Number(new URL(ask.url).port || 80);
  const refused: HttpAnswer = { refused: true, running: state.ports, start: serve };
  if (state.phase !== 'running') return { ...refused, running: [] };
  if (state.ports.length && !state.ports.includes(port)) return refused;
  try {
    const { status, statusText, headers, body } = await program.send({ ...ask, body: ask.body ?? null });
    return { status, statusText, headers, body: new Uint8Array(await new Response(body).arrayBuffer()) };
  } catch (error) {
    const { message } = error as Error;
    return /no server of this program is listening|No server is running/.test(message) ? refused : { broken: message };
  }
}
