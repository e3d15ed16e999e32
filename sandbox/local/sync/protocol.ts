/** What the page and `npm start` tell each other about a folder of `workspace/`. Types and names only. */

/** Below the site's base. */
export const syncPath = '_workspace/';
/** Carries the word that only pages of this server know. */
export const tokenHeader = 'x-engine-room-token';
/** Where a page has it: a `<meta>` of this name. */
export const tokenName = 'engine-room-token';

/** A text file on disk, with `\n` at the end of lines whatever the file has. */
export interface DiskFile {
  text: string;
  /** Says which bytes these are: whoever writes names the version that it knows. */
  version: string;
}

/** An exercise's folder as it is at this moment. */
export interface FolderState {
  /** Told anew whenever it is read: of two states the one with the greater number is the later one. */
  number: number;
  /** As people write it: `workspace/hello-server`. */
  folder: string;
  /** Tells this folder from that of another copy of the course at the same address. */
  place: string;
  opened: boolean;
  files: Record<string, DiskFile>;
  /** What lies there and is not taken over. */
  left: { path: string; why: string }[];
  /** Changes whenever `workspace/progress.json` does. */
  progress: string;
}

export interface FolderChange {
  path: string;
  /** The version that it takes the place of; null where there must be no file yet. */
  was: string | null;
  /** null removes the file. */
  text: string | null;
}

/** The body of a request that writes. */
export interface FolderWrite {
  /** Makes the folder first, as `npm run open` does. */
  open?: boolean;
  changes: FolderChange[];
}

/** What became of it. A change that met another version than it knew was not made. */
export interface FolderWritten {
  state: FolderState;
  refused: { path: string; why: string; /** Another version is there. */ changed: boolean }[];
}

/** The answer of `progress`: the record as it is now, joined with what was sent. */
export interface ProgressWritten {
  record: unknown;
  problem?: string | undefined;
}
