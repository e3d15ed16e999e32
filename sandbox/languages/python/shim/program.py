"""Runs one program, as `python3 <file>` does."""

# Nearly every program of the course imports some of these; in the memory image they cost nothing.
import asyncio  # noqa: F401
import atexit
import base64  # noqa: F401
import builtins
import collections  # noqa: F401
import contextlib  # noqa: F401
import csv  # noqa: F401
import dataclasses  # noqa: F401
import datetime  # noqa: F401
import decimal  # noqa: F401
import enum  # noqa: F401
import functools  # noqa: F401
import hashlib  # noqa: F401
import hmac  # noqa: F401
import html  # noqa: F401
import http.cookies  # noqa: F401
import http.server  # noqa: F401
import io
import itertools  # noqa: F401
import json  # noqa: F401
import logging  # noqa: F401
import math  # noqa: F401
import os
import pathlib  # noqa: F401
import random
import re  # noqa: F401
import secrets  # noqa: F401
import sqlite3  # noqa: F401
import statistics  # noqa: F401
import string  # noqa: F401
import sys
import tempfile  # noqa: F401
import textwrap  # noqa: F401
import time
import traceback
import types
import typing  # noqa: F401
import unittest  # noqa: F401
import urllib.parse  # noqa: F401
import urllib.request  # noqa: F401
import uuid  # noqa: F401
import wsgiref.simple_server  # noqa: F401
import wsgiref.util  # noqa: F401
import wsgiref.validate  # noqa: F401
import zoneinfo  # noqa: F401

from . import bridge, loop, network, tracebacks

folder = tracebacks.folder.rstrip('/')

tracebacks.install()
network.install()
loop.install()


class _Output(io.RawIOBase):
    def __init__(self, stream, number):
        self.stream = stream
        self.number = number

    def writable(self):
        return True

    def fileno(self):
        return self.number

    def write(self, data):
        import engine_room_bridge
        from pyodide.ffi import to_js

        with memoryview(data) as view:
            engine_room_bridge.write(self.stream, to_js(bytes(view)))
            return view.nbytes


def _open_streams(stdin):
    def text(stream, number, errors):
        raw = io.BufferedWriter(_Output(stream, number), 32768)
        return io.TextIOWrapper(raw, 'utf-8', errors, line_buffering=True)

    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BytesIO(stdin), 'utf-8')
    sys.stdout = sys.__stdout__ = text('stdout', 1, 'strict')
    sys.stderr = sys.__stderr__ = text('stderr', 2, 'backslashreplace')


def _prepare(path, args, env, stdin):
    _open_streams(stdin.encode())
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update({'HOME': folder, 'LANG': 'C.UTF-8', 'PATH': '/usr/bin:/bin', 'PWD': folder})
    os.environ.update(env)
    if hasattr(time, 'tzset'):
        time.tzset()
    # The memory image holds one state of it; programs must not all draw the same numbers.
    random.seed()
    sys.argv = [path, *args]
    sys.path[:] = [os.path.dirname(f'{folder}/{path}'), *(place for place in sys.path if place)]
    sys.excepthook = _print_exception
    # What stands below the program here must not count.
    sys.setrecursionlimit(1002)
    os._exit = bridge.leave
    loop.begin()


def _print_exception(kind, value, trace):
    traceback.print_exception(kind, value, trace)


def _ending(error):
    """The exit code, after what python3 prints."""
    if isinstance(error, SystemExit):
        if error.code is None:
            return 0
        if isinstance(error.code, int):
            return error.code & 0xFF
        print(error.code, file=sys.stderr)
        return 1
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException:
        traceback.print_exception(error)
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def _execute(path):
    with open(f'{folder}/{path}', 'rb') as file:
        source = file.read()
    main = types.ModuleType('__main__')
    main.__file__ = f'{folder}/{path}'
    main.__builtins__ = builtins
    main.__dict__['__cached__'] = None
    sys.modules['__main__'] = main
    exec(compile(source, main.__file__, 'exec', dont_inherit=True), main.__dict__)


def run(path, args, env, stdin):
    """The exit code, or nothing at all when the program stays in `serve_forever()`."""
    _prepare(path, args, env, stdin)
    code = 0
    if not os.path.isfile(f'{folder}/{path}'):
        missing = f"python3: can't open file '{path}': [Errno 2] No such file or directory"
        print(missing, file=sys.stderr)
        return finish(2)
    try:
        _execute(path)
    except BaseException as error:
        code = _ending(error)
    return finish(code)


def finish(code):
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    return code


def handle(number, connection, data, ended, host, port):
    """Answers one request: -1, or an exit code when the program ended in it. Nothing when it waits for ever."""
    try:
        network.handle(number, connection, bytes(data), ended, host, port)
    except BaseException as error:
        return finish(_ending(error))
    return -1
