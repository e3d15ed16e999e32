import type { Document } from 'bson';
import type { Commands, Context } from '../types.ts';

/** The version whose answers, error codes and texts these follow, as they are documented. */
export const mongoVersion = '7.0.0';

function hello(_: Document, { connection, now }: Context): Document {
  return {
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(now()),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  };
}

const nothing = (): Document => ({});

/** What clients say to come, stay and go. */
export const connecting: Commands = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: nothing,
  endSessions: nothing,
  buildInfo: () => ({
    version: mongoVersion,
    versionArray: [7, 0, 0, 0],
    modules: ['the teaching server of Engine Room'],
    bits: 64,
    maxBsonObjectSize: 16_777_216,
  }),
};
