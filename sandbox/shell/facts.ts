import type { HostFacts } from '../hosts/facts.ts';
import { absent } from './commands/absent.ts';
import { absentGitCommands } from './git/absent.ts';
import { gitVersion } from './git/version.ts';

/** What the interpreter leaves out or does otherwise, found by comparing it with bash. */
const shellAbsent = [
  'processes: `a & b` runs one after the other, and there is no trap, no ps and no signal between programs',
  'numbers of lines in the messages of bash',
  '`${list[key]:-default}` and calls of own functions in arithmetic, and tests of an empty path (`[ -r "" ]`)',
  'rights of users: modes are kept, and nothing is refused because of them',
  'loops that run for more than 200,000 commands in a script that a suite runs',
  'of redis-cli: its prompt, --csv, --json, --scan, --pipe and what watches or moves a server; it also reads REDIS_URL',
  `these commands: ${Object.keys(absent).join(', ')}`,
];

export const shellFacts: HostFacts = {
  title: 'Shell',
  group: 'tool',
  realness: 'subset',
  what: 'a bash interpreter on files in memory, with some eighty of the usual tools; scripts of the lessons print what bash 5.2, the GNU tools and redis-cli 7.0 print.',
  version: 'bash 5.2',
  parts: [{ name: 'just-bash', licence: 'Apache-2.0' }],
  download: 507_000,
  memory: 15,
  absent: shellAbsent,
  locally: 'npm test <slug> -- --native runs the scripts in the bash of your computer.',
};

export const gitFacts: HostFacts = {
  title: 'Git',
  group: 'tool',
  realness: 'subset',
  what: 'the commands of git, ours, over objects that isomorphic-git reads and writes; the repositories are real ones, with the same names of commits, and the words are those of git.',
  version: `git ${gitVersion}`,
  parts: [
    { name: 'own code', licence: 'MIT' },
    { name: 'isomorphic-git', licence: 'MIT' },
    { name: 'ignore', licence: 'MIT' },
    { name: 'pako', licence: 'MIT' },
  ],
  download: 110_000,
  memory: 36,
  absent: [
    `these commands: ${Object.keys(absentGitCommands).join(', ')}`,
    'whatever asks questions or opens an editor (add -p, rebase -i)',
    'remotes on other computers: a remote is a folder',
    'renamed files in a merge, and several common ancestors',
    'git log --graph, and the combined difference of git show for a merge',
    'hooks, signatures, submodules',
  ],
  locally: 'npm test <slug> -- --native runs the git of your computer.',
};
