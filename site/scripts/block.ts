import { faultWords } from './fault-words.ts';

/** A block of a lesson that runs something when asked to. What it needs is loaded at the first use. */
export class Block extends HTMLElement {
  busy = false;

  /** What a prediction about the block stands beside: what came of the run, in short. */
  async run(): Promise<string | undefined> {
    return undefined;
  }

  on(event: string, selector: string, act: (event: Event) => void): void {
    for (const element of this.querySelectorAll(selector)) element.addEventListener(event, act);
  }

  /** Ctrl or Cmd with Enter presses the button. */
  runsOnEnter(): void {
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!event.repeat) void this.run();
    });
  }

  /**
   * Does one thing at a time for a button, and says how it goes. `work` gets a function to call once loading is over,
   * and returns what to say at the end. Whatever fails is told in words, and the button offers to try again.
   */
  async act(button: HTMLElement | null, work: (loaded: (words: string) => void) => Promise<string>): Promise<boolean> {
    if (this.dataset['locked'] !== undefined) {
      this.say('Locked until you have committed to a prediction. The question is beside this block.');
      return false;
    }
    if (this.busy) return false;
    this.busy = true;
    button?.setAttribute('aria-disabled', 'true');
    this.say('Loading the engine, once for this visit');
    const waiting = setInterval(() => this.aside(loadedSoFar()), 250);
    try {
      const said = await work((words) => {
        clearInterval(waiting);
        this.say(words);
      });
      this.say(said);
      relabel(button);
      return true;
    } catch (error) {
      this.say(`${faultWords(error)} What you wrote is kept.`);
      relabel(button, 'Try again');
      return false;
    } finally {
      clearInterval(waiting);
      button?.removeAttribute('aria-disabled');
      this.busy = false;
    }
  }

  say(text: string): void {
    const result = this.querySelector(':scope > .actions .result');
    if (result) result.textContent = text;
  }

  /** Seen, and not read out again and again. */
  aside(text: string): void {
    const result = this.querySelector(':scope > .actions .result');
    if (!result) return;
    const aside = result.querySelector('span') ?? document.createElement('span');
    aside.ariaHidden = 'true';
    aside.textContent = text;
    if (!aside.parentElement) result.append(aside);
  }
}

/** The button offers something else, or again what it did at first. */
function relabel(button: HTMLElement | null, words?: string): void {
  if (!button) return;
  button.dataset['words'] ??= button.textContent ?? '';
  button.textContent = words ?? button.dataset['words'];
}

/** What has come of the engine, over the wire or from the cache. */
function loadedSoFar(): string {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const sizes = entries.filter(({ name }) => name.includes('/engine/')).map(({ encodedBodySize }) => encodedBodySize);
  const loaded = sizes.reduce((sum, size) => sum + size, 0);
  return loaded > 0 ? `: ${(loaded / 1e6).toFixed(1)} MB so far` : '';
}
