import net from 'node:net';
import path from 'node:path';

/** Hears from ports.cjs which ports the double's processes listen on; one that dies has closed its own. */
export function watchPorts(folder: string, tell: (type: 'open' | 'close', port: number) => void) {
  const address = path.join(folder, 'ports.sock');
  const server = net.createServer((line) => {
    const open = new Set<number>();
    const change = (type: string, port: number) => {
      if (type === 'open') open.add(port);
      else if (!open.delete(port)) return;
      tell(type === 'open' ? 'open' : 'close', port);
    };
    let rest = '';
    line.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const [type, port] of lines.map((one) => one.split(' '))) change(type!, Number(port));
    });
    line.on('error', () => {}).on('close', () => open.forEach((port) => change('close', port)));
  });
  server.listen(address);
  return { address, end: () => void server.close() };
}
