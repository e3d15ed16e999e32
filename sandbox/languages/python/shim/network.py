"""Servers of `socketserver`, `http.server` and `wsgiref` on ports of the host's network.

Nothing can wait here, so `serve_forever()` stays in its call for good (`bridge.park`), and each request that has
arrived whole is handed to the real handler, which reads and writes in memory.
"""

import errno
import io
import socket
import socketserver
import sys

from . import bridge


class ListeningSocket:
    """The socket of a server: it binds and listens, and connections come from the host."""

    family = socket.AF_INET
    type = socket.SOCK_STREAM
    count = 0
    bound = {}

    def __init__(self, *_args, **_options):
        self.address = None
        ListeningSocket.count += 1
        self.number = ListeningSocket.count

    def setsockopt(self, *_args):
        pass

    def settimeout(self, _seconds):
        pass

    def setblocking(self, _flag):
        pass

    def fileno(self):
        return 1000 + self.number

    def bind(self, address):
        host, port = address[:2]
        if not isinstance(port, int):
            raise TypeError(f"'{type(port).__name__}' object cannot be interpreted as an integer")
        if not 0 <= port <= 65535:
            raise OverflowError('bind(): port must be 0-65535.')
        if port in ListeningSocket.bound:
            raise OSError(errno.EADDRINUSE, 'Address already in use')
        self.address = (host or '0.0.0.0', port)

    def listen(self, _backlog=None):
        port = bridge.listen(self.address[1], self.number)
        self.address = (self.address[0], port)
        ListeningSocket.bound[port] = self

    def getsockname(self):
        # Asked for after bind() and before listen(): the port must be known by then.
        if self.address[1] == 0:
            self.address = (self.address[0], bridge.listen(0, self.number))
            ListeningSocket.bound[self.address[1]] = self
            self.listen = lambda _backlog=None: None
        return self.address

    def accept(self):
        raise OSError(errno.EOPNOTSUPP, 'accept() would have to wait; let serve_forever() take the connections')

    def close(self):
        if self.address and ListeningSocket.bound.get(self.address[1]) is self:
            del ListeningSocket.bound[self.address[1]]
            bridge.unlisten(self.number)


class Incoming(io.BytesIO):
    """What a client sent. To ask for more of it than there is would wait until the client gives up."""

    def __init__(self, data, ended):
        super().__init__(data)
        self.ended = ended

    def _left(self):
        return len(self.getbuffer()) - self.tell()

    def _wait(self, call):
        if self.ended:
            return
        print(
            f'{call} waits for more than the client sends: read as many bytes as Content-Length says.',
            file=sys.stderr,
        )
        bridge.park()

    def read(self, size=-1, /):
        if size is None or size < 0 or size > self._left():
            self._wait('read()' if size is None or size < 0 else f'read({size})')
        return super().read(size)

    def readline(self, size=-1, /):
        line = super().readline(size)
        whole = line.endswith(b'\n') or (size is not None and 0 <= size <= len(line))
        # After the last byte, handlers that keep connections open ask for the next request: there is none.
        if line and not whole:
            self._wait('readline()')
        return line

    def __next__(self):
        line = self.readline()
        if not line:
            self._wait('reading all lines')
            raise StopIteration
        return line

    def readlines(self, hint=-1, /):
        self._wait('readlines()')
        return super().readlines(hint)


class Outgoing(io.RawIOBase):
    def __init__(self, connection):
        self.connection = connection

    def writable(self):
        return True

    def write(self, data):
        with memoryview(data) as view:
            bridge.send(self.connection, view)
            return view.nbytes


class Connection:
    """One client, as handlers see a socket."""

    family = socket.AF_INET
    type = socket.SOCK_STREAM

    def __init__(self, number, data, ended, client, server):
        self.number = number
        self.incoming = Incoming(data, ended)
        self.client = client
        self.server = server

    def makefile(self, mode='r', buffering=None, *, encoding=None, errors=None, newline=None):
        if 'r' in mode:
            raw = self.incoming
        else:
            raw = Outgoing(self.number)
            if buffering != 0:
                raw = io.BufferedWriter(raw)
        return raw if 'b' in mode else io.TextIOWrapper(raw, encoding, errors, newline)

    def recv(self, size, _flags=0):
        return self.incoming.read1(size)

    def sendall(self, data, _flags=0):
        bridge.send(self.number, data)

    def send(self, data, _flags=0):
        bridge.send(self.number, data)
        return len(data)

    def getsockname(self):
        return self.server.socket.getsockname()

    def getpeername(self):
        return self.client

    def fileno(self):
        return 10000 + self.number

    def setsockopt(self, *_args):
        pass

    def settimeout(self, _seconds):
        pass

    def shutdown(self, _how):
        pass

    def close(self):
        pass


class _Sockets:
    """The module `socket` as `socketserver` sees it."""

    socket = ListeningSocket

    def __getattr__(self, name):
        return getattr(socket, name)


serving = {}


def _serve_forever(server, poll_interval=0.5):
    serving[server.socket.number] = server
    bridge.park()


def _handle_request(_server):
    raise OSError(errno.EOPNOTSUPP, 'handle_request() would have to wait; use serve_forever()')


def _shutdown(server):
    serving.pop(server.socket.number, None)
    server.server_close()


def _process_request_at_once(server, request, client_address):
    # No threads: one request after the other.
    socketserver.BaseServer.process_request(server, request, client_address)


def handle(number, connection, data, ended, host, port):
    """One request, from its first byte to the last of the answer."""
    server = serving.get(number)
    if server is None:
        return
    client = (host, port)
    request = Connection(connection, data, ended, client, server)
    # As in BaseServer._handle_request_noblock.
    if not server.verify_request(request, client):
        server.shutdown_request(request)
        return
    try:
        server.process_request(request, client)
    except Exception:
        server.handle_error(request, client)
        server.shutdown_request(request)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _no_way(*_args, **_options):
    raise OSError(errno.ENETUNREACH, 'Network is unreachable')


def install():
    socketserver.socket = _Sockets()
    socketserver.BaseServer.serve_forever = _serve_forever
    socketserver.BaseServer.handle_request = _handle_request
    socketserver.BaseServer.shutdown = _shutdown
    socketserver.ThreadingMixIn.process_request = _process_request_at_once
    socketserver.ThreadingMixIn.server_close = socketserver.TCPServer.server_close
    socket.create_connection = _no_way
    socket.socket.connect = _no_way
    socket.getfqdn = lambda name='': name if name and name not in ('0.0.0.0', '127.0.0.1') else 'localhost'
    socket.gethostname = lambda: 'localhost'
