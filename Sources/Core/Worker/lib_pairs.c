// SPDX-License-Identifier: EUPL-1.2
//
// Loops over tables. Stock Lua walks a table in an order that changes from process to process; here every loop goes through the
// keys in one order: numbers, then texts by their bytes, then false and true. Other keys have no order and are an error.

#include <string.h>

#include "library.h"
#include "meter.h"

static int order_bytes(const char *a, size_t a_size, const char *b, size_t b_size) {
  int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
  return order ? order : (a_size > b_size) - (a_size < b_size);
}

int compare_bytes(lua_State *L, const char *a, size_t a_size, const char *b, size_t b_size) {
  charge(L, (int64_t)((a_size < b_size ? a_size : b_size) >> 5) + 1);
  return order_bytes(a, a_size, b, b_size);
}

static int compare_keys(const SortKey *a, const SortKey *b) {
  if (a->rank != b->rank) return a->rank - b->rank;
  if (a->rank == 1) return order_bytes(a->text, a->size, b->text, b->size);
  if (a->is_integer && b->is_integer) return (a->integer > b->integer) - (a->integer < b->integer);
  if (!a->is_integer && !b->is_integer) return (a->number > b->number) - (a->number < b->number);
  /* An integer beside a float that is no integer: they differ, and the float's whole part decides. */
  const SortKey *whole = a->is_integer ? a : b, *broken = a->is_integer ? b : a;
  int order;
  if (broken->number >= 9223372036854775808.0) order = -1;
  else if (broken->number < -9223372036854775808.0) order = 1;
  else {
    lua_Integer floor = (lua_Integer)broken->number;
    if ((lua_Number)floor > broken->number) floor--;
    order = whole->integer <= floor ? -1 : 1;
  }
  return a->is_integer ? order : -order;
}

/* Keys arrive in whatever order Lua's hash gives, so a loop is charged by how many and how long they are, not by the comparisons made. */
static void charge_sorting(lua_State *L, size_t count, size_t bytes) {
  int64_t rounds = 1;
  for (size_t width = 1; width < count; width *= 2) rounds++;
  charge(L, rounds * (int64_t)(count + (bytes >> 5)));
}

/* Bottom-up merges; `room` holds twice as many keys. Returns the half that ends up sorted. */
static SortKey *sort_keys(SortKey *room, size_t count) {
  SortKey *from = room, *to = room + count;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t low = 0; low < count; low += 2 * width) {
      size_t middle = low + width < count ? low + width : count, high = low + 2 * width < count ? low + 2 * width : count;
      size_t left = low, right = middle;
      for (size_t i = low; i < high; i++) {
        bool take_left = left < middle && (right >= high || compare_keys(&from[left], &from[right]) <= 0);
        to[i] = from[take_left ? left++ : right++];
      }
    }
    SortKey *swap = from;
    from = to;
    to = swap;
  }
  return from;
}

static SortKey key_at_top(lua_State *L, uint32_t position) {
  SortKey key = {.position = position};
  switch (lua_type(L, -1)) {
    case LUA_TNUMBER:
      key.is_integer = lua_isinteger(L, -1);
      if (key.is_integer) key.integer = lua_tointeger(L, -1);
      else key.number = lua_tonumber(L, -1);
      break;
    case LUA_TSTRING:
      key.rank = 1;
      key.text = lua_tolstring(L, -1, &key.size);
      break;
    case LUA_TBOOLEAN:
      key.rank = 2;
      key.is_integer = true;
      key.integer = lua_toboolean(L, -1);
      break;
    default: luaL_error(L, "a %s as key: only numbers, texts and booleans have an order", luaL_typename(L, -1));
  }
  return key;
}

KeyOrder *keys_sorted(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, NULL);
  size_t count = 0, bytes = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    charge(L, 1);
    count++;
    if (lua_type(L, -1) == LUA_TSTRING) bytes += lua_rawlen(L, -1);
  }
  charge_sorting(L, count, bytes);
  lua_createtable(L, (int)count, 0);
  KeyOrder *order = lua_newuserdatauv(L, sizeof *order + 2 * count * sizeof(SortKey), 0);
  order->count = count;
  order->next = 0;
  uint32_t position = 0;
  bool sorted = true;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    SortKey *key = &order->room[position++];
    *key = key_at_top(L, position);
    if (sorted && position > 1 && compare_keys(key - 1, key) > 0) sorted = false;
    lua_pushvalue(L, -1);
    lua_rawseti(L, -4, position);
    charge(L, 1);
  }
  order->keys = sorted ? order->room : sort_keys(order->room, count);
  return order;
}

/* The closure of one loop: upvalues are the keys and their order. Keys removed meanwhile are passed over. */
static int pairs_step(lua_State *L) {
  KeyOrder *order = lua_touserdata(L, lua_upvalueindex(2));
  lua_settop(L, 1);
  luaL_checktype(L, 1, LUA_TTABLE);
  while (order->next < order->count) {
    lua_rawgeti(L, lua_upvalueindex(1), order->keys[order->next++].position);
    lua_pushvalue(L, -1);
    charge(L, 2);
    if (lua_rawget(L, 1) != LUA_TNIL) return 2;
    lua_pop(L, 2);
  }
  lua_pushnil(L);
  return 1;
}

static int finish_pairs(lua_State *L, int status, lua_KContext context) {
  (void)L;
  (void)status;
  (void)context;
  return 3;
}

static int base_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    meter_depth(L);
    lua_insert(L, 1);
    lua_callk(L, 1, 3, 0, finish_pairs);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  if (is_frozen(L, 1)) {
    frozen_inner(L, 1);
    lua_replace(L, 1);
    /* The real table must not be handed out: loop over a copy. */
    lua_createtable(L, 0, 24);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
      lua_pushvalue(L, -2);
      lua_insert(L, -2);
      lua_rawset(L, 2);
    }
    lua_replace(L, 1);
  }
  keys_sorted(L, 1);
  lua_pushcclosure(L, pairs_step, 2);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

/* next(table, key): the key that follows in the same order, found anew each time: a scan, charged as one. */
static int base_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (is_frozen(L, 1)) return deny(L, "next cannot walk through %s: use pairs", "a library");
  bool after_all = lua_isnil(L, 2), found = false;
  SortKey least = {0}, from = {0};
  if (!after_all) from = key_at_top(L, 0);
  lua_pushnil(L); /* 3: the best key so far */
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    SortKey key = key_at_top(L, 0);
    charge(L, 2 + (int64_t)(key.size >> 4));
    if (!after_all && compare_keys(&key, &from) <= 0) continue;
    if (found && compare_keys(&key, &least) >= 0) continue;
    least = key;
    found = true;
    lua_pushvalue(L, -1);
    lua_replace(L, 3);
  }
  if (!found) {
    lua_pushnil(L);
    return 1;
  }
  lua_settop(L, 3);
  lua_pushvalue(L, 3);
  lua_rawget(L, 1);
  return 2;
}

static int ipairs_step(lua_State *L) {
  lua_Integer index = luaL_checkinteger(L, 2);
  index = (lua_Integer)((lua_Unsigned)index + 1);
  lua_pushinteger(L, index);
  return lua_geti(L, 1, index) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushcfunction(L, ipairs_step);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  return 3;
}

const luaL_Reg pairs_functions[] = {{"pairs", base_pairs}, {"next", base_next}, {"ipairs", base_ipairs}, {NULL, NULL}};
