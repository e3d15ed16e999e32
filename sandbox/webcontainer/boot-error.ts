/** Why a container did not start, or is gone, as far as a page can tell. */
export type BootCause =
  'offline' | 'blocked' | 'cookies' | 'unsupported' | 'memory' | 'not-isolated' | 'second' | 'silent' | 'stopped' | 'gone' | 'failed'; // prettier-ignore

const here = 'Your work is safe, and “Continue here” runs it in this browser without StackBlitz.';
const reload = 'To try again, reload this page.';

/** What happened, and what somebody can do about it who changes nothing in how their browser protects them. */
const messages: Record<BootCause, string> = {
  offline: `This device is offline, and full Node comes from stackblitz.com. ${here} With a connection, reload this page.`,
  blocked: `stackblitz.com could not be reached: the network, or an extension of this browser, does not let it through. ${here} ${reload}`,
  cookies: `This browser keeps other sites from storing anything, which full Node needs. That is a sound setting; there is no need to change it. ${here}`,
  unsupported: `This browser lacks what full Node needs (SharedArrayBuffer and WebAssembly threads). ${here}`,
  memory: `This device has too little free memory for full Node. Closing other tabs may help. ${here}`,
  'not-isolated': `This page was not served with the headers that full Node needs (Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy). Reload it once; where that does not help, the site's host has to send them. ${here}`,
  second: `Full Node runs already in this page, and it can run only once. Stop the other one, or reload this page. ${here}`,
  silent: `Full Node gave no sign of life. stackblitz.com may be slow or unreachable from here. ${here} ${reload}`,
  stopped: `The start was stopped. ${reload}`,
  gone: `Full Node has stopped answering; this device may have run out of memory. ${here} ${reload}`,
  failed: `Full Node could not start. ${here} ${reload}`,
};

/** A container that did not start or is gone: the cause by name, and a message that says what can be done. */
export class ContainerBootError extends Error {
  override name = 'ContainerBootError';
  readonly bootCause: BootCause;
  constructor(bootCause: BootCause, details?: string) {
    super(details ? `${messages[bootCause]} Details: ${details}` : messages[bootCause]);
    this.bootCause = bootCause;
  }
}

/** What the service itself says when it refuses. Its texts are not documented, so what is not known counts as `failed`. */
export function causeOf(error: unknown): BootCause {
  const text = String((error as Error | undefined)?.message ?? error);
  if (/single webcontainer/i.test(text)) return 'second';
  if (/out of memory|allocat|memory/i.test(text)) return 'memory';
  if (/SharedArrayBuffer|isolat/i.test(text)) return 'not-isolated';
  if (/cookie|storage|service worker|SecurityError/i.test(text)) return 'cookies';
  if (/support/i.test(text)) return 'unsupported';
  return 'failed';
}
