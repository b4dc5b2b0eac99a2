// SPDX-License-Identifier: EUPL-1.2
//
// Opens the library: an allow-list, nothing of Lua's own is opened. Library tables are frozen: a script holds an empty table
// that reads through to the real one and refuses every write. A name that stock Lua has and rules have not is refused by name.

#include "library.h"

#include <stdio.h>
#include <string.h>

#include "meter.h"

const char RULE_KEY = 0, APPLY_KEY = 0, FILES_KEY = 0;
static const char *whom = "rules";
static const char FROZEN_MARK = 0;

int deny(lua_State *L, const char *format, const char *name) {
  char text[sizeof meter.denied];
  snprintf(text, sizeof text, format, name, whom);
  memcpy(meter.denied, text, sizeof text);
  return luaL_error(L, "%s", text);
}

bool name_listed(const char *const *list, const char *name) {
  for (; *list; list++)
    if (!strcmp(*list, name)) return true;
  return false;
}

static const char *const absent_globals[] = {
    "collectgarbage", "debug", "dofile", "io", "load", "loadfile", "loadstring", "module", "os", "package",
    "print", "rawset", "require", "setfenv", "getfenv", "unpack", "warn", "newproxy", "ffi", "jit", "bit32", NULL};

static const char *const absent_members[] = {
    "dump", "pack", "packsize", "unpack", "random", "randomseed", "acos", "asin", "atan", "cos", "sin",
    "tan", "pow", "cosh", "sinh", "tanh", "log10", "frexp", "ldexp", NULL};

static int absent_global(lua_State *L) {
  if (lua_type(L, 2) == LUA_TSTRING && name_listed(absent_globals, lua_tostring(L, 2)))
    return deny(L, "%s is not available to %s", lua_tostring(L, 2));
  lua_pushnil(L);
  return 1;
}

static int absent_member(lua_State *L) {
  if (lua_type(L, 2) == LUA_TSTRING && name_listed(absent_members, lua_tostring(L, 2)))
    return deny(L, "the function %s of this library is not available to %s", lua_tostring(L, 2));
  lua_pushnil(L);
  return 1;
}

static int refuse_write(lua_State *L) { return deny(L, "the %s cannot be changed by a rule", "standard library"); }

/* Puts an empty table before the one on top: reads pass through, writes are refused. Leaves the new one on top. */
static void freeze(lua_State *L, lua_CFunction call) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, absent_member);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2); /* the real table answers for its absent names */
  lua_createtable(L, 0, 0);
  lua_createtable(L, 0, 5);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  lua_pushliteral(L, "locked");
  lua_setfield(L, -2, "__metatable");
  if (call) {
    lua_pushcfunction(L, call);
    lua_setfield(L, -2, "__call");
  }
  lua_pushboolean(L, 1);
  lua_rawsetp(L, -2, &FROZEN_MARK);
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
}

bool is_frozen(lua_State *L, int index) {
  if (!lua_getmetatable(L, index)) return false;
  bool frozen = lua_rawgetp(L, -1, &FROZEN_MARK) != LUA_TNIL;
  lua_pop(L, 2);
  return frozen;
}

void frozen_inner(lua_State *L, int index) {
  lua_getmetatable(L, index);
  lua_pushliteral(L, "__index");
  lua_rawget(L, -2);
  lua_remove(L, -2);
}

void check_mutable(lua_State *L, int argument) {
  luaL_checktype(L, argument, LUA_TTABLE);
  if (is_frozen(L, argument)) refuse_write(L);
}

/* rule { ... }: marks the one table that a file may return as a rule. */
static int mark_rule(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  if (is_frozen(L, 1)) refuse_write(L);
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &RULE_KEY);
  return 1;
}

static int date_call(lua_State *L) {
  lua_remove(L, 1); /* the frozen table itself */
  return helper_functions[0].func(L); /* no call of its own: an error names the caller's line */
}

static void add_library(lua_State *L, const char *name, void (*push)(lua_State *), lua_CFunction call) {
  push(L);
  freeze(L, call);
  lua_setfield(L, -2, name);
}

/* Every string shares one metatable: it reads the real string library and is itself locked. */
static void open_strings(lua_State *L) {
  library_string(L);
  lua_pushvalue(L, -1);
  freeze(L, NULL);
  lua_setfield(L, -3, "string");
  lua_pushliteral(L, "");
  lua_createtable(L, 0, 12);
  luaL_setfuncs(L, coerce_functions, 0);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, "locked");
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 2);
}

static void open_math(lua_State *L, bool has_random) {
  library_math(L);
  if (has_random) luaL_setfuncs(L, random_functions, 0);
  freeze(L, NULL);
  lua_setfield(L, -2, "math");
}

void library_open(lua_State *L, bool has_random, bool is_package) {
  whom = is_package ? "plugins" : "rules";
  *(void **)lua_getextraspace(L) = NULL;
  metatables_open(L);
  lua_pushglobaltable(L);
  luaL_setfuncs(L, base_functions, 0);
  luaL_setfuncs(L, pairs_functions, 0);
  luaL_setfuncs(L, protect_functions, 0);
  luaL_setfuncs(L, metatable_functions, 0);
  luaL_setfuncs(L, helper_functions + 1, 0); /* the first is `date`, which is a table that can be called */
  lua_pushcfunction(L, mark_rule);
  lua_setfield(L, -2, "rule");
  lua_pushvalue(L, -1);
  lua_setfield(L, -2, "_G");
  lua_pushliteral(L, "Lua 5.4");
  lua_setfield(L, -2, "_VERSION");
  open_strings(L);
  add_library(L, "table", library_table, NULL);
  open_math(L, has_random);
  add_library(L, "coroutine", library_coroutine, NULL);
  add_library(L, "utf8", library_utf8, NULL);
  add_library(L, "date", library_date, date_call);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, absent_global);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, "locked");
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}
