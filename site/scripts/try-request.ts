import { Block } from './block.ts';
import { wake } from './lazy-parts.ts';
import { element, fault, lines, titled } from './parts.ts';
import type { PlayGround } from './playground.ts';
import { readRequest, type RequestFields } from './request-text.ts';
import { ensureRuntime, hear, isRunning, requestText, send, start } from './server.ts';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Sends a request of the reader's own to the server of a playground. */
class TryRequest extends Block {
  connectedCallback(): void {
    this.on('click', '[data-run]', () => void this.run());
    this.on('click', '[data-reset]', () => this.reset());
    this.runsOnEnter();
    this.on('keydown', 'input', (event) => {
      if ((event as KeyboardEvent).key === 'Enter' && !(event as KeyboardEvent).ctrlKey) void this.run();
    });
  }

  fields = (): Field[] => [...this.querySelectorAll<Field>('[name]')];
  server = () => document.getElementById(this.dataset['of'] ?? '') as PlayGround | null;

  override async run(): Promise<string | undefined> {
    const values = Object.fromEntries(this.fields().map(({ name, value }) => [name, value]));
    const asked = readRequest(values as unknown as RequestFields);
    if ('fault' in asked) return void this.say(asked.fault);
    const server = this.server();
    if (!server) return void this.say('The block with the server is not on this page.');
    if (server.dataset['locked'] !== undefined)
      return void this.say('The server is locked until you have committed to a prediction about it.');
    const answers = this.querySelector<HTMLElement>('.answers');
    const printed: string[] = [];
    await this.act(this.querySelector('[data-run]'), async (loaded) => {
      await wake(server);
      const program = server.program();
      const ready = await ensureRuntime(program);
      answers?.replaceChildren();
      const stop = hear(({ text }) => printed.push(text.replace(/\n$/, '')));
      try {
        if (!isRunning(program)) {
          loaded('Starting the server');
          const message = await start(ready, program);
          if (message !== undefined) {
            answers?.append(titled('What went wrong', lines(message)));
            return 'The server did not start. The reason is below.';
          }
        }
        loaded('Sent. Waiting for the answer');
        const answer = await send(ready, asked);
        const section = element('section', 'exchange');
        section.ariaLabel = `${asked.method} ${asked.path}`;
        section.append(lines(requestText(asked)), answer.text === undefined ? fault(answer.fault ?? '') : lines(answer.text));
        answers?.append(section);
        if (printed.length > 0) answers?.append(titled('Console', lines(printed.slice(-200).join('\n'))));
        return answer.text === undefined ? 'No answer came; the reason is below.' : `Answer ${answer.text.slice(9, 12)}, below.`;
      } finally {
        stop();
      }
    });
    return undefined;
  }

  reset(): void {
    for (const field of this.fields()) {
      if (field instanceof HTMLSelectElement) field.value = field.dataset['start'] ?? 'GET';
      else field.value = field.defaultValue;
    }
    this.querySelector('.answers')?.replaceChildren();
    this.say('The request is as it was at the start.');
  }
} // prettier-ignore

customElements.define('try-request', TryRequest);
