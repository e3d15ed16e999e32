import { createRuntime, type Output, type Runtime } from '../../sandbox/index.ts';

/** What the page says about a playground. */
export interface PlaySettings {
  files: Record<string, string>;
  entry: string;
  requests: { method: string; path: string; headers: Record<string, string>; body?: string }[];
  /** URL of the folder with the engine's pieces. */
  engine: string;
  /** npm packages that the files import. */
  packages: string[];
}

interface Play extends PlaySettings {
  /** The engine is there; the program starts. */
  onReady(): void;
  onPart(part: HTMLElement): void;
}

// One engine serves every playground of the page.
let runtime: Promise<Runtime> | undefined;

/** Starts the program, sends it the requests, shows each answer as it came. Returns what to say about it. */
export async function play({ engine, packages, files, entry, requests, onReady, onPart }: Play): Promise<string> {
  const ready = await ensureRuntime(engine, packages);
  onReady();
  await ready.mount(files);
  const printed: Output[] = [];
  let print = (output: Output): void => void printed.push(output);
  const started = await ready.start(entry, { onOutput: (output) => print(output) });
  if (started.status === 'error') {
    onPart(block('What went wrong', started.message));
    showConsole();
    if (started.reason === 'boot' || started.reason === 'internal') await giveUp();
    return 'The program did not start. The reason is below.';
  }
  for (const request of requests) onPart(await exchange(ready, request));
  showConsole();
  return `Done: ${requests.length === 1 ? 'one answer' : `${requests.length} answers`}, below.`;

  function showConsole(): void {
    const lines = printed.map((output) => output.text.replace(/\n$/, ''));
    const panel = block('Console', lines.join('\n') || '(nothing printed)');
    const pre = panel.querySelector('pre');
    print = (output) => pre?.append(`\n${output.text.replace(/\n$/, '')}`);
    onPart(panel);
  }
}

function ensureRuntime(assets: string, packages: string[]): Promise<Runtime> {
  runtime ??= createRuntime('embedded', { assets, packages });
  runtime.catch(() => (runtime = undefined));
  return runtime;
}

/** A runtime that failed is not asked again: the next run starts another. */
async function giveUp(): Promise<void> {
  const failed = runtime;
  runtime = undefined;
  await (await failed)?.dispose();
}

async function exchange(runtime: Runtime, request: Play['requests'][number]): Promise<HTMLElement> {
  const sent = [`${request.method} ${request.path}`, ...pairs(request.headers)].join('\n');
  const title = `${request.method} ${request.path}`;
  try {
    const { method, path, headers, body } = request;
    const response = await runtime.fetch(
      new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    );
    const head = `HTTP/1.1 ${response.status} ${response.statusText}`;
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
    const got = [head, ...lines, '', await response.text()].join('\n');
    return block(title, `${sent}${body === undefined ? '' : `\n\n${body}`}`, got);
  } catch (error) {
    return block(title, sent, `No answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const pairs = (headers: Record<string, string>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

function block(title: string, ...texts: string[]): HTMLElement {
  const section = document.createElement('section');
  const head = document.createElement('p');
  head.className = 'head';
  head.textContent = title;
  section.append(head);
  for (const text of texts) {
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.textContent = text;
    section.append(pre);
  }
  return section;
}
