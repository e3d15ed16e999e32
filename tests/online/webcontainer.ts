// `npm run smoke:webcontainer`: boots StackBlitz's real service in a real Chromium, grades three exercises there and on
// this computer, starter and solution, and says whether the reports agree. Needs the internet; nothing else here does.
import path from 'node:path';
import { variantsOf, parseExercise } from '../../sandbox/exercise.ts';
import { readFolder } from '../../sandbox/local/workspace.ts';
import { differences } from '../../sandbox/proof/agreement.ts';
import { createLocalRuntime } from '../../sandbox/runtimes/local.ts';
import { openContainerPage } from '../support/webcontainer/page.ts';

/** A server, a database, and more than one file. */
const exercises = ['hello-server', 'notes-ownership', 'validate-new-task'];
const exercisesFolder = path.resolve(import.meta.dirname, '../../exercises');

const local = await createLocalRuntime({ timeLimit: 30 });
const container = await openContainerPage('real');
let different = 0;
try {
  for (const slug of exercises) {
    const files = readFolder(path.join(exercisesFolder, slug));
    const variants = variantsOf(parseExercise(slug, files), files);
    for (const variant of variants.filter(({ name }) => name === 'starter' || name === 'solution')) {
      await local.mount(variant.files);
      const started = performance.now();
      const { report } = await container.grade(variant.files, { timeLimit: 30 });
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const found = differences(await local.test(), report);
      different += found.length;
      console.log(`${slug} ${variant.name}: ${report.status} after ${seconds} s, ${found.length || 'no'} differences`);
      for (const one of found) console.log(`  ${one}`);
    }
  }
} finally {
  await Promise.all([local.dispose(), container.close()]);
}
console.log(different ? 'WebContainers do not agree with this computer.' : 'WebContainers agree with this computer.');
process.exitCode = different ? 1 : 0;
