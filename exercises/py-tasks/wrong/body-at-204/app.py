import json
import os
import re
import sqlite3
from http import HTTPStatus
from wsgiref.simple_server import make_server

DEFAULTS = {'priority': 0, 'done': False}
RULES = {
    'title': ('must be a text of 1 to 80 characters', lambda value: isinstance(value, str) and 1 <= len(value) <= 80),
    # In Python, True is an int. `type(…) is int` lets no bool through.
    'priority': ('must be a whole number from 0 to 3', lambda value: type(value) is int and 0 <= value <= 3),
    'done': ('must be true or false', lambda value: isinstance(value, bool)),
}


class Problem(Exception):
    """Ends a request with an error. Where it is raised, nothing has been stored."""

    def __init__(self, status, detail, errors=None):
        self.status = status
        self.detail = detail
        self.errors = errors


def create_app(path):
    """A WSGI app that keeps its tasks in the SQLite file at `path`."""
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    db.execute('CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, title TEXT, priority INTEGER, done INTEGER)')

    def app(environ, start_response):
        try:
            status, value = respond(db, environ)
        except Problem as problem:
            status = HTTPStatus(problem.status)
            value = {'title': status.phrase, 'status': status.value, 'detail': problem.detail}
            if problem.errors is not None:
                value['errors'] = problem.errors
        status = HTTPStatus(status)
        body = json.dumps(value).encode()
        headers = [('Content-Type', 'application/json'), ('Content-Length', str(len(body)))]
        start_response(f'{status.value} {status.phrase}', headers if body else [])
        return [body]

    return app


def respond(db, environ):
    """What a request is answered with: a status, and a value or None."""
    method, path = environ['REQUEST_METHOD'], environ['PATH_INFO']
    if path == '/tasks' and method == 'GET':
        return 200, {'items': [to_task(row) for row in db.execute('SELECT * FROM tasks ORDER BY id')]}
    if path == '/tasks' and method == 'POST':
        return 201, add(db, checked(DEFAULTS | read_body(environ)))
    found = re.fullmatch(r'/tasks/([0-9]{1,15})', path)
    if not found:
        raise Problem(404, f'There is nothing at {path}.')
    task = find(db, int(found[1]))
    if method == 'GET':
        return 200, task
    if method == 'PUT':
        return 200, save(db, task['id'], checked(DEFAULTS | read_body(environ)))
    if method == 'PATCH':
        return 200, save(db, task['id'], checked(task | read_body(environ)))
    if method == 'DELETE':
        with db:
            db.execute('DELETE FROM tasks WHERE id = ?', (task['id'],))
        return 204, None
    raise Problem(404, f'There is no {method} here.')


def read_body(environ):
    length = int(environ.get('CONTENT_LENGTH') or 0)
    try:
        body = json.loads(environ['wsgi.input'].read(length))
    except ValueError:
        raise Problem(400, 'The body is not JSON.')
    if not isinstance(body, dict):
        raise Problem(400, 'The body is not a JSON object.')
    return body


def checked(body):
    """The three known fields of a body that keeps all rules."""
    errors = [
        {'field': field, 'message': message}
        for field, (message, fits) in RULES.items()
        if not fits(body.get(field))
    ]
    if errors:
        raise Problem(422, 'See errors.', errors)
    return {field: body[field] for field in RULES}


def find(db, id):
    row = db.execute('SELECT * FROM tasks WHERE id = ?', (id,)).fetchone()
    if row is None:
        raise Problem(404, f'There is no task {id}.')
    return to_task(row)


def add(db, task):
    with db:
        cursor = db.execute('INSERT INTO tasks (title, priority, done) VALUES (:title, :priority, :done)', task)
    return find(db, cursor.lastrowid)


def save(db, id, task):
    with db:
        db.execute(
            'UPDATE tasks SET title = :title, priority = :priority, done = :done WHERE id = :id',
            {**task, 'id': id},
        )
    return find(db, id)


def to_task(row):
    """SQLite has no booleans: `done` is kept as 0 or 1."""
    return {**dict(row), 'done': bool(row['done'])}


if __name__ == '__main__':
    port = int(os.environ.get('PORT', 8000))
    with make_server('127.0.0.1', port, create_app(os.environ.get('DATABASE', 'tasks.db'))) as server:
        print(f'Listening on http://localhost:{port}')
        server.serve_forever()
