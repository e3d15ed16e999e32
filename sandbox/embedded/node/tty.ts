import Stream from './stream.ts';

class ReadStream extends Stream.Readable {
  isTTY = false;
  setRawMode() {
    return this;
  }
}

class WriteStream extends Stream.Writable {
  isTTY = false;
  columns = 80;
  rows = 24;
  getColorDepth() {
    return 1;
  }
  hasColors() {
    return false;
  }
  getWindowSize() {
    return [this.columns, this.rows];
  }
}

/** Nothing in the sandbox is a terminal. */
export default { isatty: () => false, ReadStream, WriteStream };
