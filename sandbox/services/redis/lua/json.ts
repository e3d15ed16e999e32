import { lua, type State } from 'fengari';
import { general } from '../numbers.ts';
import { toBytes, toText } from '../reply.ts';
import { fromLua, pushText, raise, toLua } from './values.ts';

/** What stands for JSON's null in a script: `cjson.null`. */
const nothing = { null: true };

/** `cjson`: the two functions of it that scripts use. */
export function openJson(state: State): void {
  lua.lua_createtable(state, 0, 3);
  lua.lua_pushcfunction(state, encode);
  lua.lua_setfield(state, -2, toLua('encode'));
  lua.lua_pushcfunction(state, decode);
  lua.lua_setfield(state, -2, toLua('decode'));
  lua.lua_pushlightuserdata(state, nothing);
  lua.lua_setfield(state, -2, toLua('null'));
  lua.lua_setglobal(state, toLua('cjson'));
}

function encode(state: State): number {
  pushText(state, toBytes(write(state, lua.lua_absindex(state, 1), 0)));
  return 1;
}

function decode(state: State): number {
  const text = toText(fromLua(lua.lua_tostring(state, 1)));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return raise(state, 'Expected value but found invalid token at character 1');
  }
  push(state, value);
  return 1;
}

function write(state: State, index: number, depth: number): string {
  const type = lua.lua_type(state, index);
  if (type === lua.LUA_TSTRING)
    return JSON.stringify(toText(fromLua(lua.lua_tostring(state, index)))).replaceAll('/', String.raw`\/`);
  if (type === lua.LUA_TNUMBER) return general(lua.lua_tonumber(state, index), 14);
  if (type === lua.LUA_TBOOLEAN) return String(lua.lua_toboolean(state, index));
  if (type !== lua.LUA_TTABLE) return 'null';
  if (depth > 1000) return raise(state, 'Cannot serialise, excessive depth (1001)');
  const length = lua.lua_rawlen(state, index);
  const list: string[] = [];
  for (let place = 1; place <= length; place++) {
    lua.lua_rawgeti(state, index, place);
    list.push(write(state, lua.lua_absindex(state, -1), depth + 1));
    lua.lua_pop(state, 1);
  }
  return length ? `[${list.join(',')}]` : writeFields(state, index, depth);
}

function writeFields(state: State, index: number, depth: number): string {
  const fields: string[] = [];
  lua.lua_pushnil(state);
  while (lua.lua_next(state, index)) {
    const key =
      lua.lua_type(state, -2) === lua.LUA_TNUMBER
        ? general(lua.lua_tonumber(state, -2), 14)
        : toText(fromLua(lua.lua_tostring(state, -2)));
    fields.push(`${JSON.stringify(key)}:${write(state, lua.lua_absindex(state, -1), depth + 1)}`);
    lua.lua_pop(state, 1);
  }
  return `{${fields.join(',')}}`;
}

function push(state: State, value: unknown): void {
  if (typeof value === 'string') pushText(state, toBytes(value));
  else if (typeof value === 'number') lua.lua_pushnumber(state, value);
  else if (typeof value === 'boolean') lua.lua_pushboolean(state, value);
  else if (value === null) lua.lua_pushlightuserdata(state, nothing);
  else {
    lua.lua_createtable(state, 0, 0);
    for (const [key, item] of Object.entries(value as object)) {
      push(state, item);
      if (Array.isArray(value)) lua.lua_rawseti(state, -2, Number(key) + 1);
      else lua.lua_setfield(state, -2, toLua(toBytes(key)));
    }
  }
}
