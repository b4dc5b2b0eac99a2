// SPDX-License-Identifier: EUPL-1.2
//
// Characters beyond ASCII: å, ä and ö are two bytes each. Only real UTF-8 counts, and every byte walked over is paid for.

#include "library.h"
#include "meter.h"
#include "text.h"

enum { SPREAD_LIMIT = 1000 };

/* A 1-based position, negative ones from the end, as an offset from 0 (may be -1 or behind the end). */
static lua_Integer offset_of(lua_Integer position, size_t size) {
  if (position >= 0) return position - 1;
  return position < -(lua_Integer)size ? -1 : (lua_Integer)size + position;
}

static bool continues(const char *text, size_t size, lua_Integer at) { return at < (lua_Integer)size && ((uint8_t)text[at] & 0xc0) == 0x80; }

static int utf8_len(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer at = offset_of(luaL_optinteger(L, 2, 1), size), last = offset_of(luaL_optinteger(L, 3, -1), size), count = 0;
  luaL_argcheck(L, at >= 0 && at <= (lua_Integer)size, 2, "initial position out of bounds");
  luaL_argcheck(L, last < (lua_Integer)size, 3, "final position out of bounds");
  while (at <= last) {
    uint32_t code;
    size_t length = utf8_character(text + at, size - (size_t)at, &code);
    charge(L, 1);
    if (!length) {
      lua_pushnil(L);
      lua_pushinteger(L, at + 1);
      return 2;
    }
    at += (lua_Integer)length;
    count++;
  }
  lua_pushinteger(L, count);
  return 1;
}

static int utf8_codepoint(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer first = luaL_optinteger(L, 2, 1), at = offset_of(first, size), last = offset_of(luaL_optinteger(L, 3, first), size);
  luaL_argcheck(L, at >= 0, 2, "out of bounds");
  luaL_argcheck(L, last < (lua_Integer)size, 3, "out of bounds");
  if (at <= last && last - at >= 4 * SPREAD_LIMIT) return luaL_error(L, "string slice too long");
  int count = 0;
  while (at <= last) {
    uint32_t code;
    size_t length = utf8_character(text + at, size - (size_t)at, &code);
    charge(L, 1);
    if (!length) return luaL_error(L, "invalid UTF-8 code");
    luaL_checkstack(L, 1, "string slice too long");
    lua_pushinteger(L, code);
    at += (lua_Integer)length;
    count++;
  }
  return count;
}

static int utf8_char(lua_State *L) {
  int count = lua_gettop(L);
  Out out;
  out_open(&out, L);
  for (int i = 1; i <= count; i++) {
    lua_Unsigned code = (lua_Unsigned)luaL_checkinteger(L, i);
    luaL_argcheck(L, code <= 0x10ffff && (code < 0xd800 || code > 0xdfff), i, "value out of range");
    char bytes[4];
    charge(L, 1);
    out_add(&out, bytes, utf8_encode((uint32_t)code, bytes));
  }
  out_push(&out);
  return 1;
}

static int utf8_offset(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer n = luaL_checkinteger(L, 2), at = offset_of(luaL_optinteger(L, 3, n > 0 ? 1 : (lua_Integer)size + 1), size);
  luaL_argcheck(L, at >= 0 && at <= (lua_Integer)size, 3, "position out of bounds");
  if (n == 0) {
    for (; at > 0 && continues(text, size, at); at--) charge(L, 1);
    lua_pushinteger(L, at + 1);
    return 1;
  }
  if (continues(text, size, at)) return luaL_error(L, "initial position is a continuation byte");
  while (n < 0 && at > 0) {
    do charge(L, 1), at--;
    while (at > 0 && continues(text, size, at));
    n++;
  }
  if (n > 0) n--; /* the character at `at` is the first */
  while (n > 0 && at < (lua_Integer)size) {
    do charge(L, 1), at++;
    while (continues(text, size, at));
    n--;
  }
  if (n == 0) lua_pushinteger(L, at + 1);
  else lua_pushnil(L);
  return 1;
}

static int codes_step(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer at = luaL_checkinteger(L, 2);
  luaL_argcheck(L, at >= 0 && at <= (lua_Integer)size, 2, "position out of bounds");
  uint32_t code;
  charge(L, 1);
  if (at > 0) { /* `at` is the 1-based place of the last character */
    size_t length = utf8_character(text + at - 1, size - (size_t)at + 1, &code);
    if (!length) return luaL_error(L, "invalid UTF-8 code");
    at += (lua_Integer)length - 1;
  }
  if (at >= (lua_Integer)size) return 0;
  if (!utf8_character(text + at, size - (size_t)at, &code)) return luaL_error(L, "invalid UTF-8 code");
  lua_pushinteger(L, at + 1);
  lua_pushinteger(L, code);
  return 2;
}

static int utf8_codes(lua_State *L) {
  luaL_checkstring(L, 1);
  lua_pushcfunction(L, codes_step);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

static const luaL_Reg utf8_functions[] = {{"len", utf8_len},       {"codepoint", utf8_codepoint}, {"char", utf8_char},
                                          {"offset", utf8_offset}, {"codes", utf8_codes},         {NULL, NULL}};

void library_utf8(lua_State *L) {
  lua_createtable(L, 0, 8);
  luaL_setfuncs(L, utf8_functions, 0);
  lua_pushlstring(L, "[\0-\x7F\xC2-\xFD][\x80-\xBF]*", 14);
  lua_setfield(L, -2, "charpattern");
}
