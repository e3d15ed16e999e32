/** The list of a build's files, `offline.<version>.json`: what each address answers. */
export interface Manifest {
  version: string;
  /** Address below the base (`lessons/x/`, `_astro/y.js`) → what is there. In the order in which they are fetched. */
  files: Record<string, ManifestFile>;
}

export interface ManifestFile {
  /** The first 16 hexadecimal digits of its SHA-256. */
  hash: string;
  bytes: number;
  type: string;
  /** Fetched before the worker counts as installed: what every page needs. */
  core?: true;
  /** Fetched when a page asks for it, and kept from then on: large, and of use in few exercises. */
  asked?: true;
  /** Of the editor for this kind of pointer alone: for the other kind it comes last. */
  pointer?: Pointer;
}

export type Pointer = 'fine' | 'coarse';

/** network: it failed. space: the device has no room. changed: the site has a newer version than the one being fetched. */
export type Fault = 'network' | 'space' | 'changed';

/** How far one version is on this device. */
export interface OfflineState {
  version: string;
  phase: 'waiting' | 'downloading' | 'ready' | 'failed';
  /** Bytes that are there, and of everything. */
  done: number;
  total: number;
  fault?: Fault;
}

/** From a page to the service worker. */
export type ToServiceWorker =
  | { type: 'state' }
  | { type: 'download'; pointer: Pointer }
  /** The waiting version takes over. */
  | { type: 'activate' }
  /** Looks for versions that no page uses any more. */
  | { type: 'tidy' }
  /** Deletes all versions and stores nothing from then on. Answers on the port that comes with it. */
  | { type: 'forget' };

/** From the service worker to pages. */
export type ToPage =
  | { type: 'state'; state: OfflineState }
  /** Wants, on the port that comes with it, the version that the page was opened with. */
  | { type: 'which version' };

/** The same bytes have the same name, whatever version they belong to. */
export const keyOf = (address: string, { hash }: Pick<ManifestFile, 'hash'>): string => `${address}?stored=${hash}`;
