import net from 'node:net';

/**
 * As much of PostgreSQL as a client needs for its first queries: the start, a password, simple and prepared queries,
 * errors and notices. What it answers is the caller's: `answer(sql, values)` returns `{ fields, rows, tag }` or throws.
 */
export function createPostgres(answer, { password } = {}) {
  return net.createServer((socket) => {
    let buffer = Buffer.alloc(0);
    let started = false;
    let sql = '';
    let values = [];
    const send = (type, ...parts) => {
      const body = Buffer.concat(parts);
      socket.write(Buffer.concat([Buffer.from(type), int32(body.length + 4), body]));
    };
    const ready = () => send('Z', Buffer.from('I'));
    const welcome = () => {
      send('R', int32(0));
      for (const [name, value] of [
        ['server_version', '16.0'],
        ['client_encoding', 'UTF8'],
      ])
        send('S', text(name), text(value));
      ready();
    };
    const run = (describe) => {
      try {
        const { fields = [], rows = [], tag } = answer(sql, values);
        if (describe && fields.length) send('T', rowDescription(fields));
        for (const row of rows) send('D', dataRow(row));
        send('C', text(tag ?? `SELECT ${rows.length}`));
      } catch (error) {
        send(
          'E',
          ...Object.entries({ S: 'ERROR', C: error.code ?? 'XX000', M: error.message }).map(([key, value]) =>
            Buffer.concat([Buffer.from(key), text(value)]),
          ),
          Buffer.from([0]),
        );
      }
    };
    const handlers = {
      p: (body) => {
        if (body.toString('utf8', 0, body.length - 1) === password) return welcome();
        send('E', Buffer.from('SFATAL\0C28P01\0Mpassword authentication failed\0\0'));
        socket.end();
      },
      Q: (body) => {
        sql = body.toString('utf8', 0, body.length - 1);
        values = [];
        run(true);
        ready();
      },
      P: (body) => {
        const [, query] = body.toString().split('\0');
        if (query) sql = query;
        send('1');
      },
      B: (body) => {
        values = bound(body);
        send('2');
      },
      D: () => {
        const { fields = [] } = safely(() => answer(sql, values));
        if (fields.length) send('T', rowDescription(fields));
        else send('n');
      },
      E: () => run(false),
      S: ready,
      X: () => socket.end(),
    };
    socket.on('data', (part) => {
      buffer = Buffer.concat([buffer, part]);
      for (;;) {
        const head = started ? 5 : 4;
        if (buffer.length < head) return;
        const length = buffer.readInt32BE(head - 4) + head - 4;
        if (buffer.length < length) return;
        const message = buffer.subarray(0, length);
        buffer = buffer.subarray(length);
        if (started) handlers[String.fromCharCode(message[0])]?.(message.subarray(5));
        else {
          started = true;
          if (password === undefined) welcome();
          else send('R', int32(3));
        }
      }
    });
    socket.on('error', () => {});
  });
}

const int32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int16 = (value) => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const text = (value) => Buffer.from(`${value}\0`);
const rowDescription = (fields) =>
  Buffer.concat([
    int16(fields.length),
    ...fields.map(([name, type]) =>
      Buffer.concat([text(name), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]),
    ),
  ]);
const dataRow = (row) =>
  Buffer.concat([
    int16(row.length),
    ...row.map((value) =>
      value === null ? int32(-1) : Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)]),
    ),
  ]);
const safely = (action) => {
  try {
    return action();
  } catch {
    return {};
  }
};

function bound(body) {
  let at = body.indexOf(0) + 1;
  at = body.indexOf(0, at) + 1;
  at += 2 + 2 * body.readInt16BE(at);
  const count = body.readInt16BE(at);
  at += 2;
  return Array.from({ length: count }, () => {
    const length = body.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    const value = body.toString('utf8', at, at + length);
    at += length;
    return value;
  });
}

/** What most programs ask for: a table, with values of the types that a client converts. */
export const table = (sqlText, values) => {
  if (sqlText.includes('broken')) throw Object.assign(new Error('syntax error at or near "broken"'), { code: '42601' });
  if (/^(begin|commit|rollback)/i.test(sqlText)) return { tag: sqlText.split(' ')[0].toUpperCase() };
  if (/version\(\)/.test(sqlText)) return { fields: [['version', 25]], rows: [['PostgreSQL 16.0']] };
  if (/^insert/i.test(sqlText))
    return {
      fields: [
        ['id', 23],
        ['name', 25],
      ],
      rows: [['8', values[0] ?? 'x']],
      tag: 'INSERT 0 1',
    };
  return {
    fields: [
      ['id', 23],
      ['name', 25],
      ['big', 20],
      ['ok', 16],
      ['at', 1184],
      ['data', 3802],
    ],
    rows: [
      ['1', values[0] ?? 'ann', '9007199254740993', 't', '2024-01-02 03:04:05+00', '{"a":[1]}'],
      ['2', null, '1', 'f', null, 'null'],
    ],
  };
};
