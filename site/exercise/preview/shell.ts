import { helpWithoutNetwork } from '../../../sandbox/embedded/isolate.ts';

/** The panel's side of preview.html: an isolated document that shows one page at a time. */
export interface Shell {
  /** Called with the frame once it stands in the page. Returns what lets go of it. */
  attach(frame: HTMLIFrameElement): () => void;
  show(page: { id: number; html: string; title: string }, events: ShellEvents): void;
}

export interface ShellEvents {
  /** The page's own port, before anything of it has run. */
  page(port: MessagePort): void;
  /** A script of the page went to another address, and is gone. */
  left(url: string): void;
}

export function createShell(): Shell {
  const { port1: port, port2 } = new MessageChannel();
  let events: ShellEvents | undefined;
  let shown = 0;
  port.onmessage = ({ data, ports }: MessageEvent<{ type?: unknown; id?: unknown; url?: unknown } | null>) => {
    if (data?.id !== shown) return;
    if (data.type === 'page' && ports[0]) events?.page(ports[0]);
    else if (data.type === 'left' && URL.canParse(String(data.url))) events?.left(String(data.url));
  };
  return {
    attach(frame) {
      const { promise: ready, resolve } = Promise.withResolvers<void>();
      const listen = ({ source, data }: MessageEvent) => {
        if (source !== frame.contentWindow || data !== 'preview ready') return;
        removeEventListener('message', listen);
        resolve();
        // The frame's origin is opaque, so no narrower target than '*' can name it.
        frame.contentWindow?.postMessage(null, '*', [port2]);
      };
      addEventListener('message', listen);
      // It may have said it before this listened.
      frame.contentWindow?.postMessage('ready?', '*');
      helpWithoutNetwork(frame, ready, true);
      return () => removeEventListener('message', listen);
    },
    show(page, next) {
      shown = page.id;
      events = next;
      port.postMessage(page);
    },
  };
}
