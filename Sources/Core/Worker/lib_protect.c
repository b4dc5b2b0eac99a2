// SPDX-License-Identifier: EUPL-1.2
//
// Raising and catching errors. Only a script's own errors arrive here: a limit ends the call by another way (meter.h). Coroutines
// may yield inside pcall and xpcall.

#include "library.h"
#include "meter.h"

static int base_assert(lua_State *L) {
  luaL_checkany(L, 1);
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  lua_remove(L, 1);
  if (lua_gettop(L) == 0) return luaL_error(L, "assertion failed!");
  lua_settop(L, 1);
  meter.error_line = meter_line(L, meter.error_file);
  meter_raise(L);
  return lua_error(L);
}

static int base_error(lua_State *L) {
  lua_Integer level = luaL_optinteger(L, 2, 1);
  lua_settop(L, 1);
  meter.error_line = meter_line(L, meter.error_file);
  if (lua_type(L, 1) == LUA_TSTRING && level > 0 && level < 200) {
    charge_string(L, lua_rawlen(L, 1));
    luaL_where(L, (int)level);
    lua_insert(L, 1);
    lua_concat(L, 2);
  }
  meter_raise(L);
  return lua_error(L);
}

/* Leaves false and the error. */
static int answer_caught(lua_State *L, int status) {
  meter_caught(L, status);
  charge(L, 1);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int finish_pcall(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status != LUA_OK && status != LUA_YIELD) return answer_caught(L, status);
  charge(L, 1);
  return lua_gettop(L);
}

static int base_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  charge(L, 4);
  meter_depth(L);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  return finish_pcall(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish_pcall), 0);
}

/* The handler runs after the failed call is left, as an ordinary function: never inside an error, never for a limit. */
static int finish_xpcall(lua_State *L, int status, lua_KContext context) {
  (void)context;
  if (status != LUA_OK && status != LUA_YIELD) meter_caught(L, status);
  charge(L, 1);
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_insert(L, -2);
  status = lua_pcall(L, 1, 1, 0);
  if (status != LUA_OK) {
    meter_caught(L, status);
    lua_pushliteral(L, "error in error handling");
  }
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int base_xpcall(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  charge(L, 6);
  meter_depth(L);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  return finish_xpcall(L, lua_pcallk(L, lua_gettop(L) - 4, LUA_MULTRET, 0, 0, finish_xpcall), 0);
}

const luaL_Reg protect_functions[] = {
    {"assert", base_assert}, {"error", base_error}, {"pcall", base_pcall}, {"xpcall", base_xpcall}, {NULL, NULL}};
