import type { HostFacts } from '../../hosts/facts.ts';

export const facts: HostFacts = {
  title: 'Python',
  group: 'language',
  realness: 'real',
  what: 'CPython itself, compiled to WebAssembly (Pyodide), with its standard library and sqlite3. What serve_forever() of http.server and wsgiref serves is a port like any other.',
  version: 'Python 3.14.2',
  parts: [
    { name: 'pyodide', licence: 'MPL-2.0' },
    { name: 'CPython', licence: 'PSF-2.0' },
  ],
  download: 13_900_000,
  memory: 250,
  absent: [
    'Safari’s engine (WebKit), where it does not start; in Chromium and Firefox it does',
    'threads and processes: threading, multiprocessing, subprocess, concurrent.futures',
    'connections to elsewhere: socket.connect, urllib.request, http.client, smtplib',
    'servers of the socket module and of asyncio, handle_request(), and a second request before the first is answered',
    'connections that stay open for the next request',
    'packages beside the standard library: pip, Flask, Django, FastAPI',
    'ssl, hashlib.scrypt and hashlib.pbkdf2_hmac',
    'signals, and input() while a program runs: what it reads is given beforehand',
  ],
  locally: 'npm test <slug> -- --native grades with the python3 of your own computer.',
};
