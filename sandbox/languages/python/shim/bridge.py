"""What the host offers: ports, and a way to stay in a call for ever without blocking."""

import time


def _host():
    # Absent while the memory image is made; a name of the module would be kept in it.
    import engine_room_bridge

    return engine_room_bridge


def park():
    """Leaves the program where it is, for good. Its frames stay as they are: no `with` and no `finally` runs."""
    import sys

    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    _host().park()
    time.time()
    raise RuntimeError('The program could not be left where it is.')


def listen(port, number):
    return _host().listen(port, number)


def unlisten(number):
    _host().unlisten(number)


def send(connection, data):
    from pyodide.ffi import to_js

    _host().send(connection, to_js(bytes(data)))


def leave(code):
    """Ends the program at once."""
    _host().exit(code)
    park()
