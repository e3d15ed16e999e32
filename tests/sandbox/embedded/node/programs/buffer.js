const { Buffer, constants, kMaxLength } = require('buffer');
const encodings = [
  'utf8',
  'hex',
  'base64',
  'base64url',
  'latin1',
  'binary',
  'ascii',
  'ucs2',
  'utf16le',
  'UTF-8',
  'HEX',
];

program('buffer: from and toString in every encoding', ({ log }) => {
  for (const encoding of encodings)
    log(
      encoding,
      Buffer.from('6869', encoding),
      Buffer.from('häß€🙂').toString(encoding),
      Buffer.byteLength('häß€🙂', encoding),
    );
  log(
    Buffer.from('zz00', 'hex'),
    Buffer.from('0', 'hex'),
    Buffer.from('abc0xx', 'hex'),
    Buffer.from('YWJ j\nZA', 'base64'),
    Buffer.from('-_8', 'base64'),
  );
  log(Buffer.from('a==b', 'base64'), Buffer.from('\ud83d'), Buffer.from([0xff, 0xfe, 0x41]).toString());
});
program('buffer: from many things', ({ log, attempt }) => {
  log(
    Buffer.from([1, 256, -1, '3', 1.9]),
    Buffer.from(Buffer.from('x')),
    Buffer.from({ type: 'Buffer', data: [1, 2] }),
    Buffer.from(new String('s')),
  );
  log(Buffer.from(new Uint16Array([1, 513])), Buffer.from(new ArrayBuffer(4), 1, 2), Buffer.from({ length: 2, 0: 5 }));
  for (const wrong of [5, null, undefined, true, {}, Symbol('x'), () => {}, 5n]) attempt(() => Buffer.from(wrong));
  attempt(() => Buffer.from('x', 'nope'));
  attempt(() => Buffer.from(new ArrayBuffer(2), 5));
});
program('buffer: alloc', ({ log, attempt }) => {
  log(
    Buffer.alloc(5, 'ab'),
    Buffer.alloc(3, 1),
    Buffer.alloc(4, 'YQ==', 'base64'),
    Buffer.alloc(2, Buffer.from('xyz')),
    Buffer.alloc(0),
  );
  attempt(() => Buffer.alloc('5'));
  attempt(() => Buffer.alloc(-1));
  attempt(() => Buffer.alloc(NaN));
  attempt(() => Buffer.alloc(1e20));
  attempt(() => Buffer.allocUnsafe({}));
});
program('buffer: numbers', ({ log, attempt }) => {
  const b = Buffer.alloc(16);
  log(b.writeInt32LE(-5, 0), b.writeDoubleBE(1.5, 4), b.writeUInt8(255, 12), b.writeInt16BE(-2, 13), b);
  log(
    b.readInt32LE(0),
    b.readDoubleBE(4),
    b.readUInt8(12),
    b.readInt16BE(13),
    b.readUint32LE(0),
    b.readBigInt64LE(0),
    b.readFloatLE(0),
    b.readIntBE(0, 3),
  );
  attempt(() => b.readUInt8(16));
  attempt(() => b.readUInt32LE(13));
  attempt(() => b.readInt8(-1));
  attempt(() => b.readInt8('0'));
  attempt(() => b.readInt8(1.5));
  attempt(() => b.writeUInt8(256));
  attempt(() => b.writeInt8(-129));
  attempt(() => b.writeUInt32BE(2 ** 32));
  attempt(() => b.writeUIntBE(1, 0, 7));
  attempt(() => b.writeBigUInt64LE(-1n));
  attempt(() => b.readUIntLE(0, 0));
  attempt(() => Buffer.alloc(1).readUInt16BE(0));
  attempt(() => b.writeInt16LE(40000, 0));
});
program('buffer: compare, equals, concat', ({ log, attempt }) => {
  log(
    Buffer.compare(Buffer.from('a'), Buffer.from('b')),
    Buffer.from('a').equals(new Uint8Array([97])),
    Buffer.concat([Buffer.from('ab'), new Uint8Array(2)], 3),
    Buffer.concat([]),
  );
  log(Buffer.from('abcd').compare(Buffer.from('bc'), 0, 2, 1, 3), Buffer.concat([Buffer.from('a')], 3));
  attempt(() => Buffer.concat('x'));
  attempt(() => Buffer.concat(['x']));
  attempt(() => Buffer.compare('a', 'b'));
  attempt(() => Buffer.from('a').equals('a'));
  attempt(() => Buffer.from('a').compare('a'));
});
program('buffer: slices share memory', ({ log }) => {
  const b = Buffer.from('abcdef');
  const part = b.subarray(1, 3);
  part[0] = 120;
  log(
    b.toString(),
    b.slice(-2).toString(),
    b.subarray(-2, -1),
    b.slice(1, 0),
    part.parent === b.buffer,
    Buffer.isBuffer(b.subarray(1)),
  );
  log(b.toJSON(), JSON.stringify(b), [...b.entries()].length, b.at(-1), Object.keys(Buffer.from('ab')));
});
program('buffer: fill, write, copy, swap', ({ log, attempt }) => {
  const b = Buffer.alloc(6);
  log(b.write('hé', 1), b, b.write('zz', 4, 'latin1'), b.write('ffff', 0, 1, 'hex'), b);
  log(
    b.fill('ab', 2, 5),
    b.fill(0),
    b.fill('€'),
    b.copy(Buffer.alloc(3)),
    Buffer.from([1, 2, 3, 4]).swap16(),
    Buffer.from([1, 2, 3, 4]).swap32(),
  );
  attempt(() => b.fill('a', -1));
  attempt(() => b.fill('zz', 'hex'));
  attempt(() => b.write(5));
  attempt(() => b.write('a', 10));
  attempt(() => Buffer.from([1]).swap16());
  attempt(() => b.copy('x'));
  attempt(() => b.toString('nope'));
  attempt(() => b.fill('a', 0, 100));
});
program('buffer: searching', ({ log, attempt }) => {
  const b = Buffer.from('this is a buffer');
  log(
    b.indexOf('is'),
    b.indexOf('is', 3),
    b.indexOf('x'),
    b.indexOf(97),
    b.indexOf(''),
    b.indexOf('is', -20),
    b.lastIndexOf('is'),
    b.lastIndexOf('is', 4),
    b.includes('buf'),
    b.indexOf(Buffer.from('buf')),
    b.indexOf('YnVm', 'base64'),
  );
  attempt(() => b.indexOf({}));
  attempt(() => b.indexOf());
});
program('buffer: inspection', ({ log }) => {
  const util = require('util');
  log(
    util.inspect(Buffer.from('abc')),
    util.inspect(Buffer.alloc(60)),
    util.inspect(Buffer.alloc(0)),
    util.inspect({ b: Buffer.from('x') }),
    `${Buffer.from('text')}`,
  );
  log(util.inspect(Object.assign(Buffer.from('x'), { a: 1 })), Buffer.name, Buffer.poolSize);
});
program('buffer: the rest of the module', ({ log, attempt }) => {
  const buffer = require('buffer');
  log(
    buffer.isUtf8(Buffer.from([0xff])),
    buffer.isAscii(Buffer.from('a')),
    buffer.transcode(Buffer.from('€'), 'utf8', 'latin1'),
    buffer.INSPECT_MAX_BYTES,
    constants.MAX_STRING_LENGTH,
    kMaxLength === constants.MAX_LENGTH,
  );
  log(
    typeof buffer.Blob,
    typeof buffer.File,
    buffer.atob('YQ=='),
    buffer.btoa('a'),
    Buffer.isEncoding('UTF8'),
    Buffer.isEncoding('x'),
    Buffer.isEncoding(5),
  );
  attempt(() => Buffer.byteLength(5));
  log(Buffer(2).length, Buffer.of(1, 2), new Buffer('a'));
});
program('string_decoder', ({ log, attempt }) => {
  const { StringDecoder } = require('string_decoder');
  const d = new StringDecoder('utf8');
  log(
    d.write(Buffer.from([0xe2, 0x82])),
    d.write(Buffer.from([0xac, 0x41])),
    d.write(Buffer.from([0xf0, 0x9f])),
    d.end(),
    d.encoding,
  );
  const b = new StringDecoder('base64');
  log(b.write(Buffer.from('ab')), b.write(Buffer.from('cd')), b.end());
  const u = new StringDecoder('utf16le');
  log(u.write(Buffer.from([0x3d, 0xd8, 0x42])), u.write(Buffer.from([0xde])), u.end(Buffer.from([0x61])));
  const h = new StringDecoder('hex');
  log(
    h.end(Buffer.from([1, 255])),
    new StringDecoder().encoding,
    new StringDecoder('BINARY').encoding,
    new StringDecoder('ucs-2').encoding,
  );
  attempt(() => new StringDecoder('nope'));
  attempt(() => d.write(5));
  log(d.write('text'), d.lastNeed, d.lastTotal, new StringDecoder('utf8').write(Buffer.from([0xff, 0x41, 0xc3])));
});
