import { Buffer } from '../buffer.ts';
import { abortError, invalidArgType, invalidArgValue, nodeError, outOfRange, validateInteger } from '../errors.ts';
import type { Descriptors } from './descriptors.ts';
import { call } from './errors.ts';
import { isFolder, refuse } from './inode.ts';
import type { Operation, Operations } from './paths.ts';
import { statsOf } from './stats.ts';
import * as check from './validate.ts';

/** What reads and writes bytes: through descriptors, and whole files. */
export function contentOperations(descriptors: Descriptors): Operations {
  const open: Operation = (path, flags, mode) => {
    const name = check.pathOf(path);
    const bits = check.flagsOf(flags ?? 'r');
    const rights = check.modeOf(mode, 'mode', 0o666);
    return () => call('open', () => descriptors.open(name, bits, rights), name);
  };
  const sync =
    (syscall: string): Operation =>
    (fd) => {
      const number = check.descriptorOf(fd);
      return () => call(syscall, () => void descriptors.file(number));
    };
  return {
    open,
    close(fd) {
      const number = check.descriptorOf(fd);
      return () => call('close', () => descriptors.close(number));
    },
    fstat(fd, options) {
      const number = check.descriptorOf(fd);
      const bigint = options?.bigint === true;
      return () => call('fstat', () => statsOf(descriptors.file(number).node, bigint));
    },
    fsync: sync('fsync'),
    fdatasync: sync('fdatasync'),
    ...vectors(descriptors),
    ...wholeFiles(descriptors),
  };
}

function vectors(descriptors: Descriptors): Operations {
  const many =
    (syscall: 'read' | 'write'): Operation =>
    (fd, buffers, position) => {
      const number = check.descriptorOf(fd);
      const views = check.buffersOf(buffers);
      const at = typeof position === 'number' ? position : null;
      return () =>
        call(syscall, () => {
          let done = 0;
          for (const view of views) {
            const count = descriptors[syscall](number, view, at === null ? null : at + done);
            done += count;
            if (count < view.length) break;
          }
          return done;
        });
    };
  return {
    readv: many('read'),
    writev: many('write'),
    read(fd, buffer, offset, length, position) {
      const number = check.descriptorOf(fd);
      const view = readTarget(buffer, offset, length, position);
      return () => call('read', () => (view.target.length === 0 ? 0 : descriptors.read(number, view.target, view.at)));
    },
    write(fd, data, ...rest) {
      const number = check.descriptorOf(fd);
      const { source, at } = writeSource(data, rest);
      return () => call('write', () => descriptors.write(number, source, at));
    },
  };
}

/** `read(fd, buffer, offset, length, position)`, with options in the place of any of the last. */
function readTarget(buffer: unknown, from: unknown, length: unknown, position: unknown) {
  const view = check.bytesOf(buffer, 'buffer');
  if (from !== null && typeof from === 'object') {
    const options = from as { offset?: number; length?: number; position?: number };
    if (Array.isArray(from)) throw invalidArgType('options', 'Object', from);
    ({ offset: from = 0, length, position = null } = options);
  }
  const offset: unknown = from ?? 0;
  validateInteger(offset, 'offset', 0);
  const whole = length === undefined ? view.length - offset : Number(length) | 0;
  if (whole === 0) return { target: new Uint8Array(0), at: null };
  if (view.length === 0) {
    throw invalidArgValue('buffer', buffer, 'is empty and cannot be written');
  }
  if (offset > view.length) throw outOfRange('offset', `<= ${view.length}`, offset);
  if (whole < 0) throw outOfRange('length', '>= 0', whole);
  if (offset + whole > view.length) throw outOfRange('length', `<= ${view.length - offset}`, whole);
  return { target: view.subarray(offset, offset + whole), at: check.positionOf(position, 'position', whole) };
}

