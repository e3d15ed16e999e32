/**
 * Bare names that npm packages inside the engine import → our files, relative to the repository's root.
 * CommonJS files, because `require` of an ES module gives a namespace and these packages expect the module itself.
 */
const targets = ['abort-controller', 'assert', 'buffer', 'events', 'path', 'process', 'stream', 'stream/web'].concat([
  'string_decoder',
  'url',
  'util',
]);

const file = (name: string) => `sandbox/embedded/node/bare/${name.replace('/', '-')}.cjs`;

/** Parts of memfs that `fs` never calls. */
const absent = ['@jsonjoy.com/fs-snapshot', '@jsonjoy.com/fs-print'];

export const aliases: Record<string, string> = Object.fromEntries([
  ...targets.flatMap((name) => [name, `${name}/`, `node:${name}`].map((alias) => [alias, file(name)])),
  ...absent.map((name) => [name, file('absent')]),
]);
