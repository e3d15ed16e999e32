/** File URLs, because that is what Monaco calls its models. */
export const exerciseRoot = 'file:///exercise/';
export const modulesRoot = 'file:///node_modules/';

/** How TypeScript reads an exercise in the editor: as Node does, which takes the types away and looks at nothing. */
export const compilerOptions = {
  allowImportingTsExtensions: true,
  allowNonTsExtensions: true,
  // Without `dom`: programs run in Node, whose own types bring what it shares with browsers.
  lib: ['es2023'],
  // ESNext; the numbers are TypeScript's.
  module: 99,
  // Force: as in Node, every file is a module, also one without an import.
  moduleDetection: 3,
  // Bundler: the nearest to Node that takes packages with `exports` and files without a package.json.
  moduleResolution: 100,
  noEmit: true,
  // A learner may leave types away.
  noImplicitAny: false,
  paths: {
    '#testing': [`${modulesRoot}engine-room/testing/index.d.ts`],
    '#testing/*': [`${modulesRoot}engine-room/testing/parts/*.d.ts`],
  },
  skipLibCheck: true,
  strict: true,
  target: 99,
};

/** Stands in for all types until they have come, so that what only their absence causes is not underlined. */
export const placeholder = `declare module '*';
declare var console: any, process: any, global: any, Buffer: any, URL: any, URLSearchParams: any, fetch: any;
declare var Request: any, Response: any, Headers: any, FormData: any, Blob: any, File: any, WebSocket: any;
declare var AbortController: any, AbortSignal: any, Event: any, EventTarget: any, TextEncoder: any, TextDecoder: any;
declare var crypto: any, performance: any, structuredClone: any, queueMicrotask: any, require: any, module: any;
declare var setTimeout: any, clearTimeout: any, setInterval: any, clearInterval: any, setImmediate: any;
declare var clearImmediate: any, exports: any, __dirname: string, __filename: string;
interface ImportMeta { url: string; dirname: string; filename: string }
`;
