import type { ByteStream } from '../../../sandbox/shell/types.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';
import type { ServicesHost } from '../../../sandbox/session/services-host.ts';
import { services } from '../../../sandbox/services/names.ts';
import type { Connections } from './shell-protocol.ts';

/** The connections that commands have to the databases beside the exercise's server. */
export function createConnections(databases: ServicesHost | undefined, files: () => TextFiles) {
  const open = new Map<number, ByteStream>();
  let count = 0;
  const connections: Connections = {
    async open(host, port) {
      if (!databases?.names.some((name) => services[name].port === port)) return undefined;
      if (!/^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)) return undefined;
      const stream = await databases.connect(port, files());
      open.set(++count, stream);
      return count;
    },
    send: async (connection, bytes) => open.get(connection)?.write(bytes),
    receive: async (connection) => open.get(connection)?.read(),
    async leave(connection) {
      open.get(connection)?.close();
      open.delete(connection);
    },
  };
  return {
    connections,
    /** Their shell is gone: a client that waits for a job must not take one any more. */
    end() {
      for (const stream of open.values()) stream.close();
      open.clear();
    },
  };
}
