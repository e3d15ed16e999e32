import http from 'node:http';
import { expect, test } from 'vitest';
import { python, runPython } from '#testing/python';

const hello = `
import os
from wsgiref.simple_server import make_server

count = 0

def app(environ, start_response):
    global count
    count += 1
    if environ['PATH_INFO'] == '/boom':
        raise KeyError('boom')
    if environ['PATH_INFO'] == '/loop':
        while True:
            pass
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} {count}".encode()]

if __name__ == '__main__':
    with make_server('127.0.0.1', int(os.environ['PORT']), app) as server:
        print('Serving on', server.server_port)
        server.serve_forever()
    print('never printed')
`;
const files = { 'app.py': hello };

test('a WSGI app answers, and keeps what it knows for as long as it runs', async () => {
  const app = await python('app.py', { files });
  expect((await app.get('/a')).text).toBe('GET /a 1');
  expect((await app.post('/b', { body: 'x' })).text).toBe('POST /b 2');
  expect(app.output('stdout')).toBe('Serving on 3000\n');
});

test('the next test finds nothing of it', async () => {
  const app = await python('app.py', { files });
  expect((await app.get('/')).text).toBe('GET / 1');
});

test('an exception in the app is answered with 500, and printed with the lines of the app alone', async () => {
  const app = await python('app.py', { files });
  expect((await app.get('/boom')).status).toBe(500);
  expect(app.output('stderr')).toContain(`Traceback (most recent call last):
  File "app.py", line 11, in app
    raise KeyError('boom')
KeyError: 'boom'
`);
  expect((await app.get('/after')).text).toBe('GET /after 2');
});

test('a request whose handler never ends fails alone', async () => {
  const app = await python('app.py', { files });
  await expect(app.get('/loop')).rejects.toThrow('Your app gave no answer');
});

test('what was ended with force is whole in the next test', async () => {
  const app = await python('app.py', { files });
  expect((await app.get('/')).status).toBe(200);
});

test.fails('a shared program gives a wrong answer', async () => {
  const app = await python('app.py', { files, shared: true });
  expect((await app.get('/')).text).toBe('another');
});

test('it goes on in the next test', async () => {
  const app = await python('app.py', { files, shared: true });
  expect((await app.get('/')).text).toBe('GET / 2');
});

test.fails('a shared program crashes', async () => {
  const app = await python('app.py', { files, shared: true });
  expect((await app.get('/boom')).status).toBe(200);
});

test('it begins anew in the next test', async () => {
  const app = await python('app.py', { files, shared: true });
  expect((await app.get('/')).text).toBe('GET / 1');
});

test('a program that crashes before it serves says where', async () => {
  const broken = 'import json\n\ndef load():\n    return json.loads("{")\n\nload()\n';
  await expect(python('app.py', { files: { 'app.py': broken } })).rejects.toThrow(
    /app\.py stops with an error before it serves\.[^]*line 4 of app\.py[^]*File "app\.py", line 6, in <module>[^]*JSONDecodeError/,
  );
});

test('so does one with a mistake of syntax', async () => {
  const error = python('app.py', { files: { 'app.py': 'def app(:\n    pass\n' } });
  await expect(error).rejects.toThrow(/line 1 of app\.py[^]*SyntaxError: invalid syntax/);
});

test('a program that serves nothing is told so', async () => {
  await expect(python('app.py', { files: { 'app.py': 'print("hi")\n' } })).rejects.toThrow(
    'app.py ends without serving',
  );
});

test('a program that runs for ever is ended', async () => {
  await expect(runPython('loop.py', { files: { 'loop.py': 'while True: pass\n' }, limit: 300 })).rejects.toThrow(
    'loop.py does not end',
  );
});

