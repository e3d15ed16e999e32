import { administering } from './commands/administer.ts';
import { connecting } from './commands/connect.ts';
import { reading } from './commands/read.ts';
import { writing } from './commands/write.ts';
import type { Command } from './types.ts';

/** Every command that there is. What is not here is absent. */
export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({ ...connecting, ...reading, ...writing, ...administering }),
);

/** Commands of MongoDB's manual that a course might lead one to; those that are not above are absent. */
const inManual = [
  'abortTransaction', 'aggregate', 'authenticate', 'bulkWrite', 'buildInfo', 'collMod', 'collStats', 'commitTransaction', 'compact',
  'connectionStatus', 'convertToCapped', 'count', 'create', 'createIndexes', 'createUser', 'currentOp', 'dataSize', 'dbHash', 'dbStats',
  'delete', 'distinct', 'drop', 'dropDatabase', 'dropIndexes', 'endSessions', 'explain', 'find', 'findAndModify', 'fsync',
  'getMore', 'getParameter', 'hello', 'hostInfo', 'insert', 'isMaster', 'killCursors', 'killOp', 'killSessions', 'listCollections',
  'listCommands', 'listDatabases', 'listIndexes', 'logout', 'mapReduce', 'ping', 'profile', 'reIndex', 'refreshSessions',
  'renameCollection', 'replSetGetStatus', 'saslStart', 'serverStatus', 'setParameter', 'shutdown', 'startSession', 'top',
  'update', 'validate', 'whatsmyuri',
]; // prettier-ignore

export const absentCommands: readonly string[] = inManual.filter((name) => !commands.has(name));
