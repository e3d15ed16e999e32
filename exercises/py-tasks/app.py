import json
import os
import sqlite3
from wsgiref.simple_server import make_server


def create_app(path):
    """A WSGI app that keeps its tasks in the SQLite file at `path`."""
    db = sqlite3.connect(path)
    db.execute('CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, title TEXT, priority INTEGER, done INTEGER)')

    def app(environ, start_response):
        method, path = environ['REQUEST_METHOD'], environ['PATH_INFO']
        # TODO: find out what is asked, do it, and answer. 501 means "not implemented yet".
        body = json.dumps({'title': 'Not implemented', 'status': 501, 'detail': f'{method} {path} is not there yet.'})
        start_response('501 Not Implemented', [('Content-Type', 'application/json')])
        return [body.encode()]

    return app


if __name__ == '__main__':
    port = int(os.environ.get('PORT', 3000))
    with make_server('127.0.0.1', port, create_app(os.environ.get('DATABASE', 'tasks.db'))) as server:
        print(f'Listening on http://localhost:{port}')
        server.serve_forever()