test('a script gets its input, arguments and environment', async () => {
  const script = `
import os, sys
name = input('Who? ')
print(f'Hello {name}', sys.argv, os.environ['MODE'], sys.stdin.read().splitlines())
print('careful', file=sys.stderr)
sys.exit(3)
`;
  const result = await runPython('hi.py', {
    files: { 'hi.py': script },
    stdin: 'Ann\nmore\n',
    args: ['-v'],
    env: { MODE: 'test' },
  });
  expect(result).toEqual({
    stdout: "Who? Hello Ann ['hi.py', '-v'] test ['more']\n",
    stderr: 'careful\n',
    exitCode: 3,
  });
});

test('sqlite3 keeps a file beside the program', async () => {
  const script = `
import sqlite3
with sqlite3.connect('notes.db') as db:
    db.execute('create table notes (id integer primary key, text text)')
    db.execute('insert into notes (text) values (?)', ('one',))
print(sqlite3.connect('notes.db').execute('select * from notes').fetchall())
`;
  const { stdout } = await runPython('db.py', { files: { 'db.py': script } });
  expect(stdout).toBe("[(1, 'one')]\n");
});

test('the pieces of an answer arrive as they are yielded', async () => {
  const slow = `
import time
from wsgiref.simple_server import make_server

def app(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    for piece in (b'one ', b'two ', b'three'):
        yield piece
        time.sleep(0.2)

make_server('', 8000, app).serve_forever()
`;
  const app = await python('app.py', { files: { 'app.py': slow } });
  const pieces: number[] = [];
  const begun = performance.now();
  const text = await new Promise<string>((resolve, reject) => {
    http
      .get(app.url, (answer) => {
        let all = '';
        answer.on('data', (piece: Buffer) => {
          all += String(piece);
          pieces.push(performance.now() - begun);
        });
        answer.on('end', () => resolve(all));
      })
      .on('error', reject);
  });
  expect(text).toBe('one two three');
  expect(pieces.length).toBeGreaterThanOrEqual(3);
  expect(pieces.at(-1)! - pieces[0]!).toBeGreaterThan(50);
});

test('is a failed test in the words of the suite', async () => {
  await python('app.py', { files: { 'app.py': 'raise RuntimeError("no")' } });
});

test('classes of http.server answer as well', async () => {
  const classic = `
import json, os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers['Content-Length'])
        body = json.loads(self.rfile.read(length))
        data = json.dumps({'got': body}).encode()
        self.send_response(201)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def log_message(self, *args):
        pass

try:
    ThreadingHTTPServer(('', int(os.environ['PORT'])), Handler).serve_forever()
finally:
    print('closed')
`;
  const app = await python('app.py', { files: { 'app.py': classic } });
  const answer = await app.post('/', { json: { a: 1 } });
  expect([answer.status, answer.json(), app.output()]).toEqual([201, { got: { a: 1 } }, '']);
  expect((await app.get('/')).status).toBe(501);
});

test('reading more than was sent waits, as it does elsewhere', async () => {
  const greedy = hello.replace(
    "if environ['PATH_INFO'] == '/boom'",
    "environ['wsgi.input'].read() and None\n    if environ['PATH_INFO'] == '/boom'",
  );
  const app = await python('app.py', { files: { 'app.py': greedy } });
  await expect(app.get('/')).rejects.toThrow(/Your app gave no answer[^]*`read\(\)` without a number waits for more/);
  expect(app.output('stderr')).toContain('read as many bytes as Content-Length says');
});

test('what cannot be had says so', async () => {
  const outside = 'import urllib.request\nurllib.request.urlopen("http://example.org/")\n';
  const { stderr, exitCode } = await runPython('get.py', { files: { 'get.py': outside } });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Network is unreachable');
});

test('a port that is taken says so', async () => {
  const twice = 'from http.server import *\na = HTTPServer(("", 8000), None)\nb = HTTPServer(("", 8000), None)\n';
  expect((await runPython('twice.py', { files: { 'twice.py': twice } })).stderr).toContain('Address already in use');
});
