import { count } from '../words.ts';
import type { Output } from '../../sandbox/index.ts';
import { element, fault, lines, reachable, titled } from './parts.ts';
import { ensureRuntime, hear, requestText, send, start, type Answer, type Asked, type Program } from './server.ts';

/** What the page says about a playground. */
export interface PlaySettings extends Program {
  requests: Asked[];
}

interface Play extends PlaySettings {
  /** The engine is there; the program starts. */
  onReady(): void;
  onPart(part: HTMLElement): void;
}

export interface Played {
  /** What to say about it. */
  said: string;
  /** What came of it, in short: printed lines and answers. */
  happened: string;
}

let stopHearing = () => {};

/** Starts the program, sends it the requests, shows each answer as it came. */
export async function play({ onReady, onPart, requests, ...program }: Play): Promise<Played> {
  const ready = await ensureRuntime(program);
  onReady();
  const printed = createConsole();
  stopHearing();
  stopHearing = hear(printed.add);
  const message = await start(ready, program);
  if (message !== undefined) {
    onPart(titled('What went wrong', lines(message)));
    onPart(printed.panel());
    return { said: 'The program did not start. The reason is below.', happened: `${printed.text()}\n${message}`.trim() };
  }
  const answers: Answer[] = [];
  for (const request of requests) {
    const answer = await send(ready, request);
    answers.push(answer);
    onPart(exchange(request, answer));
    if (answer.fault?.includes('was ended')) break;
  }
  onPart(printed.panel());
  if (requests.length === 0) await printed.settled();
  const came = answers.filter(({ text }) => text !== undefined).length;
  const said =
    came < requests.length
      ? `${came} of ${count(requests.length, 'answer')} came; the reason is below.`
      : `Done${requests.length === 0 ? '' : `: ${came === 1 ? 'one answer' : `${came} answers`}, below`}.`;
  return { said, happened: [printed.text(), ...answers.map(inShort)].filter(Boolean).join('\n') };
} // prettier-ignore

/** Status and body: what a prediction is usually about. */
function inShort({ text = '', fault: words }: Answer): string {
  if (words !== undefined) return words;
  const [head = '', ...rest] = text.split('\n\n');
  return `${head.split('\n')[0]?.replace('HTTP/1.1 ', '')}  ${rest.join('\n\n').slice(0, 200)}`.trimEnd();
}

export function exchange(request: Asked, { text, fault: words = '' }: Answer): HTMLElement {
  const section = element('section', 'exchange');
  section.ariaLabel = `${request.method} ${request.path}`;
  section.append(lines(requestText(request)), text === undefined ? fault(words) : lines(text));
  return section;
}

/** ms without a line after which a program has told what it had to tell, and how long is waited for that at most. */
const pause = 600;
const longest = 3000;

/** What the program prints, also after the panel is shown. */
function createConsole() {
  const printed: string[] = [];
  let told = 0;
  const pre = reachable(element('pre'));
  const show = () => (pre.textContent = printed.join('\n') || '(nothing printed)');
  return {
    add({ text }: Output) {
      told += 1;
      printed.push(text.replace(/\n$/, ''));
      // A loop that prints would fill the page.
      if (printed.length > 200) printed.splice(0, printed.length - 200);
      show();
    },
    text: () => printed.join('\n'),
    /** A program that asks itself tells what came of it only after it has begun. */
    async settled() {
      const end = performance.now() + longest;
      let before = -1;
      while ((before < told || told === 0) && performance.now() < end) {
        before = told;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    },
    panel() {
      show();
      return titled('Console', pre);
    },
  };
}
