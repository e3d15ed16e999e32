import type { Channel } from '../../sandbox/session/session.ts';

/** To the other tabs that opened a channel of that name; undefined where the browser has none. */
export function openChannel(name: string): Channel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(name);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel reaches its own origin alone.
    post: (message) => channel.postMessage(message),
    listen(hear) {
      channel.onmessage = ({ data }: MessageEvent<unknown>) => hear(data);
      return () => channel.close();
    },
  };
}
