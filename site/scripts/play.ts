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

/** Seconds that the program may take to start, and then for each answer. */
const timeLimit = 5;

// One engine serves every playground of the page.
let runtime: Promise<Runtime> | undefined;

/** Starts the program, sends it the requests, shows each answer as it came. Returns what to say about it. */
export async function play({ engine, packages, files, entry, requests, onReady, onPart }: Play): Promise<string> {
  const ready = await ensureRuntime(engine, packages);
  onReady();
  await ready.mount(files);
  const printed = createConsole();
  const started = await ready.start(entry, { onOutput: printed.add });
  if (started.status === 'error') {
    onPart(block('What went wrong', started.message));
    onPart(printed.panel());
    if (started.reason === 'boot' || started.reason === 'internal') await giveUp();
    return 'The program did not start. The reason is below.';
  }
  let answers = 0;
  for (const request of requests) {
    const answer = await send(ready, request);
    onPart(exchange(request, answer));
    if (answer.ended) {
      // Nothing that is busy for good answers the next request either.
      await ready.mount(files);
      break;
    }
    if (answer.text) answers += 1;
  }
  onPart(printed.panel());
  if (answers < requests.length) return `${answers} of ${requests.length} answers came; the reason is below.`;
  return `Done: ${answers === 1 ? 'one answer' : `${answers} answers`}, below.`;
}

function ensureRuntime(assets: string, packages: string[]): Promise<Runtime> {
  runtime ??= createRuntime('embedded', { assets, packages, timeLimit });
  runtime.catch(() => (runtime = undefined));
  return runtime;
}

/** A runtime that failed is not asked again: the next run starts another. */
async function giveUp(): Promise<void> {
  const failed = runtime;
  runtime = undefined;
  await (await failed)?.dispose();
}

interface Answer {
  /** As it came: status line, headers, body. */
  text?: string;
  /** In words, when there is none. */
  fault?: string;
  /** The program did not answer in time. */
  ended?: boolean;
}

async function send(ready: Runtime, request: Play['requests'][number]): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Answer>((resolve) => {
    const fault = `No answer within ${timeLimit} s, so the program was ended. Is there a loop without an end, or a path through the handler that sends nothing?`;
    timer = setTimeout(() => resolve({ fault, ended: true }), timeLimit * 1000);
  });
  try {
    return await Promise.race([receive(ready, request), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function receive(ready: Runtime, request: Play['requests'][number]): Promise<Answer> {
  const { method, path, headers, body } = request;
  try {
    const response = await ready.fetch(
      new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    );
    const head = [`HTTP/1.1 ${response.status} ${response.statusText}`, ...pairs([...response.headers])];
    return { text: [...head, '', await response.text()].join('\n').trimEnd() };
  } catch (error) {
    return { fault: `No answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function exchange(request: Play['requests'][number], { text, fault }: Answer): HTMLElement {
  const { method, path, headers, body } = request;
  const sent = [`${method} ${path}`, ...pairs(Object.entries(headers)), ...(body === undefined ? [] : ['', body])];
  const section = document.createElement('section');
  section.className = 'exchange';
  section.setAttribute('aria-label', `${method} ${path}`);
  section.append(lines(sent.join('\n')), text === undefined ? words(fault ?? '') : lines(text));
  return section;
}

/** Names as programs write them; a browser hands them over in lower case. */
const pairs = (headers: [string, string][]): string[] =>
  headers.map(
    ([name, value]) =>
      `${name.replace(/^etag$/i, 'ETag').replace(/\b[a-z]/g, (letter) => letter.toUpperCase())}: ${value}`,
  );

/** What the program prints, also after the panel is shown. */
function createConsole() {
  const printed: string[] = [];
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  const show = () => (pre.textContent = printed.join('\n') || '(nothing printed)');
  return {
    add({ text }: Output) {
      printed.push(text.replace(/\n$/, ''));
      // A loop that prints would fill the page.
      if (printed.length > 200) printed.splice(0, printed.length - 200);
      show();
    },
    panel() {
      show();
      return titled('Console', pre);
    },
  };
}

const block = (title: string, text: string): HTMLElement => titled(title, lines(text));

function titled(title: string, content: HTMLElement): HTMLElement {
  const section = document.createElement('section');
  const head = document.createElement('p');
  head.className = 'head';
  head.textContent = title;
  section.append(head, content);
  return section;
}

/** The first line stands out: the request line, the status line. */
function lines(text: string): HTMLElement {
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  const end = text.indexOf('\n');
  const first = document.createElement('b');
  first.textContent = end < 0 ? text : text.slice(0, end);
  pre.append(first, end < 0 ? '' : text.slice(end));
  return pre;
}

function words(text: string): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.className = 'fault';
  paragraph.textContent = text;
  return paragraph;
}
