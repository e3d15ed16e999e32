import type { HttpExchange, ShellRun } from '../types.ts';
import { lastExchange, lastRun, recordProof } from './record.ts';

/**
 * The message of an assertion, for the learner who will read it:
 *
 *     expect(answer.status, explain({
 *       diagnosis: noteIsGone && 'DELETE removed Bob’s note',
 *       expected: '404',
 *       because: 'every read and change must check the owner',
 *       look: 'the WHERE of your DELETE',
 *     })).toBe(404);
 *
 * Each part is a phrase that completes its sentence: *You sent … We got … We expected …, because … Look at …*
 * `sent` and `got` default to the last request of this test and its answer, or to the last command and its output. `diagnosis` names a known wrong
 * answer and is left out when it is falsy, so that it can be a condition. Keep the whole under 60 words.
 */
export function explain(parts: {
  diagnosis?: string | false | undefined;
  sent?: string | undefined;
  got?: string | undefined;
  expected?: string | undefined;
  because?: string | undefined;
  look?: string | undefined;
}): string {
  if (parts.expected && parts.because) recordProof({ expected: parts.expected, because: parts.because });
  return inSentences(parts);
}

function inSentences(parts: Parameters<typeof explain>[0]): string {
  const exchange = lastExchange();
  const run = exchange ? undefined : lastRun();
  const sent = parts.sent ?? (exchange ? describeRequest(exchange) : run && `\`${quote(run.command)}\``);
  const got = parts.got ?? (exchange ? describeResponse(exchange) : run && describeRun(run));
  const sentences = [
    parts.diagnosis && sentence(parts.diagnosis),
    sent && sentence(`You sent ${sent}`),
    got && sentence(`We got ${got}`),
    parts.expected && sentence(`We expected ${parts.expected}${parts.because ? `, because ${parts.because}` : ''}`),
    parts.look && sentence(`Look at ${parts.look}`),
  ];
  // The last line break separates this text from the assertion's own words in Vitest's message.
  return sentences.filter(Boolean).join('\n') + '\n';
}

/** An error that reads like a failed assertion with an explanation, for what goes wrong before there is a value. */
export function explained(parts: Parameters<typeof explain>[0], assertion: string): Error {
  return new Error(`${inSentences(parts)}: ${assertion}`);
}

const longestQuote = 120;

function describeRequest({ request }: HttpExchange): string {
  const who = request.headers.find(([name]) => name === 'authorization')?.[1];
  const body = request.body ? ` with ${quote(request.body)}` : '';
  return `${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}${who ? ` as ${who}` : ''}${body}`;
}

function describeResponse({ response }: HttpExchange): string {
  if (!response) return 'no answer';
  return `${response.status}${response.body ? ` with ${quote(response.body)}` : ' with an empty body'}`;
}

function describeRun({ stdout, stderr, exitCode }: ShellRun): string {
  const said = exitCode !== 0 && stderr ? stderr : stdout || stderr;
  return `exit code ${exitCode}${said ? ` with ${quote(said)}` : ' and no output'}`;
}

function quote(body: string): string {
  const line = (errorPage(body) ?? body).replace(/\s+/g, ' ').trim();
  return line.length > longestQuote ? `${line.slice(0, longestQuote)} …` : line;
}

/** Express answers a thrown error with a page whose first line of `<pre>` is all that a beginner needs of it. */
function errorPage(body: string): string | undefined {
  const text = /<pre>(.*?)(?:<br>|<\/pre>)/s.exec(body)?.[1];
  if (text === undefined) return undefined;
  const entities: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&nbsp;': ' ',
    '&amp;': '&',
  };
  return `an error page: ${text.replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => entities[entity]!)}`;
}

function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
