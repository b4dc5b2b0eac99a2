// SPDX-License-Identifier: EUPL-1.2
//
// What the parts of the rules' standard library share: how they are registered, how a table is frozen, how text is built and
// how keys are ordered.

#ifndef SAMVERK_LIBRARY_H
#define SAMVERK_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>

#include <lauxlib.h>

/* Opens everything into the globals of a fresh state (library.c). */
void library_open(lua_State *L, bool has_random, bool is_package);

/* One function each: they push the library's table. */
void library_string(lua_State *L);
void library_table(lua_State *L);
void library_math(lua_State *L);
void library_coroutine(lua_State *L);
void library_utf8(lua_State *L);
void library_date(lua_State *L);

int string_format(lua_State *L);

extern const luaL_Reg base_functions[];
extern const luaL_Reg coerce_functions[];
extern const luaL_Reg metatable_functions[];
extern const luaL_Reg pairs_functions[];
extern const luaL_Reg protect_functions[];
extern const luaL_Reg random_functions[];
extern const luaL_Reg match_functions[];
extern const luaL_Reg helper_functions[];

/* The registry keys of what a load leaves for the calls. */
extern const char RULE_KEY, APPLY_KEY, FILES_KEY;

/* Raises an error of kind `denied`; the format may name who is refused after `name`. */
int deny(lua_State *L, const char *format, const char *name);

/* Whether the table at `index` is one of ours, which nobody may change; frozen_inner pushes what lies behind it. */
bool is_frozen(lua_State *L, int index);
void frozen_inner(lua_State *L, int index);

/* Begins the random numbers of a call. */
void random_begin(uint64_t seed, const char *bytes, size_t size);

/* Begins to remember metatables; takes `__mode` out of those that are remembered, and counts them. */
void metatables_open(lua_State *L);
size_t metatables_harden(lua_State *L);

/* The argument as a table that may be changed. */
void check_mutable(lua_State *L, int argument);

/* Whether and where `name` is in a list that ends with NULL. */
bool name_listed(const char *const *list, const char *name);

/* Text that grows: in `first` while short, then in a userdata that the collector owns, at `slot`. */
typedef struct Out {
  lua_State *L;
  char *data;
  size_t size, capacity;
  int slot;
  char first[512];
} Out;

void out_open(Out *out, lua_State *L); /* takes one stack slot */
char *out_room(Out *out, size_t more); /* where `more` bytes may be written; add them to size */
void out_add(Out *out, const char *bytes, size_t size);
void out_push(Out *out); /* the text as a Lua string */

/* Pushes the text of any value, as `tostring` gives it: no addresses; `__tostring` may run. */
const char *push_text(lua_State *L, int index, size_t *size);

/* Writes a number as Lua does, the same on every processor; returns the length. */
size_t number_text(lua_State *L, int index, char out[64]);

/* Keys in the order every loop over a table has: numbers, texts by bytes, false, true. */
typedef struct SortKey {
  int rank;          /* 0 number, 1 text, 2 boolean */
  bool is_integer;
  uint32_t position; /* in the keys' table */
  lua_Integer integer;
  lua_Number number;
  const char *text;
  size_t size;
} SortKey;

typedef struct KeyOrder {
  size_t count, next;
  SortKey *keys;
  SortKey room[];
} KeyOrder;

/* Pushes a table with all keys and the order over it. */
KeyOrder *keys_sorted(lua_State *L, int index);

/* Bytes compared as unsigned, shorter first; charged. */
int compare_bytes(lua_State *L, const char *a, size_t a_size, const char *b, size_t b_size);

#endif
