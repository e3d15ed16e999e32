import type { Disk } from './disk.ts';
import { CHARACTERS, createInode, FILE, FOLDER, type Device, type Inode } from './inode.ts';

const owner = { uid: 0, gid: 0 };

function device(mode: number, behaviour: Device): Inode {
  const node = createInode(CHARACTERS | mode, owner);
  node.device = behaviour;
  return node;
}

const nowhere: Device = { read: () => 0, write: () => {} };

/** `/dev/null` and the few other files that programs expect of a Linux. */
export function addDevices(disk: Disk): void {
  const add = (path: string, node: Inode) => {
    let folder = disk.root;
    const names = path.split('/');
    for (const name of names.slice(0, -1)) {
      if (!folder.entries!.has(name)) disk.put(folder, name, createInode(FOLDER | 0o755, owner));
      folder = folder.entries!.get(name)!;
    }
    disk.put(folder, names.at(-1)!, node);
  };
  add('dev/null', device(0o666, nowhere));
  add('dev/zero', device(0o666, { ...nowhere, read: (target) => target.fill(0).length }));
  add('usr/local/bin/node', createInode(FILE | 0o755, owner));
  const hostname = createInode(FILE | 0o644, owner);
  hostname.data = new TextEncoder().encode('sandbox\n');
  hostname.size = hostname.data.length;
  add('proc/sys/kernel/hostname', hostname);
}

type Streams = { process?: { stdout?: Output; stderr?: Output } };
interface Output {
  write(chunk: Uint8Array): unknown;
}

/** Descriptors 0 to 2: nothing to read, and what is written is the program's output. */
export function standardStreams(): Inode[] {
  const output = (name: 'stdout' | 'stderr') =>
    device(0o620, {
      read: () => 0,
      write: (source) => void (globalThis as Streams).process?.[name]?.write(source.slice()),
    });
  return [device(0o620, nowhere), output('stdout'), output('stderr')];
}
