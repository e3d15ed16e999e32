/**
 * Where this shell and the real bash 5.2 and git 2.39 differ: flow and number of the line, and why. A difference that is
 * not listed fails, and so does a listed one that is gone.
 */
const graph = '--graph is absent';
const place = 'the message of the merge, and so its name, holds the path of the repository, which is another one there';

export const differences: Record<string, string> = {
  'a merge with two parents 3': graph,
  'a merge with two parents 4': graph,
  'a merge with two parents 5': graph,
  'a conflict 8': graph,
  'a conflict 9': 'git show of a merge shows no combined difference',
  'remotes 6': graph,
  'remotes 9': place,
  'files and pipes 11': 'diff without -u prints the unified form as well',
  'the language 7': 'bash -c ends with 127 for an unset variable; the interpreter with 1, as a script does',
};
