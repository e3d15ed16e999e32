import json
import os
import sqlite3
from urllib.parse import parse_qs
from wsgiref.simple_server import make_server
from wsgiref.util import FileWrapper

db = sqlite3.connect('notes.db')
db.execute('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')

def answer(start, status, value, *headers):
    body = json.dumps(value).encode()
    start(status, [('Content-Type', 'application/json'), *headers])
    return [body]

class Closing:
    def __init__(self, pieces): self.pieces = iter(pieces)
    def __iter__(self): return self
    def __next__(self): return next(self.pieces)
    def close(self): print('closed', flush=True)

def app(environ, start):
    path, method = environ['PATH_INFO'], environ['REQUEST_METHOD']
    if path == '/environ':
        names = ['REQUEST_METHOD', 'SCRIPT_NAME', 'PATH_INFO', 'QUERY_STRING', 'CONTENT_TYPE', 'CONTENT_LENGTH', 'SERVER_PROTOCOL', 'HTTP_X_ONE', 'wsgi.version', 'wsgi.url_scheme', 'wsgi.multithread', 'wsgi.multiprocess', 'wsgi.run_once', 'REMOTE_ADDR', 'GATEWAY_INTERFACE', 'HTTP_COOKIE']
        return answer(start, '200 OK', {name: environ.get(name) for name in names})
    if path == '/notes' and method == 'POST':
        text = json.loads(environ['wsgi.input'].read(int(environ['CONTENT_LENGTH'])))['text']
        with db: cursor = db.execute('INSERT INTO notes (text) VALUES (?)', (text,))
        return answer(start, '201 Created', {'id': cursor.lastrowid}, ('Location', f'/notes/{cursor.lastrowid}'))
    if path == '/notes':
        limit = int(parse_qs(environ['QUERY_STRING']).get('limit', ['10'])[0])
        return answer(start, '200 OK', db.execute('SELECT * FROM notes LIMIT ?', (limit,)).fetchall())
    if path == '/stream':
        start('200 OK', [('Content-Type', 'text/plain')])
        return Closing([b'one', b'', b'two'])
    if path == '/write':
        write = start('200 OK', [('Content-Type', 'text/plain')])
        write(b'written ')
        return [b'returned']
    if path == '/late':
        start('200 OK', [('Content-Type', 'text/plain')])
        def pieces():
            yield b'begun'
            raise ValueError('late')
        return pieces()
    if path == '/twice':
        start('200 OK', []); start('404 Not Found', [])
        return [b'']
    if path == '/text':
        start('200 OK', [('Content-Type', 'text/plain')])
        return ['not bytes']
    if path == '/none':
        start('204 No Content', [])
        return []
    if path == '/silent':
        return [b'x']
    if path == '/cookies':
        start('200 OK', [('Set-Cookie', 'a=1'), ('Set-Cookie', 'b=2'), ('X-Case', 'Kept')])
        return FileWrapper(open(__file__, 'rb'), 20) if False else [b'c']
    if path == '/boom':
        raise LookupError('nothing here')
    return answer(start, '404 Not Found', {'error': f'no {path}'})

with make_server('', int(os.environ['PORT']), app) as server:
    server.serve_forever()
