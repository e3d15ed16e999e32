import { createFsFromVolume, Volume } from 'memfs';
import base from './process-base.ts';
import { systemErrors } from './system-errors.ts';

type Fs = typeof import('node:fs');
const MAX_NAME = 255;

function tooLong(syscall: string, path: string): Error {
  const [errno, code, words] = systemErrors['ENAMETOOLONG']!;
  return Object.assign(new Error(`${code}: ${words}, ${syscall} '${path}'`), { errno, code, syscall, path });
}

const longName = (path: unknown) => typeof path === 'string' && path.split('/').some((part) => part.length > MAX_NAME);
const SYSCALLS: Record<string, string> = { readFile: 'open', writeFile: 'open', appendFile: 'open', mkdir: 'mkdir', open: 'open', stat: 'stat', lstat: 'lstat', unlink: 'unlink', readdir: 'scandir', access: 'access' }; // prettier-ignore

/** A disk in memory. memfs, with the places mended where it differs from Node. */
export function createFs(): Fs {
  const volume = Volume.fromNestedJSON({}, undefined, { process: base } as never);
  const memory = createFsFromVolume(volume) as unknown as Record<string, any>;
  const fs: Record<string, any> = {};
  // memfs offers some classes as getters that break when copied to another object: read each once.
  for (const key of Object.keys(memory)) {
    const value: unknown = memory[key];
    fs[key] = value;
  }
  for (const name of ['ReadStream', 'WriteStream', 'FileReadStream', 'FileWriteStream']) {
    const real = name.replace('File', '');
    fs[name] = Reflect.get(volume, real) ?? memory[real];
  }
  fs['existsSync'] = (path: unknown) => path !== '' && !longName(path) && memory['existsSync'](path);
  for (const [name, syscall] of Object.entries(SYSCALLS)) mendNames(fs, memory, name, syscall);
  fs['promises'] = memory['promises'];
  fs['constants'] = memory['constants'];
  memory['mkdirSync']('/tmp', { recursive: true });
  memory['mkdirSync']('/home/learner', { recursive: true });
  return fs as unknown as Fs;
}

/** Node says ENAMETOOLONG where memfs looks the name up. */
function mendNames(fs: Record<string, any>, memory: Record<string, any>, name: string, syscall: string) {
  const sync = `${name}Sync`;
  fs[sync] = (path: unknown, ...rest: unknown[]) => {
    if (longName(path)) throw tooLong(syscall, path as string);
    return memory[sync](path, ...rest);
  };
  fs[name] = (path: unknown, ...rest: unknown[]) => {
    if (!longName(path)) return memory[name](path, ...rest);
    const callback = rest.at(-1) as (error: Error) => void;
    queueMicrotask(() => callback(tooLong(syscall, path as string)));
  };
}

export default createFs();
