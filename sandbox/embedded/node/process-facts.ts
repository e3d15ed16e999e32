import { invalidArgType, outOfRange } from './errors.ts';

export const versions = {
  node: '24.21.0',
  acorn: '8.15.0',
  ada: '3.2.7',
  modules: '137',
  openssl: '3.5.4',
  unicode: '16.0',
  uv: '1.51.0',
  v8: '13.6.233.17-node.26',
  zlib: '1.3.1',
};

export const release = { name: 'node', lts: 'Krypton' };

export function hrtime(previous?: unknown): [number, number] {
  if (previous !== undefined && !Array.isArray(previous)) throw invalidArgType('time', 'Array', previous);
  if (Array.isArray(previous) && previous.length !== 2) throw outOfRange('time', '2', previous.length);
  const now = performance.now();
  let seconds = Math.floor(now / 1000);
  let rest = Math.floor((now % 1000) * 1e6);
  if (previous) {
    seconds -= (previous as number[])[0] as number;
    rest -= (previous as number[])[1] as number;
    if (rest < 0) {
      seconds -= 1;
      rest += 1e9;
    }
  }
  return [seconds, rest];
}
hrtime.bigint = () => BigInt(Math.floor(performance.now() * 1e6));

/** Chromium says how much the heap holds; elsewhere a plausible constant keeps programs alive that only print it. */
export function memoryUsage() {
  const { memory } = performance as { memory?: { usedJSHeapSize: number; totalJSHeapSize: number } };
  const heapUsed = memory?.usedJSHeapSize ?? 32 * 2 ** 20;
  const heapTotal = memory?.totalJSHeapSize ?? 48 * 2 ** 20;
  return { rss: heapTotal + 30 * 2 ** 20, heapTotal, heapUsed, external: 2 ** 21, arrayBuffers: 2 ** 16 };
}
memoryUsage.rss = () => memoryUsage().rss;

export const resourceUsage = () => ({
  userCPUTime: Math.round(performance.now() * 1000),
  systemCPUTime: 0,
  maxRSS: 60000,
});
