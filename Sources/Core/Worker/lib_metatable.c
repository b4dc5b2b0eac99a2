// SPDX-License-Identifier: EUPL-1.2
//
// Metatables. What would run code outside the meter (`__gc`), let the collector be watched (`__mode`) or change how others see a
// value (`__metatable`, `__name`) is refused. Every metatable is remembered, so that `__mode` written into one later has no effect.

#include "library.h"
#include "meter.h"

static const char METATABLES_KEY = 0;

void metatables_open(lua_State *L) {
  lua_createtable(L, 0, 0);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k"); /* those no longer in use are forgotten */
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &METATABLES_KEY);
}

/* Remembers the metatable on top of the stack. */
static void remember(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &METATABLES_KEY);
  lua_pushvalue(L, -2);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    meter.burden.metatables++;
    lua_pushvalue(L, -3);
    lua_pushboolean(L, 1);
    lua_rawset(L, -4);
  }
  lua_pop(L, 2);
}

size_t metatables_harden(lua_State *L) {
  size_t count = 0;
  luaL_checkstack(L, 6, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &METATABLES_KEY);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    count++;
    lua_pushliteral(L, "__mode");
    if (lua_rawget(L, -3) != LUA_TNIL) {
      lua_pushliteral(L, "__mode");
      lua_pushnil(L);
      lua_rawset(L, -5);
    }
    lua_pop(L, 2);
  }
  lua_pop(L, 1);
  return count;
}

static int base_getmetatable(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_getmetatable(L, 1)) {
    lua_pushnil(L);
    return 1;
  }
  luaL_getmetafield(L, 1, "__metatable"); /* "locked", or nothing pushed: the metatable itself */
  return 1;
}

static int base_setmetatable(lua_State *L) {
  static const char *const refused[] = {"__gc", "__mode", "__metatable", "__name", NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_istable(L, 2) || lua_isnil(L, 2), 2, "nil or table");
  lua_settop(L, 2);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return deny(L, "the metatable of %s cannot be changed", "this table");
  charge(L, 2);
  if (lua_istable(L, 2)) {
    if (is_frozen(L, 2)) return deny(L, "%s cannot be a metatable", "a library");
    for (const char *const *name = refused; *name; name++) {
      lua_pushstring(L, *name);
      if (lua_rawget(L, 2) != LUA_TNIL) return deny(L, "the metamethod %s is not available to %s", *name);
      lua_pop(L, 1);
    }
    remember(L);
  }
  lua_setmetatable(L, 1);
  return 1;
}

const luaL_Reg metatable_functions[] = {{"getmetatable", base_getmetatable}, {"setmetatable", base_setmetatable}, {NULL, NULL}};
