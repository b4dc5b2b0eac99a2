// SPDX-License-Identifier: EUPL-1.2
//
// Running a file once, to find the rule that it returns and the fields that tell of it.

#include "define.h"

#include <string.h>

#include <lauxlib.h>

#include "ask.h"
#include "library.h"
#include "text.h"
#include "values.h"

static int field_job(lua_State *L) {
  value_append(L, 2, lua_touserdata(L, 1));
  return 0;
}

/* Appends one field if its value is data; what is not is left out. */
static bool append_field(lua_State *L, const char *key, size_t size, Buffer *out) {
  size_t start = out->size;
  buffer_string(out, key, size);
  lua_pushcfunction(L, field_job);
  lua_pushlightuserdata(L, out);
  lua_pushvalue(L, -3);
  int status = lua_pcall(L, 2, 0, 0);
  if (status == LUA_OK) return true;
  meter_caught(L, status);
  meter.bad_result = false;
  lua_pop(L, 1);
  out->size = start;
  return false;
}

/* The rule's table is on top: its fields with text keys, but `apply`, as one object. */
static void append_metadata(lua_State *L, Buffer *out) {
  int rule = lua_gettop(L);
  buffer_u8(out, 'o');
  size_t place = out->size;
  uint32_t count = 0;
  buffer_u32(out, 0);
  KeyOrder *order = keys_sorted(L, rule);
  for (size_t i = 0; i < order->count; i++) {
    const SortKey *key = &order->keys[i];
    if (key->rank != 1 || !strcmp(key->text, "apply") || !utf8_valid(key->text, key->size)) continue;
    lua_pushlstring(L, key->text, key->size);
    lua_rawget(L, rule);
    count += append_field(L, key->text, key->size, out);
    lua_pop(L, 1);
  }
  lua_settop(L, rule);
  if (out->failed) return;
  for (size_t i = 0; i < 4; i++) out->data[place + i] = (char)(count >> (8 * i));
}

int define_job(lua_State *L) {
  Job *job = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &APPLY_KEY);
  if (job->rule->is_package) {
    lua_pushcfunction(L, ask);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &FILES_KEY);
  }
  lua_call(L, job->rule->is_package ? 2 : 0, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &RULE_KEY);
  if (!lua_istable(L, -1) || !lua_rawequal(L, -1, -2)) return luaL_error(L, "the file must return rule { ... }");
  job->marked = true;
  lua_pushliteral(L, "apply");
  if (lua_rawget(L, -2) != LUA_TFUNCTION || lua_iscfunction(L, -1))
    return luaL_error(L, "the rule has no function 'apply'");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &APPLY_KEY);
  lua_Debug info;
  lua_getinfo(L, ">S", &info);
  job->rule->apply_line = info.linedefined > 0 ? (uint32_t)info.linedefined : 0;
  append_metadata(L, job->answer);
  return 0;
}
