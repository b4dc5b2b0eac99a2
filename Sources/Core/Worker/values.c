// SPDX-License-Identifier: EUPL-1.2
//
// The value codec. Results are read raw: no metamethod runs. Every node is counted each time it appears, so a small table
// that refers to itself many times cannot become a large answer.

#include "values.h"

#include <math.h>
#include <string.h>

#include <lauxlib.h>

#include "library.h"
#include "meter.h"
#include "text.h"

static void push_table(lua_State *L, Reader *reader, int level, bool is_array) {
  uint32_t count = reader_u32(reader);
  size_t left = (size_t)(reader->end - reader->at);
  if (reader->failed || count > left) luaL_error(L, "the call is malformed: a count runs past its end");
  if (level >= LEVELS_CEILING) luaL_error(L, "the call is malformed: nested too deep");
  luaL_checkstack(L, 4, NULL);
  lua_createtable(L, is_array ? (int)count : 0, is_array ? 0 : (int)count);
  for (uint32_t i = 1; i <= count; i++) {
    if (is_array) {
      value_push(L, reader, level + 1);
      lua_rawseti(L, -2, i);
    } else {
      size_t size;
      const char *key = reader_string(reader, &size);
      lua_pushlstring(L, key ? key : "", size);
      value_push(L, reader, level + 1);
      lua_rawset(L, -3);
    }
  }
}

void value_push(lua_State *L, Reader *reader, int level) {
  uint8_t tag = reader_u8(reader);
  switch (tag) {
    case 'n': lua_pushnil(L); break;
    case 't': lua_pushboolean(L, 1); break;
    case 'f': lua_pushboolean(L, 0); break;
    case 'i': lua_pushinteger(L, reader_i64(reader)); break;
    case 'd': {
      int64_t bits = reader_i64(reader);
      double number;
      memcpy(&number, &bits, sizeof number);
      lua_pushnumber(L, number);
      break;
    }
    case 's': {
      size_t size;
      const char *bytes = reader_string(reader, &size);
      lua_pushlstring(L, bytes ? bytes : "", size);
      break;
    }
    case 'a': push_table(L, reader, level, true); break;
    case 'o': push_table(L, reader, level, false); break;
    default: luaL_error(L, "the call is malformed: no value begins with byte %d", (int)tag);
  }
  if (reader->failed) luaL_error(L, "the call is malformed: it ends too early");
}

typedef struct Walk {
  Buffer *out;
  size_t start;
  uint32_t level;
  const void *above[LEVELS_CEILING]; /* the tables this one lies in */
} Walk;

static void append_any(lua_State *L, int index, Walk *walk);

static int refuse(lua_State *L, const char *why) {
  meter.bad_result = true;
  return luaL_error(L, "the result is or holds %s", why);
}

static void check_size(lua_State *L, const Walk *walk, size_t more) {
  if (walk->out->size - walk->start + more > meter.limits.result_bytes) refuse(L, "more bytes than a result may have");
}

static void append_string(lua_State *L, int index, Walk *walk) {
  size_t size;
  const char *bytes = lua_tolstring(L, index, &size);
  check_size(L, walk, size + 5);
  charge(L, (int64_t)(size >> 4) + 1);
  if (!utf8_valid(bytes, size)) refuse(L, "a text that is not UTF-8");
  buffer_string(walk->out, bytes, size);
}

static void append_array(lua_State *L, int index, Walk *walk, uint32_t count) {
  buffer_u8(walk->out, 'a');
  buffer_u32(walk->out, count);
  for (uint32_t i = 1; i <= count; i++) {
    lua_rawgeti(L, index, i);
    append_any(L, lua_gettop(L), walk);
    lua_pop(L, 1);
  }
}

static void append_object(lua_State *L, int index, Walk *walk) {
  KeyOrder *order = keys_sorted(L, index); /* pushes the keys' table and the order */
  int keys = lua_gettop(L) - 1;
  buffer_u8(walk->out, 'o');
  buffer_u32(walk->out, (uint32_t)order->count);
  for (size_t i = 0; i < order->count; i++) {
    lua_rawgeti(L, keys, order->keys[i].position);
    append_string(L, lua_gettop(L), walk);
    lua_rawget(L, index);
    append_any(L, lua_gettop(L), walk);
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
}

static void append_table(lua_State *L, int index, Walk *walk) {
  const void *self = lua_topointer(L, index);
  for (uint32_t i = 0; i < walk->level; i++)
    if (walk->above[i] == self) refuse(L, "a table that contains itself");
  if (walk->level >= meter.limits.result_levels || walk->level >= LEVELS_CEILING) refuse(L, "tables nested deeper than a result may be");
  luaL_checkstack(L, 12, NULL);
  lua_Integer count = 0, texts = 0, highest = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    charge(L, 1);
    count++;
    if (lua_type(L, -1) == LUA_TSTRING) {
      texts++;
    } else if (lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1) {
      if (lua_tointeger(L, -1) > highest) highest = lua_tointeger(L, -1);
    } else {
      refuse(L, "a table whose keys are neither texts nor 1, 2, 3 ...");
    }
  }
  if (texts && texts != count) refuse(L, "a table with both texts and numbers as keys");
  if (!texts && highest != count) refuse(L, "a list with holes");
  check_size(L, walk, 5 + (size_t)count);
  walk->above[walk->level++] = self;
  if (texts) append_object(L, index, walk);
  else append_array(L, index, walk, (uint32_t)count);
  walk->level--;
}

static void append_number(lua_State *L, int index, Walk *walk) {
  if (lua_isinteger(L, index)) {
    buffer_u8(walk->out, 'i');
    buffer_i64(walk->out, lua_tointeger(L, index));
    return;
  }
  double number = lua_tonumber(L, index);
  if (isnan(number)) refuse(L, "not a number (0/0)");
  if (isinf(number)) refuse(L, "an infinite number");
  int64_t bits;
  memcpy(&bits, &number, sizeof bits);
  buffer_u8(walk->out, 'd');
  buffer_i64(walk->out, bits);
}

static void append_any(lua_State *L, int index, Walk *walk) {
  charge(L, 1);
  check_size(L, walk, 9);
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: buffer_u8(walk->out, 'n'); break;
    case LUA_TBOOLEAN: buffer_u8(walk->out, lua_toboolean(L, index) ? 't' : 'f'); break;
    case LUA_TNUMBER: append_number(L, index, walk); break;
    case LUA_TSTRING:
      buffer_u8(walk->out, 's');
      append_string(L, index, walk);
      break;
    case LUA_TTABLE: append_table(L, index, walk); break;
    default: refuse(L, lua_type(L, index) == LUA_TFUNCTION ? "a function" : "a value that is no data");
  }
}

void value_append(lua_State *L, int index, Buffer *out) {
  Walk walk = {.out = out, .start = out->size, .level = 0};
  append_any(L, lua_absindex(L, index), &walk);
}
