import { readFileSync } from 'node:fs';

// Programs of the built-ins are evaluated as scripts, so their helpers are no module; the engine gets this file's twin.
const text = readFileSync(new URL('../node/program-helpers.js', import.meta.url), 'utf8');
export const createHelpers = () =>
  new Function(`return (${text.slice(text.indexOf('(require)')).replace(/;\s*$/, '')})()`)();
