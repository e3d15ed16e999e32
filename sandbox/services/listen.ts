import net, { type AddressInfo } from 'node:net';

/**
 * Lets a service listen on a free port of this computer, and gives its address. Not by the server's own method: `serve()`
 * replaces that of HTTP servers, to notice an app that listens by itself.
 */
export async function listen(server: net.Server): Promise<{ port: number; url: string }> {
  await new Promise<void>((resolve) => {
    Reflect.apply(net.Server.prototype.listen, server, [0, '127.0.0.1', resolve]);
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}` };
}
