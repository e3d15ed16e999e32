import json
import os
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

DATABASE = os.environ.get('DATABASE', 'tasks.db')
COLUMNS = 'id, title, priority, done'


def connect():
    """A connection that commits by itself, for one request."""
    return closing(sqlite3.connect(DATABASE, isolation_level=None))


def faults(task):
    found = {}
    if not isinstance(task['title'], str) or not 0 < len(task['title']) < 81:
        found['title'] = 'has 1 to 80 characters'
    if isinstance(task['priority'], bool) or task['priority'] not in (0, 1, 2, 3) or isinstance(task['priority'], float):
        found['priority'] = 'is 0, 1, 2 or 3'
    if task['done'] is not True and task['done'] is not False:
        found['done'] = 'is true or false'
    return [{'field': field, 'message': message} for field, message in found.items()]


class Tasks(BaseHTTPRequestHandler):
    """No WSGI either: the server of the standard library, one method for each verb."""

    def reply(self, status, value=None):
        body = b'' if value is None else json.dumps(value, ensure_ascii=False).encode('utf-8')
        self.send_response(status)
        if body:
            self.send_header('Content-Type', 'application/json; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, title, **more):
        self.reply(status, {'title': title, 'status': status, 'detail': f'{self.command} {self.path}', **more})

    def read(self):
        try:
            body = json.loads(self.rfile.read(int(self.headers['Content-Length'] or 0)))
            return body if isinstance(body, dict) else None
        except ValueError:
            return None

    def found(self, db):
        """The task that the path names; None once a 404 has been sent."""
        head, _, id = self.path.rpartition('/')
        row = None
        if head == '/tasks' and id.isascii() and id.isdigit():
            row = db.execute(f'SELECT {COLUMNS} FROM tasks WHERE id = ?', (id,)).fetchone()
        if row is None:
            self.refuse(404, 'Not found')
            return None
        return self.task(row)

    @staticmethod
    def task(row):
        return {'id': row[0], 'title': row[1], 'priority': row[2], 'done': row[3] == 1}

    def do_GET(self):
        with connect() as db:
            if self.path == '/tasks':
                rows = db.execute(f'SELECT {COLUMNS} FROM tasks ORDER BY id').fetchall()
                return self.reply(200, {'items': [self.task(row) for row in rows]})
            task = self.found(db)
            if task:
                self.reply(200, task)

    def do_POST(self):
        if self.path != '/tasks':
            return self.refuse(404, 'Not found')
        with connect() as db:
            self.store(db, None, {'title': None, 'priority': 0, 'done': False}, 201)

    def do_PUT(self):
        with connect() as db:
            task = self.found(db)
            if task:
                self.store(db, task['id'], {'title': None, 'priority': 0, 'done': False}, 200)

    def do_PATCH(self):
        with connect() as db:
            task = self.found(db)
            if task:
                self.store(db, task['id'], task, 200)

    def do_DELETE(self):
        with connect() as db:
            task = self.found(db)
            if task:
                db.execute('DELETE FROM tasks WHERE id = ?', (task['id'],))
                self.reply(204)

    def store(self, db, id, before, status):
        body = self.read()
        if body is None:
            return self.refuse(400, 'Not a JSON object')
        task = {field: body.get(field, before[field]) for field in ('title', 'priority', 'done')}
        errors = faults(task)
        if errors:
            return self.refuse(422, 'Invalid task', errors=errors)
        row = db.execute(
            f'INSERT OR REPLACE INTO tasks ({COLUMNS}) VALUES (?, ?, ?, ?) RETURNING {COLUMNS}',
            (id, *task.values()),
        ).fetchone()
        self.reply(status, self.task(row))


if __name__ == '__main__':
    with connect() as db:
        db.execute(f'CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, title, priority, done)')
    HTTPServer(('', int(os.environ.get('PORT', 3000))), Tasks).serve_forever()
