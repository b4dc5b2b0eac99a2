// SPDX-License-Identifier: EUPL-1.2
//
// Lists. Lengths are raw, so no `__len` can claim a billion elements; every element moved and every comparison is paid for.

#include <string.h>

#include "library.h"
#include "meter.h"

enum { SPREAD_LIMIT = 1000, LIST_LIMIT = 1 << 24 };

static lua_Integer list_length(lua_State *L, int argument) {
  check_mutable(L, argument);
  return (lua_Integer)lua_rawlen(L, argument);
}

static int table_insert(lua_State *L) {
  lua_Integer length = list_length(L, 1), place = length + 1;
  int count = lua_gettop(L);
  if (count == 3) {
    place = luaL_checkinteger(L, 2);
    luaL_argcheck(L, place >= 1 && place <= length + 1, 2, "position out of bounds");
    charge(L, length - place + 1);
    for (lua_Integer i = length + 1; i > place; i--) {
      lua_rawgeti(L, 1, i - 1);
      lua_rawseti(L, 1, i);
    }
  } else if (count != 2) {
    return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  charge(L, 1);
  lua_rawseti(L, 1, place);
  return 0;
}

static int table_remove(lua_State *L) {
  lua_Integer length = list_length(L, 1), place = luaL_optinteger(L, 2, length);
  if (lua_gettop(L) > 1) luaL_argcheck(L, (length == 0 && place == 0) || (place >= 1 && place <= length + 1), 2, "position out of bounds");
  lua_rawgeti(L, 1, place);
  charge(L, length > place ? length - place + 1 : 1);
  for (; place < length; place++) {
    lua_rawgeti(L, 1, place + 1);
    lua_rawseti(L, 1, place);
  }
  if (place >= 1 && place == length) {
    lua_pushnil(L);
    lua_rawseti(L, 1, place);
  }
  return 1;
}

static int table_concat(lua_State *L) {
  size_t between, size;
  luaL_checktype(L, 1, LUA_TTABLE);
  const char *separator = luaL_optlstring(L, 2, "", &between);
  lua_Integer first = luaL_optinteger(L, 3, 1), last = luaL_optinteger(L, 4, (lua_Integer)lua_rawlen(L, 1));
  Out out;
  out_open(&out, L);
  for (lua_Integer i = first; i <= last; i++) {
    charge(L, 2);
    int type = lua_rawgeti(L, 1, i);
    if (type != LUA_TSTRING && type != LUA_TNUMBER)
      return luaL_error(L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)i);
    push_text(L, -1, &size);
    out_add(&out, lua_tostring(L, -1), size);
    lua_pop(L, 2);
    if (i == last) break;
    out_add(&out, separator, between);
  }
  out_push(&out);
  return 1;
}

static int table_unpack(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer first = luaL_optinteger(L, 2, 1), last = luaL_optinteger(L, 3, (lua_Integer)lua_rawlen(L, 1));
  if (first > last) return 0;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
  if (count >= SPREAD_LIMIT) return luaL_error(L, "too many results to unpack (more than %d)", SPREAD_LIMIT);
  luaL_checkstack(L, (int)count + 1, "too many results to unpack");
  charge(L, (int64_t)count + 1);
  for (lua_Unsigned i = 0; i <= count; i++) lua_rawgeti(L, 1, first + (lua_Integer)i);
  return (int)count + 1;
}

static int table_pack(lua_State *L) {
  int count = lua_gettop(L);
  charge(L, count);
  lua_createtable(L, count, 1);
  lua_insert(L, 1);
  for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
  lua_pushinteger(L, count);
  lua_setfield(L, 1, "n");
  return 1;
}

static int table_move(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  check_mutable(L, target);
  if (last >= first) {
    luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
    luaL_argcheck(L, to <= LUA_MAXINTEGER - (last - first), 4, "destination wrap around");
    bool forward = to > last || to <= first || (target != 1 && !lua_rawequal(L, 1, target));
    lua_Integer count = last - first;
    for (lua_Integer i = 0; i <= count; i++) {
      lua_Integer offset = forward ? i : count - i;
      charge(L, 1);
      lua_rawgeti(L, 1, first + offset);
      lua_rawseti(L, target, to + offset);
    }
  }
  lua_pushvalue(L, target);
  return 1;
}

/* Whether the value at `a` stands before the one at `b`: by the order function at 2, else by `<`. */
static bool stands_before(lua_State *L, int a, int b) {
  charge(L, 2);
  if (lua_type(L, 2) == LUA_TFUNCTION) {
    lua_pushvalue(L, 2);
    lua_pushvalue(L, a);
    lua_pushvalue(L, b);
    lua_call(L, 2, 1);
    bool before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
  }
  int type = lua_type(L, a);
  if (type == LUA_TSTRING && lua_type(L, b) == LUA_TSTRING) {
    size_t a_size, b_size;
    const char *a_text = lua_tolstring(L, a, &a_size), *b_text = lua_tolstring(L, b, &b_size);
    return compare_bytes(L, a_text, a_size, b_text, b_size) < 0;
  }
  if (type != LUA_TTABLE && (type != LUA_TNUMBER || lua_type(L, b) != LUA_TNUMBER))
    luaL_error(L, "attempt to compare %s with %s", luaL_typename(L, a), luaL_typename(L, b));
  return lua_compare(L, a, b, LUA_OPLT);
}

/* One merge of [low, middle) and [middle, high), counted from 0, from list `from` to list `to`. */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high) {
  lua_Integer left = low, right = middle;
  for (lua_Integer i = low; i < high; i++) {
    bool take_left = right >= high;
    if (left < middle && right < high) {
      lua_rawgeti(L, from, left + 1);
      lua_rawgeti(L, from, right + 1);
      take_left = !stands_before(L, lua_gettop(L), lua_gettop(L) - 1);
      lua_pop(L, 2);
    }
    charge(L, 1);
    lua_rawgeti(L, from, take_left ? ++left : ++right);
    lua_rawseti(L, to, i + 1);
  }
}

/* A stable merge sort on copies: an order function that contradicts itself, or changes the list, gives some order, never a crash. */
static int table_sort(lua_State *L) {
  lua_Integer length = list_length(L, 1);
  luaL_argcheck(L, length < LIST_LIMIT, 1, "list too long");
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  meter_depth(L);
  lua_createtable(L, (int)length, 0);
  lua_createtable(L, (int)length, 0);
  int from = 3, to = 4;
  charge(L, 2 * length);
  for (lua_Integer i = 1; i <= length; i++) {
    lua_rawgeti(L, 1, i);
    lua_rawseti(L, from, i);
  }
  for (lua_Integer width = 1; width < length; width *= 2) {
    for (lua_Integer low = 0; low < length; low += 2 * width) {
      lua_Integer middle = low + width < length ? low + width : length, high = low + 2 * width < length ? low + 2 * width : length;
      merge(L, from, to, low, middle, high);
    }
    int swap = from;
    from = to;
    to = swap;
  }
  for (lua_Integer i = 1; i <= length; i++) {
    lua_rawgeti(L, from, i);
    lua_rawseti(L, 1, i);
  }
  return 0;
}

static const luaL_Reg table_functions[] = {{"insert", table_insert}, {"remove", table_remove}, {"concat", table_concat},
                                           {"unpack", table_unpack}, {"pack", table_pack},     {"move", table_move},
                                           {"sort", table_sort},     {NULL, NULL}};

void library_table(lua_State *L) {
  lua_createtable(L, 0, 8);
  luaL_setfuncs(L, table_functions, 0);
}
