import { hashes, sets } from './sequences/collections.ts';
import { sortedSets } from './sequences/sorted-sets.ts';
import { connection, keys } from './sequences/keys.ts';
import { lists } from './sequences/lists.ts';
import { scripts } from './sequences/scripts.ts';
import { groups, streams } from './sequences/streams.ts';
import { strings } from './sequences/strings.ts';
import { pubSub, transactions } from './sequences/transactions.ts';

const all = {
  strings,
  lists,
  hashes,
  sets,
  sortedSets,
  keys,
  connection,
  transactions,
  pubSub,
  streams,
  groups,
  scripts,
};

/** Steps by what they are about; how a step is written says `talk.ts`. */
export const sequences: [name: string, steps: string[]][] = Object.entries(all).map(([name, text]) => [
  name,
  text.trim().split('\n'),
]);
