import type { Clock } from '../clock.ts';

/** Where a timer's callback runs: now, later or never. */
export type Gate = (callback: () => void) => void;

/** What `setTimeout` and `setInterval` give to code whose time is not the computer's own. */
export class ScopedTimer {
  #stop: () => void = () => {};
  #active = true;
  #referenced = true;
  readonly #clock: Clock;
  readonly #gate: Gate;
  readonly #delay: number;
  readonly #repeats: boolean;
  readonly #callback: () => void;
  readonly #ended: () => void;

  constructor(options: { clock: Clock; gate: Gate; delay: number; repeats: boolean; callback(): void; ended(): void }) {
    this.#clock = options.clock;
    this.#gate = options.gate;
    this.#delay = Math.max(1, Number(options.delay) || 1);
    this.#repeats = options.repeats;
    this.#callback = options.callback;
    this.#ended = options.ended;
    this.#start();
  }

  #start(): void {
    this.#stop = this.#clock.after(this.#delay, () => this.#gate(() => this.#fire()));
  }

  #fire(): void {
    if (!this.#active) return;
    if (this.#repeats) this.#start();
    else this.close();
    this.#callback();
  }

  /** Whether something that waits for all work has to wait for it. */
  get waitedFor(): boolean {
    return this.#active && this.#referenced;
  }

  close(): this {
    if (this.#active) this.#ended();
    this.#active = false;
    this.#stop();
    return this;
  }
  ref(): this {
    this.#referenced = true;
    return this;
  }
  unref(): this {
    this.#referenced = false;
    return this;
  }
  hasRef(): boolean {
    return this.#referenced;
  }
  refresh(): this {
    this.#stop();
    if (this.#active) this.#start();
    return this;
  }
  [Symbol.dispose](): void {
    this.close();
  }
}
