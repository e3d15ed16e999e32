import { connection } from './commands/connection.ts';
import { expiry } from './commands/expiry.ts';
import { hashes } from './commands/hashes.ts';
import { keys } from './commands/keys.ts';
import { lists } from './commands/lists.ts';
import { pubSub } from './commands/pub-sub.ts';
import { scripts } from './commands/scripts.ts';
import { sets } from './commands/sets.ts';
import { sortedSets } from './commands/sorted-sets.ts';
import { groups } from './commands/stream-groups.ts';
import { streamPending } from './commands/stream-pending.ts';
import { streamCommands } from './commands/streams.ts';
import { strings } from './commands/strings.ts';
import { transactions } from './commands/transactions.ts';
import type { Command } from './types.ts';

/** Every command that there is. What is not here is absent. */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...strings, ...keys, ...expiry, ...hashes, ...lists, ...sets, ...sortedSets, ...streamCommands, ...groups,
    ...streamPending, ...transactions, ...pubSub, ...scripts, ...connection,
  }),
); // prettier-ignore
