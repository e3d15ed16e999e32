/** What we use of fengari, which brings no types. Lua's own C interface, with its names. */
declare module 'fengari' {
  type State = object & { readonly lua: unique symbol };
  type Native = (state: State) => number;

  export const lua: {
    LUA_OK: number;
    LUA_TNIL: number;
    LUA_TBOOLEAN: number;
    LUA_TNUMBER: number;
    LUA_TSTRING: number;
    LUA_TTABLE: number;
    lua_absindex(state: State, index: number): number;
    lua_close(state: State): void;
    lua_createtable(state: State, places: number, fields: number): void;
    lua_error(state: State): never;
    lua_getfield(state: State, index: number, name: Uint8Array): number;
    lua_getglobal(state: State, name: Uint8Array): number;
    lua_getinfo(state: State, what: Uint8Array, about: LuaDebug): number;
    lua_getstack(state: State, level: number, about: LuaDebug): number;
    lua_gettop(state: State): number;
    lua_next(state: State, index: number): number;
    lua_pcall(state: State, args: number, results: number, handler: number): number;
    lua_pop(state: State, count: number): void;
    lua_pushboolean(state: State, value: boolean): void;
    lua_pushcfunction(state: State, native: Native): void;
    lua_pushlightuserdata(state: State, value: unknown): void;
    lua_pushlstring(state: State, bytes: Uint8Array, length: number): void;
    lua_pushnil(state: State): void;
    lua_pushnumber(state: State, value: number): void;
    lua_rawgeti(state: State, index: number, place: number): number;
    lua_rawlen(state: State, index: number): number;
    lua_rawseti(state: State, index: number, place: number): void;
    lua_setfield(state: State, index: number, name: Uint8Array): void;
    lua_setglobal(state: State, name: Uint8Array): void;
    lua_setmetatable(state: State, index: number): void;
    lua_pushglobaltable(state: State): void;
    lua_tocfunction(state: State, index: number): Native;
    lua_toboolean(state: State, index: number): boolean;
    lua_tonumber(state: State, index: number): number;
    lua_tostring(state: State, index: number): Uint8Array;
    lua_touserdata(state: State, index: number): unknown;
    lua_type(state: State, index: number): number;
    lua_Debug: new () => LuaDebug;
  };
  interface LuaDebug {
    currentline: number;
  }
  export const lauxlib: {
    luaL_error(state: State, text: Uint8Array): never;
    luaL_loadbuffer(state: State, text: Uint8Array, length: number, name: Uint8Array): number;
    luaL_newstate(): State;
    luaL_requiref(state: State, name: Uint8Array, open: Native, global: number): void;
  };
  export const lualib: Record<'luaopen_base' | 'luaopen_table' | 'luaopen_string' | 'luaopen_math', Native>;
}

declare module 'fengari/src/lobject.js' {
  interface NumberSlot {
    ttisinteger(): boolean;
    value: number;
    setfltvalue(value: number): void;
    setsvalue(text: object): void;
  }
  const objects: {
    luaO_str2num(text: Uint8Array, slot: NumberSlot): number;
    luaO_tostring(state: unknown, slot: NumberSlot): void;
  };
  export default objects;
}

declare module 'fengari/src/lstring.js' {
  const strings: { luaS_bless(state: unknown, bytes: Uint8Array): object };
  export default strings;
}
