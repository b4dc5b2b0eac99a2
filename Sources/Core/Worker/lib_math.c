// SPDX-License-Identifier: EUPL-1.2
//
// Arithmetic that gives the same bits on every processor: exp, log and powers are our own, and there are no angles. Random numbers
// only where the host gives a seed (lib_random.c).

#include <float.h>
#include <math.h>

#include "library.h"
#include "meter.h"
#include "own_math.h"

/* Pushes a float that has no fraction as an integer when it fits, else as it is. */
static void push_whole(lua_State *L, double value) {
  lua_Integer integer;
  if (lua_numbertointeger(value, &integer)) lua_pushinteger(L, integer);
  else lua_pushnumber(L, value);
}

static int math_abs(lua_State *L) {
  if (lua_isinteger(L, 1)) {
    lua_Integer value = lua_tointeger(L, 1);
    lua_pushinteger(L, value < 0 ? (lua_Integer)(0 - (lua_Unsigned)value) : value);
  } else {
    lua_pushnumber(L, fabs(luaL_checknumber(L, 1)));
  }
  return 1;
}

static int math_ceil(lua_State *L) {
  if (lua_isinteger(L, 1)) lua_settop(L, 1);
  else push_whole(L, ceil(luaL_checknumber(L, 1)));
  return 1;
}

static int math_floor(lua_State *L) {
  if (lua_isinteger(L, 1)) lua_settop(L, 1);
  else push_whole(L, floor(luaL_checknumber(L, 1)));
  return 1;
}

static int math_fmod(lua_State *L) {
  if (lua_isinteger(L, 1) && lua_isinteger(L, 2)) {
    lua_Integer value = lua_tointeger(L, 1), by = lua_tointeger(L, 2);
    luaL_argcheck(L, by != 0, 2, "zero");
    lua_pushinteger(L, by == -1 ? 0 : value % by);
  } else {
    lua_pushnumber(L, fmod(luaL_checknumber(L, 1), luaL_checknumber(L, 2)));
  }
  return 1;
}

static int math_modf(lua_State *L) {
  double value = luaL_checknumber(L, 1), whole = value < 0 ? ceil(value) : floor(value);
  lua_pushnumber(L, whole);
  lua_pushnumber(L, value == whole ? 0.0 : value - whole);
  return 2;
}

static int math_sqrt(lua_State *L) {
  lua_pushnumber(L, sqrt(luaL_checknumber(L, 1)));
  return 1;
}

static int math_exp(lua_State *L) {
  lua_pushnumber(L, own_exp(luaL_checknumber(L, 1)));
  return 1;
}

/* log(x, base): bases 2 and 10 exact for their whole powers, as in stock Lua. */
static int math_log(lua_State *L) {
  double value = luaL_checknumber(L, 1);
  if (lua_isnoneornil(L, 2)) {
    lua_pushnumber(L, own_log(value));
    return 1;
  }
  double base = luaL_checknumber(L, 2), logarithm = own_log(value) / own_log(base), whole = rint(logarithm);
  lua_pushnumber(L, (base == 2 || base == 10) && fabs(logarithm - whole) < 1e-9 && own_pow(base, whole) == value ? whole : logarithm);
  return 1;
}

static int math_deg(lua_State *L) {
  lua_pushnumber(L, luaL_checknumber(L, 1) * (180.0 / 3.141592653589793));
  return 1;
}

static int math_rad(lua_State *L) {
  lua_pushnumber(L, luaL_checknumber(L, 1) * (3.141592653589793 / 180.0));
  return 1;
}

static int math_tointeger(lua_State *L) {
  int exact;
  luaL_checkany(L, 1);
  lua_Integer value = lua_tointegerx(L, 1, &exact);
  if (exact) lua_pushinteger(L, value);
  else lua_pushnil(L);
  return 1;
}

static int math_type(lua_State *L) {
  luaL_checkany(L, 1);
  if (lua_type(L, 1) != LUA_TNUMBER) lua_pushnil(L);
  else lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
  return 1;
}

static int math_ult(lua_State *L) {
  lua_pushboolean(L, (lua_Unsigned)luaL_checkinteger(L, 1) < (lua_Unsigned)luaL_checkinteger(L, 2));
  return 1;
}

static int extreme(lua_State *L, bool largest) {
  int count = lua_gettop(L), best = 1;
  luaL_checknumber(L, 1);
  charge(L, count);
  for (int i = 2; i <= count; i++) {
    luaL_checknumber(L, i);
    if (largest ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT)) best = i;
  }
  lua_pushvalue(L, best);
  return 1;
}

static int math_max(lua_State *L) { return extreme(L, true); }
static int math_min(lua_State *L) { return extreme(L, false); }

static const luaL_Reg math_functions[] = {
    {"abs", math_abs},   {"ceil", math_ceil}, {"floor", math_floor}, {"fmod", math_fmod},           {"modf", math_modf}, {"max", math_max},
    {"exp", math_exp},   {"log", math_log},   {"deg", math_deg},     {"rad", math_rad},
    {"min", math_min},   {"sqrt", math_sqrt}, {"type", math_type},   {"tointeger", math_tointeger}, {"ult", math_ult},   {NULL, NULL}};

void library_math(lua_State *L) {
  lua_createtable(L, 0, 24);
  luaL_setfuncs(L, math_functions, 0);
  lua_pushnumber(L, 3.141592653589793);
  lua_setfield(L, -2, "pi");
  lua_pushnumber(L, HUGE_VAL);
  lua_setfield(L, -2, "huge");
  lua_pushinteger(L, LUA_MAXINTEGER);
  lua_setfield(L, -2, "maxinteger");
  lua_pushinteger(L, LUA_MININTEGER);
  lua_setfield(L, -2, "mininteger");
}
