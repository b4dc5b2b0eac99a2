// SPDX-License-Identifier: EUPL-1.2
//
// Strings without patterns. Every function pays for the bytes it makes before it makes them.

#include <string.h>

#include "library.h"
#include "meter.h"

enum { SPREAD_LIMIT = 1000 }; /* as many values as one call may return */

static int string_len(lua_State *L) {
  size_t size;
  luaL_checklstring(L, 1, &size);
  lua_pushinteger(L, (lua_Integer)size);
  return 1;
}

/* 1-based positions, negative ones from the end, as string.sub understands them. */
static size_t first_position(lua_Integer position, size_t size) {
  if (position > 0) return (size_t)position;
  if (position == 0 || position < -(lua_Integer)size) return 1;
  return size + (size_t)position + 1;
}

static size_t last_position(lua_Integer position, size_t size) {
  if (position > (lua_Integer)size) return size;
  if (position >= 0) return (size_t)position;
  if (position < -(lua_Integer)size) return 0;
  return size + (size_t)position + 1;
}

static int string_sub(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  size_t first = first_position(luaL_checkinteger(L, 2), size), last = last_position(luaL_optinteger(L, 3, -1), size);
  if (first > last) {
    lua_pushliteral(L, "");
    return 1;
  }
  charge_string(L, last - first + 1);
  lua_pushlstring(L, text + first - 1, last - first + 1);
  return 1;
}

static int map_bytes(lua_State *L, char from, char to, int shift) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  Out out;
  out_open(&out, L);
  charge_string(L, size);
  char *data = out_room(&out, size);
  for (size_t i = 0; i < size; i++) data[i] = text[i] >= from && text[i] <= to ? (char)(text[i] + shift) : text[i];
  out.size = size;
  out_push(&out);
  return 1;
}

static int string_lower(lua_State *L) { return map_bytes(L, 'A', 'Z', 'a' - 'A'); }
static int string_upper(lua_State *L) { return map_bytes(L, 'a', 'z', 'A' - 'a'); }

static int string_reverse(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  Out out;
  out_open(&out, L);
  charge_string(L, size);
  char *data = out_room(&out, size);
  for (size_t i = 0; i < size; i++) data[i] = text[size - 1 - i];
  out.size = size;
  out_push(&out);
  return 1;
}

static int string_rep(lua_State *L) {
  size_t size, between;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &between);
  size_t each = size + between;
  if (count <= 0 || each == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if ((lua_Unsigned)count > (STRING_LIMIT + between) / each) charge_string(L, STRING_LIMIT + 1);
  size_t total = each * (size_t)count - between;
  charge_string(L, total);
  Out out;
  out_open(&out, L);
  char *data = out_room(&out, total);
  memcpy(data, text, size);
  if (count > 1) {
    memcpy(data + size, separator, between);
    /* Doubling what is there: few copies however short the text is. */
    for (size_t done = each; done < total; done *= 2) memcpy(data + done, data, total - done < done ? total - done : done);
  }
  out.size = total;
  out_push(&out);
  return 1;
}

static int string_byte(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_Integer from = luaL_optinteger(L, 2, 1);
  size_t first = first_position(from, size), last = last_position(luaL_optinteger(L, 3, (lua_Integer)first), size);
  if (first > last) return 0;
  if (last - first >= SPREAD_LIMIT) return luaL_error(L, "string slice too long (more than %d values)", SPREAD_LIMIT);
  int count = (int)(last - first) + 1;
  charge(L, count);
  luaL_checkstack(L, count, "string slice too long");
  for (int i = 0; i < count; i++) lua_pushinteger(L, (uint8_t)text[first - 1 + (size_t)i]);
  return count;
}

static int string_char(lua_State *L) {
  int count = lua_gettop(L);
  Out out;
  out_open(&out, L);
  charge(L, count);
  char *data = out_room(&out, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lua_Unsigned byte = (lua_Unsigned)luaL_checkinteger(L, i);
    luaL_argcheck(L, byte <= 255, i, "value out of range");
    data[i - 1] = (char)byte;
  }
  out.size = (size_t)count;
  out_push(&out);
  return 1;
}

static const luaL_Reg string_functions[] = {{"len", string_len},       {"sub", string_sub},     {"lower", string_lower},
                                            {"upper", string_upper},   {"reverse", string_reverse}, {"rep", string_rep},
                                            {"byte", string_byte},     {"char", string_char},   {"format", string_format},
                                            {NULL, NULL}};

void library_string(lua_State *L) {
  lua_createtable(L, 0, 16);
  luaL_setfuncs(L, string_functions, 0);
  luaL_setfuncs(L, match_functions, 0);
}
