import json
import os
import sqlite3
from wsgiref.simple_server import make_server

db = sqlite3.connect(os.environ.get('DATABASE', 'notes.db'))
db.execute('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')


def answer(start_response, status, value):
    start_response(status, [('Content-Type', 'application/json')])
    return [json.dumps(value).encode()]


def app(environ, start_response):
    method, path = environ['REQUEST_METHOD'], environ['PATH_INFO']
    if method == 'GET' and path == '/notes':
        rows = db.execute('SELECT id, text FROM notes ORDER BY id')
        return answer(start_response, '200 OK', [{'id': row[0], 'text': row[1]} for row in rows])
    if method == 'POST' and path == '/notes':
        text = json.loads(environ['wsgi.input'].read(int(environ['CONTENT_LENGTH'])))['text']
        with db:
            cursor = db.execute(f"INSERT INTO notes (text) VALUES ('{text}')")
        return answer(start_response, '201 Created', {'id': cursor.lastrowid, 'text': text})
    return answer(start_response, '404 Not Found', {'error': f'no {method} {path}'})


if __name__ == '__main__':
    port = int(os.environ.get('PORT', 8000))
    with make_server('127.0.0.1', port, app) as server:
        print(f'Listening on http://localhost:{port}')
        server.serve_forever()