/** `write(fd, buffer, offset, length, position)`, `write(fd, buffer, options)`, `write(fd, text, position, encoding)`. */
export function writeSource(data: unknown, [first, second, third]: unknown[]) {
  if (!ArrayBuffer.isView(data)) {
    if (typeof data !== 'string') throw invalidArgType('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    checkTextEncoding(data, second);
    const encoding = typeof second === 'string' ? second : 'utf8';
    return { source: Buffer.from(data, encoding as BufferEncoding) as Uint8Array, at: placeOf(first) };
  }
  const view = check.bytesOf(data);
  if (first !== null && typeof first === 'object') {
    const options = first as { offset?: number; length?: number; position?: number };
    ({ offset: first = 0, length: second, position: third = null } = options);
  }
  const offset: unknown = first ?? 0;
  validateInteger(offset, 'offset', 0);
  const length = typeof second === 'number' ? second : view.length - offset;
  if (offset > view.length) throw outOfRange('offset', `<= ${view.length}`, offset);
  if (length > view.length - offset) throw outOfRange('length', `<= ${view.length - offset}`, length);
  if (length < 0) throw outOfRange('length', '>= 0', length);
  check.integer32(length, 'length', 0);
  return { source: view.subarray(offset, offset + length), at: placeOf(third) };
}

const placeOf = (value: unknown): number | null => (typeof value === 'number' && value >= 0 ? value : null);

function checkTextEncoding(text: string, encoding: unknown): void {
  if (typeof encoding !== 'string') return;
  if (encoding.toLowerCase() === 'hex' && text.length % 2 !== 0) {
    throw invalidArgValue('encoding', encoding, `is invalid for data of length ${text.length}`);
  }
}

function wholeFiles(descriptors: Descriptors): Operations {
  const { open, close, write, file } = descriptors;
  const target = (path: unknown) => (typeof path === 'number' ? check.descriptorOf(path) : check.pathOf(path));
  /** Opens a path for as long as the work takes; a descriptor stays open. */
  function using<T>(where: string | number, flags: number, mode: number, work: (fd: number) => T): T {
    if (typeof where === 'number') return work(where);
    const fd = call('open', () => open(where, flags, mode), where);
    try {
      return work(fd);
    } finally {
      close(fd);
    }
  }
  const writing =
    (flag: string): Operation =>
    (path, data, options) => {
      const {
        encoding,
        mode,
        flag: chosen,
        signal,
        flush,
      } = check.optionsOf(options, { encoding: 'utf8', mode: 0o666, flag });
      check.booleanOption({ flush: flush ?? undefined }, 'flush');
      const bytes = Uint8Array.from(check.dataOf(data, encoding));
      const where = target(path);
      const [flags, rights] = [check.flagsOf(chosen ?? flag), check.modeOf(mode, 'mode', 0o666)];
      return () => {
        checkSignal(signal);
        using(where, flags, rights, (fd) => {
          if (bytes.length > 0) call('write', () => write(fd, bytes, null));
          else call('write', () => file(fd).writable || refuse('EBADF'));
        });
      };
    };
  return {
    readFile(path, options) {
      const { encoding, flag, signal } = check.optionsOf(options, { flag: 'r' });
      const where = target(path);
      const flags = check.flagsOf(flag);
      return () => {
        checkSignal(signal);
        return using(where, flags, 0o666, (fd) => {
          const bytes = call('read', () => readAll(descriptors, fd));
          return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
        });
      };
    },
    writeFile: writing('w'),
    appendFile: writing('a'),
  };
}

function readAll({ file, read }: Descriptors, fd: number): Buffer {
  const opened = file(fd);
  if (isFolder(opened.node)) refuse('EISDIR');
  const size = Math.max(0, opened.node.size - opened.position);
  if (size >= 2 ** 31)
    throw nodeError(RangeError, 'ERR_FS_FILE_TOO_LARGE', `File size (${size}) is greater than 2 GiB`);
  const bytes = Buffer.alloc(size);
  read(fd, bytes, null);
  return bytes;
}

export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal.reason);
}
