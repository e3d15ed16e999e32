import { BSON, Long, type Document } from 'bson';

/** One request, however it was wrapped. */
export interface Request {
  id: number;
  /** The command; its first name says which. */
  body: Document;
  /** An old handshake, which is answered in its own form. */
  old: boolean;
  /** The client does not want an answer. */
  silent: boolean;
}

const codes = { reply: 1, query: 2004, message: 2013 };
const flags = { checksum: 1, moreToCome: 2 };
const mostBytes = 48_000_000;

/** What a client sent so far, read message by message. @throws {Error} where it is not MongoDB's protocol */
export function createMessageReader() {
  let buffer: Buffer = Buffer.alloc(0);
  return {
    push(bytes: Buffer) {
      buffer = buffer.length ? Buffer.concat([buffer, bytes]) : bytes;
    },
    next(): Request | undefined {
      if (buffer.length < 16) return undefined;
      const length = buffer.readInt32LE(0);
      if (length < 16 || length > mostBytes) throw new Error('not a message of MongoDB');
      if (buffer.length < length) return undefined;
      const message = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      return readMessage(message);
    },
  };
}

/** Whole numbers of 64 bits stay what they are where a number cannot hold them. */
const read = (bytes: Uint8Array): Document => BSON.deserialize(bytes, { promoteLongs: true, promoteBuffers: false });

function readMessage(message: Buffer): Request {
  const [id, code] = [message.readInt32LE(4), message.readInt32LE(12)];
  if (code === codes.query) {
    const end = message.indexOf(0, 20);
    const namespace = message.toString('utf8', 20, end);
    const body = read(message.subarray(end + 9));
    return {
      id,
      body: { ...((body['$query'] as Document) ?? body), $db: namespace.split('.')[0] },
      old: true,
      silent: false,
    };
  }
  if (code !== codes.message) throw new Error(`messages of kind ${code} are not known here`);
  const bits = message.readUInt32LE(16);
  const end = message.length - (bits & flags.checksum ? 4 : 0);
  return { id, body: readSections(message, end), old: false, silent: (bits & flags.moreToCome) !== 0 };
}

function readSections(message: Buffer, end: number): Document {
  let body: Document = {};
  const sequences: Document = {};
  for (let at = 20; at < end;) {
    const kind = message[at++]!;
    const size = message.readInt32LE(at);
    if (kind === 0) body = read(message.subarray(at, at + size));
    else {
      const nameEnd = message.indexOf(0, at + 4);
      const list: Document[] = (sequences[message.toString('utf8', at + 4, nameEnd)] = []);
      for (let place = nameEnd + 1; place < at + size; place += message.readInt32LE(place)) {
        list.push(read(message.subarray(place, place + message.readInt32LE(place))));
      }
    }
    at += size;
  }
  return { ...body, ...sequences };
}

let lastId = 0;

export function writeReply({ id, old }: Request, reply: Document): Buffer {
  const document = BSON.serialize(reply, { ignoreUndefined: true });
  const head = Buffer.alloc(old ? 36 : 21);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(++lastId, 4);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(old ? codes.reply : codes.message, 12);
  if (old) head.writeInt32LE(1, 32);
  return Buffer.concat([head, document]);
}

export const noCursor = Long.fromNumber(0);
