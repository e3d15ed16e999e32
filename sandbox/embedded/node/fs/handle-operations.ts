/** What file streams and `fs/promises` need of a FileHandle, known by a mark so that no file imports its class. */
export interface Handle {
  readonly fd: number;
  on(event: 'close', listener: () => void): unknown;
  read(...args: unknown[]): Promise<{ bytesRead: number; buffer: unknown }>;
  write(...args: unknown[]): Promise<{ bytesWritten: number; buffer: unknown }>;
  writev(...args: unknown[]): Promise<{ bytesWritten: number; buffers: unknown }>;
  sync(): Promise<void>;
  close(): Promise<void>;
  [hold](): void;
  [release](): Promise<void>;
}

export const hold = Symbol('kRef');
export const release = Symbol('kUnref');

export const isHandle = (value: unknown): value is Handle =>
  typeof value === 'object' && value !== null && hold in value;

type Done = (...values: any[]) => void;

/** A FileHandle in the shape of `fs`, for a stream; the handle stays open as long as the stream needs it. */
export function handleOperations(handle: Handle): Record<string, (...args: any[]) => void> {
  handle[hold]();
  return {
    open: () => {},
    close(_fd: number, done: Done) {
      void handle[release]();
      handle.close().then(() => done(), done);
    },
    fsync: (_fd: number, done: Done) => void handle.sync().then(() => done(), done),
    read: (_fd: number, buffer: unknown, offset: number, length: number, position: number, done: Done) =>
      void handle.read(buffer, offset, length, position).then(
        (result) => done(null, result.bytesRead, result.buffer),
        (error) => done(error, 0, buffer),
      ),
    write: (_fd: number, buffer: unknown, offset: number, length: number, position: number, done: Done) =>
      void handle.write(buffer, offset, length, position).then(
        (result) => done(null, result.bytesWritten, result.buffer),
        (error) => done(error, 0, buffer),
      ),
    writev: (_fd: number, buffers: unknown, position: number, done: Done) =>
      void handle.writev(buffers, position).then(
        (result) => done(null, result.bytesWritten, result.buffers),
        (error) => done(error, 0, buffers),
      ),
  };
}
