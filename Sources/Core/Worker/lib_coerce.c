// SPDX-License-Identifier: EUPL-1.2
//
// Arithmetic on texts that read as numbers ("10" + 1 is 11), as in stock Lua: the metamethods of the strings' metatable.

#include "library.h"
#include "meter.h"

static bool push_number(lua_State *L, int argument) {
  if (lua_type(L, argument) == LUA_TNUMBER) {
    lua_pushvalue(L, argument);
    return true;
  }
  if (lua_type(L, argument) != LUA_TSTRING) return false;
  size_t size;
  const char *text = lua_tolstring(L, argument, &size);
  charge(L, (int64_t)(size >> 3) + 1);
  return lua_stringtonumber(L, text) == size + 1;
}

static int arithmetic(lua_State *L, int operation, const char *event) {
  if (push_number(L, 1) && push_number(L, 2)) {
    lua_arith(L, operation);
    return 1;
  }
  /* The other operand may know what to do. */
  lua_settop(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING || !luaL_getmetafield(L, 2, event))
    return luaL_error(L, "attempt to %s a '%s' with a '%s'", event + 2, luaL_typename(L, 1), luaL_typename(L, 2));
  meter_depth(L);
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

static int coerce_add(lua_State *L) { return arithmetic(L, LUA_OPADD, "__add"); }
static int coerce_sub(lua_State *L) { return arithmetic(L, LUA_OPSUB, "__sub"); }
static int coerce_mul(lua_State *L) { return arithmetic(L, LUA_OPMUL, "__mul"); }
static int coerce_mod(lua_State *L) { return arithmetic(L, LUA_OPMOD, "__mod"); }
static int coerce_pow(lua_State *L) { return arithmetic(L, LUA_OPPOW, "__pow"); }
static int coerce_div(lua_State *L) { return arithmetic(L, LUA_OPDIV, "__div"); }
static int coerce_idiv(lua_State *L) { return arithmetic(L, LUA_OPIDIV, "__idiv"); }
static int coerce_unm(lua_State *L) { return arithmetic(L, LUA_OPUNM, "__unm"); }

const luaL_Reg coerce_functions[] = {{"__add", coerce_add}, {"__sub", coerce_sub}, {"__mul", coerce_mul}, {"__mod", coerce_mod},
                                     {"__pow", coerce_pow}, {"__div", coerce_div}, {"__idiv", coerce_idiv}, {"__unm", coerce_unm},
                                     {NULL, NULL}};
