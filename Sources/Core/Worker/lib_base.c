// SPDX-License-Identifier: EUPL-1.2
//
// The base functions on values: types, numbers, texts. tostring shows no addresses.

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "library.h"
#include "meter.h"

static int base_select(lua_State *L) {
  int count = lua_gettop(L);
  if (lua_type(L, 1) == LUA_TSTRING && !strcmp(lua_tostring(L, 1), "#")) {
    lua_pushinteger(L, count - 1);
    return 1;
  }
  lua_Integer first = luaL_checkinteger(L, 1);
  if (first < 0) first = count + first;
  else if (first > count) first = count;
  luaL_argcheck(L, first >= 1, 1, "index out of range");
  charge(L, count);
  return count - (int)first;
}

static int digit_value(int character) {
  if (isdigit(character)) return character - '0';
  if (isalpha(character)) return tolower(character) - 'a' + 10;
  return 99;
}

/* A whole number in any base from 2 to 36, white space around it. */
static bool parse_base(const char *at, const char *end, int base, lua_Integer *out) {
  while (at < end && isspace((unsigned char)*at)) at++;
  while (end > at && isspace((unsigned char)end[-1])) end--;
  bool negative = at < end && *at == '-';
  if (negative) at++;
  if (at == end) return false;
  lua_Unsigned value = 0;
  for (; at < end; at++) {
    int digit = digit_value((unsigned char)*at);
    if (digit >= base) return false;
    value = value * (lua_Unsigned)base + (lua_Unsigned)digit;
  }
  *out = (lua_Integer)(negative ? 0 - value : value);
  return true;
}

static int base_tonumber(lua_State *L) {
  size_t size;
  if (lua_isnoneornil(L, 2)) {
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER) {
      lua_settop(L, 1);
      return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING) {
      const char *text = lua_tolstring(L, 1, &size);
      charge(L, (int64_t)(size >> 3) + 1);
      if (lua_stringtonumber(L, text) == size + 1) return 1;
    }
    lua_pushnil(L);
    return 1;
  }
  lua_Integer base = luaL_checkinteger(L, 2), value;
  luaL_checktype(L, 1, LUA_TSTRING);
  luaL_argcheck(L, base >= 2 && base <= 36, 2, "base out of range");
  const char *text = lua_tolstring(L, 1, &size);
  charge(L, (int64_t)(size >> 2) + 1);
  if (parse_base(text, text + size, (int)base, &value)) lua_pushinteger(L, value);
  else lua_pushnil(L);
  return 1;
}

size_t number_text(lua_State *L, int index, char out[64]) {
  if (lua_isinteger(L, index)) return (size_t)snprintf(out, 64, "%lld", (long long)lua_tointeger(L, index));
  double number = lua_tonumber(L, index);
  if (isnan(number)) return (size_t)snprintf(out, 64, "nan"); /* its sign differs between processors */
  size_t size = (size_t)snprintf(out, 62, "%.14g", number);
  if (strspn(out, "-0123456789") == size) {
    memcpy(out + size, ".0", 3);
    size += 2;
  }
  return size;
}

const char *push_text(lua_State *L, int index, size_t *size) {
  index = lua_absindex(L, index);
  char number[64];
  if (lua_type(L, index) == LUA_TTABLE && luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    charge(L, 4);
    meter_depth(L);
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "'__tostring' must return a string");
    return lua_tolstring(L, -1, size);
  }
  switch (lua_type(L, index)) {
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TNUMBER: lua_pushlstring(L, number, number_text(L, index, number)); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    default: lua_pushstring(L, luaL_typename(L, index)); break;
  }
  return lua_tolstring(L, -1, size);
}

static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  push_text(L, 1, NULL);
  return 1;
}

static int base_type(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushstring(L, luaL_typename(L, 1));
  return 1;
}

static int base_rawequal(lua_State *L) {
  luaL_checkany(L, 1);
  luaL_checkany(L, 2);
  if (lua_type(L, 1) == LUA_TSTRING) charge(L, (int64_t)(lua_rawlen(L, 1) >> 4));
  lua_pushboolean(L, lua_rawequal(L, 1, 2));
  return 1;
}

static int base_rawlen(lua_State *L) {
  luaL_argexpected(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TSTRING, 1, "table or string");
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
  return 1;
}

static int base_rawget(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  lua_rawget(L, 1);
  return 1;
}

const luaL_Reg base_functions[] = {{"select", base_select},
                                   {"tonumber", base_tonumber},
                                   {"tostring", base_tostring},
                                   {"type", base_type},
                                   {"rawequal", base_rawequal},
                                   {"rawlen", base_rawlen},
                                   {"rawget", base_rawget},
                                   {NULL, NULL}};
