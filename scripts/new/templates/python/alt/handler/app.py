import json
import os
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer

DATABASE = os.environ.get('DATABASE', 'notes.db')


def connect():
    connection = sqlite3.connect(DATABASE)
    connection.row_factory = sqlite3.Row
    return closing(connection)


class Notes(BaseHTTPRequestHandler):
    def reply(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with connect() as db:
            self.reply(200, [dict(row) for row in db.execute('SELECT id, text FROM notes')])

    def do_POST(self):
        note = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        with connect() as db:
            cursor = db.execute('INSERT INTO notes (text) VALUES (:text)', note)
            db.commit()
        self.reply(201, {'id': cursor.lastrowid, 'text': note['text']})


if __name__ == '__main__':
    with connect() as db:
        db.execute('CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)')
    HTTPServer(('', int(os.environ.get('PORT', 8000))), Notes).serve_forever()
