/**
 * What Pyodide finds instead of a browser's or Node's globals: it fetches nothing and behaves the same in both. Every
 * name here is put in the place of the global one when it is bundled (`interpreter.ts`).
 */

/** What the machine that starts next is made of. */
export const parts: { module?: WebAssembly.Module; stdlib?: Uint8Array } = {};

/** Set by Python's `park()`: the next look at the clock leaves the program where it is. */
export const clock: { parks: boolean } = { parks: false };

const answers: Record<string, () => unknown> = {
  'pyodide.asm.wasm': () => ({ ok: true }),
  'python_stdlib.zip': () => ({ ok: true, arrayBuffer: async () => parts.stdlib!.slice().buffer }),
};

export const pythonFetch = async (url: unknown): Promise<unknown> => {
  const answer = answers[String(url).split('/').pop()!];
  if (!answer) throw new Error(`Python asked for ${String(url)}, and nothing is fetched here.`);
  return answer();
};

/** Replaces `WebAssembly.instantiateStreaming`: the module is compiled once and stands for several machines. */
export async function pythonInstantiate(
  _response: unknown,
  imports: { env: Record<string, (...args: unknown[]) => unknown> },
): Promise<{ instance: WebAssembly.Instance; module: WebAssembly.Module }> {
  const read = imports.env['clock_time_get']!;
  // A call of the clock holds the interpreter's lock, so what is thrown here leaves it as it must be found again.
  imports.env['clock_time_get'] = (...args) => {
    if (!clock.parks) return read(...args);
    clock.parks = false;
    // The word that Pyodide lets through.
    throw 'unwind';
  };
  const module = parts.module!;
  return { module, instance: await WebAssembly.instantiate(module, imports as unknown as WebAssembly.Imports) };
}

export const pythonLocation = 'https://python.invalid/';
