import json
import os
import sqlite3
from dataclasses import asdict, dataclass, fields, replace
from wsgiref.simple_server import make_server

REASONS = {200: 'OK', 201: 'Created', 204: 'No Content', 400: 'Bad Request', 404: 'Not Found', 422: 'Unprocessable'}


@dataclass(frozen=True)
class Task:
    id: int
    title: str = ''
    priority: int = 0
    done: bool = False

    def faults(self):
        if type(self.title) is not str or len(self.title) not in range(1, 81):
            yield 'title', 'needs 1 to 80 characters'
        if type(self.priority) is not int or self.priority not in range(4):
            yield 'priority', 'needs 0 to 3'
        if type(self.done) is not bool:
            yield 'done', 'needs a yes or no'


class Tasks:
    """A WSGI app is anything that can be called: here an object with a database and a table of routes."""

    def __init__(self, path):
        self.db = sqlite3.connect(path)
        self.db.execute(
            'CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, title TEXT, priority INTEGER, done INTEGER)'
        )
        self.routes = {
            ('GET', False): self.all,
            ('POST', False): self.add,
            ('GET', True): lambda task, _: (200, asdict(task)),
            ('PUT', True): lambda task, body: self.change(Task(task.id), body),
            ('PATCH', True): self.change,
            ('DELETE', True): self.remove,
        }

    def __call__(self, environ, start_response):
        status, value = self.answer(environ)
        start_response(f'{status} {REASONS[status]}', [('Content-Type', 'application/json')])
        if value is not None:
            yield json.dumps(value).encode()

    def answer(self, environ):
        _, collection, *rest = environ['PATH_INFO'].split('/')
        route = self.routes.get((environ['REQUEST_METHOD'], bool(rest)))
        task = self.load(rest[0]) if len(rest) == 1 else None
        if collection != 'tasks' or not route or (rest and not task):
            return 404, {'title': 'Not found', 'status': 404, 'detail': f'Nothing at {environ["PATH_INFO"]}.'}
        body = None
        if environ['REQUEST_METHOD'] in ('POST', 'PUT', 'PATCH'):
            body = self.read(environ)
            if not isinstance(body, dict):
                return 400, {'title': 'No object', 'status': 400, 'detail': 'Send a JSON object.'}
        return route(task, body)

    def read(self, environ):
        try:
            return json.loads(environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0)))
        except ValueError:
            return None

    def load(self, id):
        try:
            row = self.db.execute('SELECT id, title, priority, done FROM tasks WHERE id = ?', (int(id),)).fetchone()
        except (ValueError, OverflowError):
            return None
        return Task(*row[:3], done=bool(row[3])) if row else None

    def all(self, _task, _body):
        ids = [id for (id,) in self.db.execute('SELECT id FROM tasks ORDER BY id')]
        return 200, {'items': [asdict(self.load(id)) for id in ids]}

    def add(self, _task, body):
        status, value = self.change(Task(None), body)
        return (201 if status == 200 else status), value

    def change(self, task, body):
        known = {field.name for field in fields(Task)} - {'id'}
        task = replace(task, **{key: value for key, value in body.items() if key in known})
        errors = [{'field': field, 'message': message} for field, message in task.faults()]
        if errors:
            return 422, {'title': 'Invalid task', 'status': 422, 'detail': 'Nothing was stored.', 'errors': errors}
        cursor = self.db.execute('REPLACE INTO tasks VALUES (:id, :title, :priority, :done)', asdict(task))
        self.db.commit()
        return 200, asdict(replace(task, id=task.id or cursor.lastrowid))

    def remove(self, task, _body):
        self.db.execute('DELETE FROM tasks WHERE id = ?', (task.id,))
        self.db.commit()
        return 204, None


if __name__ == '__main__':
    make_server('', int(os.environ.get('PORT', 3000)), Tasks(os.environ.get('DATABASE', 'tasks.db'))).serve_forever()
