import * as fs from 'node:fs';
import { createHelpers } from './create-helpers.js';

/** Runs groups of programs one after the other and returns what each one logged, as text. */
export async function runPrograms(groups, folder) {
  const logs = {};
  for (const [group, programs] of Object.entries(groups)) {
    const { run } = createHelpers();
    logs[group] = [];
    for (const [index, [title, body]] of programs.entries()) {
      const own = `${folder}/${group}-${index}`;
      fs.mkdirSync(own, { recursive: true });
      const withTools = (tools) => {
        const rejects = (promise) =>
          promise.then(
            (value) => tools.log('resolved', value),
            (error) => tools.log('rejected', error),
          );
        return body({ ...tools, rejects, folder: own, fs });
      };
      logs[group].push(await run({ title, run: withTools }, own));
    }
  }
  return logs;
}
