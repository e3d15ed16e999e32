import os
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    server_version = 'Own/1'
    def do_GET(self):
        if self.path == '/boom': raise RuntimeError('in do_GET')
        if self.path == '/missing': return self.send_error(HTTPStatus.NOT_FOUND, explain='look elsewhere')
        if self.path == '/moved':
            self.send_response(301); self.send_header('Location', '/'); self.end_headers(); return
        body = f'{self.command} {self.path} {self.request_version} {self.headers.get("X-One")} {self.headers["cookie"]}'.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_HEAD = do_DELETE = do_GET
    def do_POST(self):
        data = self.rfile.read(int(self.headers['Content-Length']))
        self.send_response_only(200, 'Fine'); self.end_headers()
        self.wfile.write(data[::-1])

HTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
