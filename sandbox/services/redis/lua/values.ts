import { lua, lauxlib, type State } from 'fengari';
import { general } from '../numbers.ts';
import { isFailure, type Reply } from '../reply.ts';

/** Texts of Lua are bytes; ours are one character for each byte. */
export const toLua = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
export const fromLua = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

export function pushText(state: State, text: string): void {
  const bytes = toLua(text);
  lua.lua_pushlstring(state, bytes, bytes.length);
}

export function raise(state: State, text: string): never {
  return lauxlib.luaL_error(state, toLua(text.replaceAll('%', '%%')));
}

function pushField(state: State, name: string, text: string): void {
  lua.lua_createtable(state, 0, 1);
  pushText(state, text);
  lua.lua_setfield(state, -2, toLua(name));
}

/** A reply as a script sees it: false for nothing, tables with `ok` or `err` for a status or an error. */
export function pushReply(state: State, reply: Reply): void {
  if (typeof reply === 'number' || typeof reply === 'bigint') lua.lua_pushnumber(state, Number(reply));
  else if (typeof reply === 'string') pushText(state, reply);
  else if (reply === null || 'nilArray' in reply) lua.lua_pushboolean(state, false);
  else if ('simple' in reply) pushField(state, 'ok', reply.simple);
  else if (isFailure(reply)) pushField(state, 'err', reply.failure);
  else if ('double' in reply) pushText(state, general(reply.double, 17));
  else if ('verbatim' in reply) pushText(state, reply.verbatim);
  else pushList(state, items(reply));
}

type Container = Exclude<
  Extract<Reply, object>,
  { simple: string } | { failure: string } | { double: number } | { verbatim: string } | { nilArray: true }
>;

function items(reply: Container): Reply[] {
  if (Array.isArray(reply)) return reply;
  if ('map' in reply) return reply.map.flat();
  return 'set' in reply ? reply.set : 'push' in reply ? reply.push : reply.parts;
}

function pushList(state: State, list: Reply[]): void {
  lua.lua_createtable(state, list.length, 0);
  for (const [index, item] of list.entries()) {
    pushReply(state, item);
    lua.lua_rawseti(state, -2, index + 1);
  }
}

/** What a script returned, from the top of the stack. Numbers lose their fraction, a list ends at its first nil. */
export function readReply(state: State, depth = 0): Reply {
  const type = lua.lua_type(state, -1);
  if (type === lua.LUA_TSTRING) return fromLua(lua.lua_tostring(state, -1));
  if (type === lua.LUA_TNUMBER) return Math.trunc(lua.lua_tonumber(state, -1)) || 0;
  if (type === lua.LUA_TBOOLEAN) return lua.lua_toboolean(state, -1) ? 1 : null;
  if (type !== lua.LUA_TTABLE || depth > 100) return null;
  const failed = textField(state, 'err');
  if (failed !== undefined) return { failure: failed };
  const status = textField(state, 'ok');
  if (status !== undefined) return { simple: status.replace(/[\r\n]/g, ' ') };
  const list: Reply[] = [];
  for (let place = 1; ; place++) {
    const kind = lua.lua_rawgeti(state, -1, place);
    if (kind !== lua.LUA_TNIL) list.push(readReply(state, depth + 1));
    lua.lua_pop(state, 1);
    if (kind === lua.LUA_TNIL) return list;
  }
}

export function textField(state: State, name: string): string | undefined {
  const type = lua.lua_getfield(state, -1, toLua(name));
  const text = type === lua.LUA_TSTRING ? fromLua(lua.lua_tostring(state, -1)) : undefined;
  lua.lua_pop(state, 1);
  return text;
}

/** The words of `redis.call(…)`; nothing when one of them is neither text nor number. */
export function readWords(state: State): string[] | undefined {
  const words: string[] = [];
  for (let index = 1; index <= lua.lua_gettop(state); index++) {
    const type = lua.lua_type(state, index);
    if (type === lua.LUA_TNUMBER) words.push(general(lua.lua_tonumber(state, index), 17));
    else if (type === lua.LUA_TSTRING) words.push(fromLua(lua.lua_tostring(state, index)));
    else return undefined;
  }
  return words;
}
