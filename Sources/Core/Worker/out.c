// SPDX-License-Identifier: EUPL-1.2
//
// Building text inside Lua's own memory, so that it is counted, and freed when an error jumps away.

#include <string.h>

#include "library.h"
#include "meter.h"

void out_open(Out *out, lua_State *L) {
  out->L = L;
  out->data = out->first;
  out->size = 0;
  out->capacity = sizeof out->first;
  lua_pushnil(L);
  out->slot = lua_gettop(L);
}

char *out_room(Out *out, size_t more) {
  lua_State *L = out->L;
  if (more > STRING_LIMIT || out->size + more > STRING_LIMIT) charge_string(L, STRING_LIMIT + 1); /* never returns */
  if (out->capacity - out->size >= more) return out->data + out->size;
  size_t capacity = out->capacity * 2;
  while (capacity - out->size < more) capacity *= 2;
  charge(L, (int64_t)(out->size >> 4));
  char *data = lua_newuserdatauv(L, capacity, 0);
  memcpy(data, out->data, out->size);
  lua_replace(L, out->slot);
  out->data = data;
  out->capacity = capacity;
  return out->data + out->size;
}

void out_add(Out *out, const char *bytes, size_t size) {
  charge(out->L, (int64_t)(size >> 4));
  memcpy(out_room(out, size), bytes, size);
  out->size += size;
}

void out_push(Out *out) {
  charge_string(out->L, out->size);
  lua_pushlstring(out->L, out->data, out->size);
}
