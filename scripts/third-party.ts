// `node scripts/third-party.ts`: writes THIRD-PARTY.md, the works of others that reach a reader's browser.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { binaries, checkCompiled } from '../site/third-party/compiled.ts';
import { forbidden } from '../site/third-party/check.ts';
import { installedPackages } from '../site/third-party/installed.ts';
import type { Notice } from '../site/third-party/notices.ts';
import { command, project } from './command.ts';

const rows = (works: Notice[]) =>
  works.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n');

await command('Usage: node scripts/third-party.ts', async () => {
  const packages = installedPackages(project);
  const compiled = binaries.map(
    ({ title, works }) => `${title}:

| Source | Version | Licence |
| --- | --- | --- |
${rows(works)}
`,
  );
  const text = `# Third-party packages

These packages, or parts of them, are in the course and its embedded runtime, each under the licence that it states.
Written by \`node scripts/third-party.ts\` from what is installed. A build fails when something has no notice here, or
is under a licence that \`site/third-party/allowed.ts\` does not list.

| Package | Version | Licence |
| --- | --- | --- |
${rows(packages)}

## What is compiled into binaries

Found by what the binaries say themselves. Small crates of Rust that cannot fail leave no trace in one.

${compiled.join('\n')}
\`sandbox/config/compose/schema.json\` is the schema of the
[Compose Specification](https://github.com/compose-spec/compose-spec) (Apache-2.0), without its titles and descriptions.
`;
  writeFileSync(path.join(project, 'THIRD-PARTY.md'), text);
  const faults = [...checkCompiled(project), ...forbidden([...packages, ...binaries.flatMap(({ works }) => works)])];
  for (const fault of faults) console.error(fault);
  console.log(`Wrote THIRD-PARTY.md: ${packages.length} packages. \`npm run format\` aligns it.`);
  return faults.length ? 1 : 0;
});
