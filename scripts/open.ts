// `npm run open <slug>`: the learner's own copy of an exercise.
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { command, project } from './command.ts';

await command('Usage: npm run open <slug>', async ([slug]) => {
  const workspace = createWorkspace(project);
  if (!slug) throw new WorkspaceError(`Which exercise? There are: ${workspace.slugs().join(', ')}.`);
  const { exercise, folder, written } = workspace.open(slug);
  const files = exercise.focus.map((file) => `${folder}/${file}`).join(', ');
  if (written.length) console.log(`Wrote ${written.join(', ')} to ${folder}/.`);
  else console.log(`${folder}/ is complete; nothing was changed.`);
  console.log(`The task is in ${folder}/README.md, your work goes into ${files}.`);
  console.log(`Grade it with \`npm test ${slug}\`, or on each save with \`npm run watch ${slug}\`.`);
  return 0;
});
