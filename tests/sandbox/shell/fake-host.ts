import { createShell } from '../../../sandbox/shell/shell.ts';
import type {
  Contents,
  HttpAnswer,
  HttpAsk,
  NodeRequest,
  ShellHost,
  ShellStart,
} from '../../../sandbox/shell/types.ts';

export const home = '/home/learner/hello';

export const answerOf = (body: string, more: Partial<Extract<HttpAnswer, { status: number }>> = {}): HttpAnswer => ({
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'text/plain']],
  body: new TextEncoder().encode(body),
  ...more,
});

interface Options {
  files?: Record<string, Contents>;
  start?: Partial<ShellStart>;
  host?: Partial<ShellHost>;
  http?: (ask: HttpAsk) => HttpAnswer;
}

const usualStart: ShellStart = {
  files: {},
  home,
  locked: {},
  kept: {},
  cwd: home,
  env: {},
  status: 0,
  serve: 'server.ts',
  definitions: [],
};
const atHome = (files: Record<string, Contents>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${home}/${path}`, text]));

/** A shell whose page is made of records. */
export async function openShell({ files = {}, start = {}, host = {}, http }: Options = {}) {
  let printed = '';
  let apart = { stdout: '', stderr: '' };
  const synced: Record<string, Contents | undefined> = {};
  const asked: HttpAsk[] = [];
  const programs: NodeRequest[] = [];
  const nothing = { stdout: '', stderr: '', exitCode: 0 };
  const shell = createShell(
    { ...usualStart, files: atHome(files), ...start },
    {
      output(stream, text) {
        printed += text;
        apart[stream] += text;
      },
      async sync(changes) {
        for (const { path, contents } of changes) synced[path] = contents;
        return [];
      },
      async node(request) {
        programs.push(request);
        return { ...nothing, stdout: `ran ${request.entry} ${request.args.join(' ')}\n` };
      },
      test: async () => ({ ...nothing, stdout: 'passed\n' }),
      async http(ask) {
        asked.push(ask);
        return http?.(ask) ?? { refused: true, running: [], start: 'npm start &' };
      },
      connect: async () => {
        throw new Error('Connection refused');
      },
      sql: async () => nothing,
      ask: async () => ({ value: { results: [], notices: [] }, stdout: '', stderr: '' }),
      jobs: async () => [],
      kill: async () => false,
      foreground: async () => undefined,
      clear: async () => {},
      history: async () => ['ls', 'pwd', 'history 2'],
      ...host,
    },
  );
  await shell.ready;
  return {
    shell,
    synced,
    asked,
    programs,
    /** Types a line, and hands over what it printed. */
    async run(line: string) {
      printed = '';
      apart = { stdout: '', stderr: '' };
      const prompt = await shell.run(line);
      return { ...prompt, ...apart, printed };
    },
  };
}
