/** How a file came into an image. */
export interface Origin {
  /** Of the instruction that put it there. */
  line: number;
  by: 'copy' | 'install' | 'script';
}

/** What an image is like while it is made. */
export interface Machine {
  files: Map<string, Origin>;
  layers: Map<string, Origin>;
  workdir: string;
  /** Variables that ENV and ARG set. */
  variables: Record<string, string>;
}

/** Ends the build. */
export class BuildFault extends Error {
  override name = 'BuildFault';
}

export const emptyMachine = (): Machine => ({ files: new Map(), layers: new Map(), workdir: '/', variables: {} });

export function put({ files, layers }: Machine, path: string, origin: Origin): void {
  files.set(path, origin);
  layers.set(path, origin);
}

/** An absolute path, from a folder on. */
export function resolve(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
