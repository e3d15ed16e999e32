/** The part of a service worker's surroundings that is used here: TypeScript's own list of it excludes that of pages. */
export interface WorkerScope {
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled?: boolean }): Promise<PageClient[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): void;
}

export interface PageClient {
  frameType: string;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Events {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: ExtendableEvent & { request: Request; respondWith(response: Promise<Response>): void };
  message: ExtendableEvent & { data: unknown; source: PageClient | null; ports: readonly MessagePort[] };
}
