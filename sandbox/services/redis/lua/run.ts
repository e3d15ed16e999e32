import { lauxlib, lua, lualib, type State } from 'fengari';
import { fail, failure, isFailure, type Reply } from '../reply.ts';
import type { Client, Context } from '../types.ts';
import { sha1 } from '../sha1.ts';
import { openJson } from './json.ts';
import { printNumber } from './numbers.ts';
import { fromLua, pushReply, pushText, raise, readReply, readWords, textField, toLua } from './values.ts';

interface Script {
  sha: string;
  script: string;
  keys: string[];
  args: string[];
}

/** Runs a script in a Lua of its own; nothing else runs meanwhile. */
export function runScript({ sha, script, keys, args }: Script, context: Context): Reply {
  const state = lauxlib.luaL_newstate();
  // A script speaks RESP2, and SELECT in it leaves the caller's database as it is.
  const client: Client = { ...context.client, protocol: 2, transaction: undefined, waiting: undefined };
  open(state, keys, args, (words) => callFromScript(words, client, context));
  lua.lua_pushcfunction(state, whereItFailed);
  load(state, script);
  const status = lua.lua_pcall(state, 0, 1, -2);
  const reply = readReply(state);
  if (status === lua.LUA_OK) return reply;
  const said = isFailure(reply) ? reply.failure : `ERR ${typeof reply === 'string' ? reply : 'the script failed'}`;
  const line = isFailure(reply) ? textField(state, 'line') : undefined;
  return failure(`${said} script: ${sha}, on @user_script:${line ?? 1}.`);
}

/** @throws {RedisError} when it is no Lua. */
export function checkScript(script: string): void {
  load(lauxlib.luaL_newstate(), script);
}

function load(state: State, script: string): void {
  const text = toLua(script);
  if (lauxlib.luaL_loadbuffer(state, text, text.length, toLua('@user_script')) === lua.LUA_OK) return;
  const said = fromLua(lua.lua_tostring(state, -1)).replace(/near <eof>$/, "near '<eof>'");
  fail(`ERR Error compiling script (new function): ${said}`);
}

/** What Lua 5.1 has and 5.3 has not, or elsewhere. */
const older = `
  unpack, loadstring = table.unpack, load
  table.getn = function(list) return #list end
  math.pow = function(base, power) return base ^ power end
`;

function openOlder(state: State): void {
  load(state, older);
  lua.lua_pcall(state, 0, 0, 0);
  lua.lua_getglobal(state, toLua('tostring'));
  const index = lua.lua_absindex(state, -1);
  const original = lua.lua_tocfunction(state, index);
  lua.lua_pop(state, 1);
  lua.lua_pushcfunction(state, (inner) => {
    if (lua.lua_type(inner, 1) !== lua.LUA_TNUMBER) return original(inner);
    pushText(inner, printNumber(lua.lua_tonumber(inner, 1)));
    return 1;
  });
  lua.lua_setglobal(state, toLua('tostring'));
}

function callFromScript(words: string[], client: Client, { engine }: Context): Reply {
  const command = engine.commands.get(words[0]!.toLowerCase());
  if (!command) return failure('ERR Unknown Redis command called from script');
  if (command.flags.includes('noscript')) return failure('ERR This Redis command is not allowed from script');
  const wrong = command.arity < 0 ? words.length < -command.arity : words.length !== command.arity;
  return wrong ? failure('ERR Wrong number of args calling Redis command from script') : engine.call(words, client);
}

/** Turns what was thrown into a table that knows its line. */
function whereItFailed(state: State): number {
  let line = 1;
  const about = new lua.lua_Debug();
  for (let level = 0; lua.lua_getstack(state, level, about); level++) {
    lua.lua_getinfo(state, toLua('Sl'), about);
    if (about.currentline > 0) {
      line = about.currentline;
      break;
    }
  }
  const thrown = readReply(state);
  lua.lua_createtable(state, 0, 2);
  pushText(
    state,
    isFailure(thrown) ? thrown.failure : `ERR ${typeof thrown === 'string' ? thrown : 'the script failed'}`,
  );
  lua.lua_setfield(state, -2, toLua('err'));
  pushText(state, String(line));
  lua.lua_setfield(state, -2, toLua('line'));
  return 1;
}

