import { bundleForBrowsers } from '../bundle-for-browsers.ts';

/** Our `http` and `net` on the packages that stand in for Node's streams, events and buffers in browsers. */
export async function bundleNetwork(): Promise<{ http: object; net: object }> {
  const text = await bundleForBrowsers(
    'sandbox/embedded/node',
    "export { default as http } from './http.ts'; export { default as net } from './net.ts';",
  );
  return new Function(`${text}; return engine;`)() as { http: object; net: object };
}
