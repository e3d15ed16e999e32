import type { Extension } from '@codemirror/state';

/** What colours a file, fetched when the first of its kind is there. */
export async function languageOf(path: string): Promise<Extension | undefined> {
  return loaders[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]?.();
}

const script = async () => (await import('@codemirror/lang-javascript')).javascript({ typescript: true });
const yaml = async () => (await import('@codemirror/lang-yaml')).yaml();

const loaders: Record<string, () => Promise<Extension>> = {
  ts: script,
  mts: script,
  cts: script,
  js: script,
  mjs: script,
  cjs: script,
  json: async () => (await import('@codemirror/lang-json')).json(),
  sql: async () =>
    (await import('@codemirror/lang-sql')).sql({ dialect: (await import('@codemirror/lang-sql')).SQLite }),
  md: async () => (await import('@codemirror/lang-markdown')).markdown(),
  yml: yaml,
  yaml,
  html: async () => (await import('@codemirror/lang-html')).html(),
  css: async () => (await import('@codemirror/lang-css')).css(),
  py: async () => (await import('@codemirror/lang-python')).python(),
};