function open(state: State, keys: string[], args: string[], call: (words: string[]) => Reply): void {
  for (const [name, library] of Object.entries({
    _G: 'base',
    table: 'table',
    string: 'string',
    math: 'math',
  } as const)) {
    lauxlib.luaL_requiref(state, toLua(name), lualib[`luaopen_${library}`], 1);
    lua.lua_pop(state, 1);
  }
  for (const name of ['print', 'dofile', 'loadfile']) {
    lua.lua_pushnil(state);
    lua.lua_setglobal(state, toLua(name));
  }
  openOlder(state);
  openJson(state);
  openRedis(state, call);
  for (const [name, list] of Object.entries({ KEYS: keys, ARGV: args })) {
    pushReply(state, list);
    lua.lua_setglobal(state, toLua(name));
  }
  closeGlobals(state);
}

function openRedis(state: State, call: (words: string[]) => Reply): void {
  const functions: Record<string, (state: State) => number> = {
    call: (inner) => answer(inner, call, true),
    pcall: (inner) => answer(inner, call, false),
    error_reply: (inner) => oneField(inner, 'err'),
    status_reply: (inner) => oneField(inner, 'ok'),
    sha1hex: (inner) => {
      pushText(inner, sha1(lua.lua_tostring(inner, 1)));
      return 1;
    },
    log: () => 0,
  };
  lua.lua_createtable(state, 0, 10);
  for (const [name, run] of Object.entries(functions)) {
    lua.lua_pushcfunction(state, run);
    lua.lua_setfield(state, -2, toLua(name));
  }
  for (const [level, name] of ['LOG_DEBUG', 'LOG_VERBOSE', 'LOG_NOTICE', 'LOG_WARNING'].entries()) {
    lua.lua_pushnumber(state, level);
    lua.lua_setfield(state, -2, toLua(name));
  }
  lua.lua_setglobal(state, toLua('redis'));
}

function answer(state: State, call: (words: string[]) => Reply, throws: boolean): number {
  const words = readWords(state);
  const reply = !words
    ? failure('ERR Lua redis lib command arguments must be strings or integers')
    : words.length
      ? call(words)
      : failure('ERR Please specify at least one argument for this redis lib call');
  pushReply(state, reply);
  return throws && isFailure(reply) ? lua.lua_error(state) : 1;
}

/** `redis.error_reply(text)` and `redis.status_reply(text)`. */
function oneField(state: State, name: 'ok' | 'err'): number {
  if (lua.lua_gettop(state) !== 1 || lua.lua_type(state, 1) !== lua.LUA_TSTRING) {
    pushReply(state, failure('ERR wrong number or type of arguments'));
    return 1;
  }
  const text = fromLua(lua.lua_tostring(state, 1));
  // One word alone is no code; a leading minus is what the protocol would have put there.
  const error = text.startsWith('-') ? text.slice(1) : text;
  pushReply(state, name === 'ok' ? { simple: text } : failure(/^\S+ /.test(error) ? error : `ERR ${error}`));
  return 1;
}

/** Scripts share nothing: a global that they make, or one that is not there, is a mistake. */
function closeGlobals(state: State): void {
  lua.lua_pushglobaltable(state);
  lua.lua_createtable(state, 0, 2);
  lua.lua_pushcfunction(state, (inner) =>
    raise(inner, `Script attempted to access nonexistent global variable '${fromLua(lua.lua_tostring(inner, 2))}'`),
  );
  lua.lua_setfield(state, -2, toLua('__index'));
  lua.lua_pushcfunction(state, (inner) => raise(inner, 'Attempt to modify a readonly table'));
  lua.lua_setfield(state, -2, toLua('__newindex'));
  lua.lua_setmetatable(state, -2);
  lua.lua_pop(state, 1);
}
