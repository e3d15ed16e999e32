import assert from './assert.ts';
import assertStrict from './assert-strict.ts';
import async_hooks from './async_hooks.ts';
import buffer from './buffer.ts';
import { createConsole } from './console.ts';
import type { WriteOutput } from './console-sink.ts';
import constants from './constants.ts';
import crypto from './crypto.ts';
import diagnostics_channel from './diagnostics_channel.ts';
import dns from './dns.ts';
import dnsPromises from './dns-promises.ts';
import { nodeError } from './errors.ts';
import events from './events.ts';
import fs from './fs.ts';
import fsPromises from './fs-promises.ts';
import http from './http.ts';
import { oldNames } from './http/old-names.ts';
import https from './https.ts';
import { createModule } from './module.ts';
import net from './net.ts';
import { network } from './network.ts';
import os from './os.ts';
import path from './path.ts';
import perf_hooks from './perf_hooks.ts';
import { createProcess, type ProcessOptions } from './process.ts';
import punycode from './punycode.ts';
import querystring from './querystring.ts';
import readline from './readline.ts';
import readlinePromises from './readline-promises.ts';
import stream from './stream.ts';
import streamConsumers from './stream-consumers.ts';
import streamPromises from './stream-promises.ts';
import streamWeb from './stream-web.ts';
import string_decoder from './string_decoder.ts';
import test from './test.ts';
import timers from './timers.ts';
import timersPromises from './timers-promises.ts';
import tty from './tty.ts';
import { unavailableModules } from './unavailable.ts';
import url from './url.ts';
import util from './util.ts';
import utilTypes from './util-types.ts';
import v8 from './v8.ts';
import vm from './vm.ts';
import worker_threads from './worker_threads.ts';
import zlib from './zlib.ts';

export interface BuiltinsOptions extends ProcessOptions {
  write?: WriteOutput;
  /** Where `createRequire` looks for names that are not built-ins. */
  resolve?(name: string, from?: string): unknown;
}

const { Readable, Writable, Duplex, Transform, PassThrough } = stream;

const shared: Record<string, unknown> = {
  ...oldNames(http),
  _stream_readable: Readable, _stream_writable: Writable, _stream_duplex: Duplex, _stream_transform: Transform, _stream_passthrough: PassThrough,
  assert, 'assert/strict': assertStrict, async_hooks, buffer, constants, crypto, diagnostics_channel, dns,
  'dns/promises': dnsPromises, events, fs, 'fs/promises': fsPromises, http, https, net, os, path, 'path/posix': path.posix,
  'path/win32': path.win32, perf_hooks, punycode, querystring, readline, 'readline/promises': readlinePromises, stream,
  'stream/consumers': streamConsumers, 'stream/promises': streamPromises, 'stream/web': streamWeb, string_decoder, sys: util, test,
  timers, 'timers/promises': timersPromises, tty, url, util, 'util/types': utilTypes, v8, vm, worker_threads, zlib,
}; // prettier-ignore

/** Exist only with their prefix, as in Node. */
const PREFIXED = new Set(['sea', 'sqlite', 'test', 'test/reporters']);

/** What `require` of a built-in gives in this realm. */
export function createBuiltins(options: BuiltinsOptions = {}) {
  const process = createProcess(options);
  const console = createConsole(options.write ?? (() => {}), process as never);
  const modules = new Map<string, unknown>(Object.entries({ ...unavailableModules, ...shared, process, console }));
  const names = [...modules.keys(), 'module'].sort().map((name) => (PREFIXED.has(name) ? `node:${name}` : name));
  const find = (specifier: string): string | undefined => {
    const prefixed = specifier.startsWith('node:');
    const name = prefixed ? specifier.slice(5) : specifier;
    return modules.has(name) && (prefixed || !PREFIXED.has(name)) ? name : undefined;
  };
  const require = (specifier: string): unknown => {
    const name = find(specifier);
    if (name !== undefined) return modules.get(name);
    if (specifier.startsWith('node:')) {
      throw nodeError(Error, 'ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${specifier}`);
    }
    throw Object.assign(new Error(`Cannot find module '${specifier}'`), { code: 'MODULE_NOT_FOUND', requireStack: [] });
  };
  const has = (specifier: string) => find(specifier) !== undefined;
  modules.set(
    'module',
    createModule({
      has,
      names,
      require: (name, from) => (has(name) || !options.resolve ? require(name) : options.resolve(name, from)),
    }),
  );
  process['getBuiltinModule'] = (name: string) => (has(name) ? require(name) : undefined);
  /** Puts a module in the place of a built-in: a program's loader brings its own `module`. */
  const provide = (name: string, exports: unknown) => void modules.set(name, exports);
  return { has, require, names, process, console, network, provide };
}
