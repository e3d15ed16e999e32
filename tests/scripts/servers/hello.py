# hello-server in Python. With the argument "wrong" it greets nobody by name.
import json
import sys
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        names = parse_qs(url.query).get("name", ["world"])
        if url.path == "/":
            self.answer(200, "text/plain; charset=utf-8", f"Hello, {'world' if 'wrong' in sys.argv else names[0]}!")
        elif url.path == "/time":
            self.answer(200, "application/json", json.dumps({"now": datetime.now(timezone.utc).isoformat()}))
        else:
            self.answer(404, "text/plain", "There is nothing here.")

    def answer(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
