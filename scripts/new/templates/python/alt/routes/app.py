import json
import os
import sqlite3
from dataclasses import asdict, dataclass
from wsgiref.simple_server import make_server


@dataclass
class Note:
    id: int
    text: str


class Notes:
    """A WSGI app is anything that can be called: here an object that knows its database."""

    def __init__(self, path):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')
        self.routes = {('GET', '/notes'): self.all, ('POST', '/notes'): self.add}

    def all(self, _environ):
        return '200 OK', [asdict(Note(*row)) for row in self.db.execute('SELECT id, text FROM notes')]

    def add(self, environ):
        length = int(environ['CONTENT_LENGTH'])
        text = json.loads(environ['wsgi.input'].read(length))['text']
        row = self.db.execute('INSERT INTO notes (text) VALUES (?) RETURNING id, text', (text,)).fetchone()
        return '201 Created', asdict(Note(*row))

    def __call__(self, environ, start_response):
        route = self.routes.get((environ['REQUEST_METHOD'], environ['PATH_INFO']))
        status, value = route(environ) if route else ('404 Not Found', {'error': 'no such path'})
        body = json.dumps(value).encode()
        start_response(status, [('Content-Type', 'application/json'), ('Content-Length', str(len(body)))])
        yield body


if __name__ == '__main__':
    make_server('', int(os.environ.get('PORT', 8000)), Notes(os.environ.get('DATABASE', 'notes.db'))).serve_forever()
