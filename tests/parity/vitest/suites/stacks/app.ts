export interface Input {
  name: string;
}
export class Greeter {
  #name: string;
  constructor({ name }: Input) {
    this.#name = name;
  }
  async greet(): Promise<string> {
    await Promise.resolve();
    if (!this.#name) throw new TypeError('nobody to greet', { cause: new Error('no name') });
    return `Hello, ${this.#name}`;
  }
}
export const deep = (n: number): number => (n === 0 ? fail() : deep(n - 1));
function fail(): never {
  throw new Error('deep down');
}
