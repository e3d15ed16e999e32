import { add } from './commands/add.ts';
import { blame } from './commands/blame.ts';
import { branch } from './commands/branch.ts';
import { commit } from './commands/commit.ts';
import { config } from './commands/config.ts';
import { diff } from './commands/diff.ts';
import { clone, fetch, pull } from './commands/fetch.ts';
import { init } from './commands/init.ts';
import { log } from './commands/log.ts';
import { merge } from './commands/merge.ts';
import { cherryPick, revert } from './commands/pick.ts';
import { catFile, describe, lsFiles, lsTree, mergeBase, reflog, revParse } from './commands/plumbing.ts';
import { lsRemote, push } from './commands/push.ts';
import { remote } from './commands/remote.ts';
import { mv, rm } from './commands/remove.ts';
import { reset, restore } from './commands/restore.ts';
import { show } from './commands/show.ts';
import { stash } from './commands/stash.ts';
import { status } from './commands/status.ts';
import { checkout, switchCommand } from './commands/switch.ts';
import { tag } from './commands/tag.ts';
import type { GitCommand } from './types.ts';

/** The sub-commands that are there. What is said about git anywhere comes from these two tables. */
export const gitCommands: Record<string, GitCommand> = {
  init,
  clone,
  add,
  rm,
  mv,
  status,
  commit,
  log,
  show,
  diff,
  branch,
  switch: switchCommand,
  checkout,
  merge,
  restore,
  reset,
  revert,
  'cherry-pick': cherryPick,
  stash,
  tag,
  remote,
  fetch,
  pull,
  push,
  blame,
  reflog,
  describe,
  config,
  'rev-parse': revParse,
  'ls-files': lsFiles,
  'ls-tree': lsTree,
  'ls-remote': lsRemote,
  'cat-file': catFile,
  'merge-base': mergeBase,
};
