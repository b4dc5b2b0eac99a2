// SPDX-License-Identifier: EUPL-1.2
//
// find, match, gmatch and gsub: the four ways to use a pattern.

#include <string.h>

#include "library.h"
#include "meter.h"
#include "pattern.h"

static bool is_plain_text(const char *text, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (text[i] && strchr("^$*+?.([%-", text[i])) return false;
  return true;
}

/* The first place of `needle`; charged for every byte looked at. */
static const char *find_plain(lua_State *L, const char *text, size_t size, const char *needle, size_t needle_size) {
  if (needle_size == 0) return text;
  while (size >= needle_size) {
    size_t reach = size - needle_size + 1;
    const char *at = memchr(text, needle[0], reach);
    charge(L, (int64_t)((at ? (size_t)(at - text) : reach) >> 4) + 1);
    if (!at) return NULL;
    charge(L, (int64_t)(needle_size >> 4));
    if (!memcmp(at, needle, needle_size)) return at;
    size -= (size_t)(at + 1 - text);
    text = at + 1;
  }
  return NULL;
}

/* Argument 3 as an offset from 0; false when it lies behind the end. */
static bool start_offset(lua_State *L, size_t size, size_t *offset) {
  lua_Integer start = luaL_optinteger(L, 3, 1);
  if (start > 0) *offset = (size_t)start - 1;
  else if (start == 0 || start < -(lua_Integer)size) *offset = 0;
  else *offset = size - (size_t)-start;
  return *offset <= size;
}

static int search(lua_State *L, bool find) {
  size_t size, pattern_size, offset;
  const char *subject = luaL_checklstring(L, 1, &size), *text = luaL_checklstring(L, 2, &pattern_size);
  if (!start_offset(L, size, &offset)) {
    lua_pushnil(L);
    return 1;
  }
  if (find && (lua_toboolean(L, 4) || is_plain_text(text, pattern_size))) {
    const char *at = find_plain(L, subject + offset, size - offset, text, pattern_size);
    if (!at) {
      lua_pushnil(L);
      return 1;
    }
    lua_pushinteger(L, at - subject + 1);
    lua_pushinteger(L, at - subject + (lua_Integer)pattern_size);
    return 2;
  }
  Pattern pattern;
  pattern_read(L, &pattern, text, pattern_size, true);
  for (const char *at = subject + offset; at <= subject + size; at++) {
    const char *end = pattern_match(&pattern, subject, size, at);
    if (end && find) {
      lua_pushinteger(L, at - subject + 1);
      lua_pushinteger(L, end - subject);
      return 2 + pattern_push_all(&pattern, at, end, false);
    }
    if (end) return pattern_push_all(&pattern, at, end, true);
    if (pattern.anchored) break;
  }
  lua_pushnil(L);
  return 1;
}

static int string_find(lua_State *L) { return search(L, true); }
static int string_match(lua_State *L) { return search(L, false); }

/* Upvalues: the subject, the pattern, the next offset, the end of the last match. */
static int gmatch_step(lua_State *L) {
  size_t size, pattern_size;
  const char *subject = lua_tolstring(L, lua_upvalueindex(1), &size);
  const char *text = lua_tolstring(L, lua_upvalueindex(2), &pattern_size);
  const char *last = subject + lua_tointeger(L, lua_upvalueindex(4));
  Pattern pattern;
  pattern_read(L, &pattern, text, pattern_size, false);
  for (const char *at = subject + lua_tointeger(L, lua_upvalueindex(3)); at <= subject + size; at++) {
    const char *end = pattern_match(&pattern, subject, size, at);
    if (!end || end == last) continue;
    lua_pushinteger(L, end - subject);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return pattern_push_all(&pattern, at, end, true);
  }
  lua_pushinteger(L, (lua_Integer)size + 1);
  lua_replace(L, lua_upvalueindex(3));
  lua_pushnil(L);
  return 1;
}

static int string_gmatch(lua_State *L) {
  size_t size, offset;
  luaL_checklstring(L, 1, &size);
  luaL_checkstring(L, 2);
  if (!start_offset(L, size, &offset)) offset = size + 1;
  lua_settop(L, 2);
  lua_tostring(L, 1); /* a number given as subject becomes a text, once */
  lua_tostring(L, 2);
  lua_pushinteger(L, (lua_Integer)offset);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, gmatch_step, 4);
  return 1;
}

/* %1 .. %9, %0 and %% in a replacement text. */
static void add_template(Out *out, Pattern *pattern, const char *start, const char *end, const char *text, size_t size) {
  lua_State *L = out->L;
  for (size_t i = 0; i < size; i++) {
    const char *escape = memchr(text + i, '%', size - i);
    size_t plain = escape ? (size_t)(escape - text) - i : size - i;
    out_add(out, text + i, plain);
    i += plain;
    if (!escape) return;
    char what = ++i < size ? text[i] : 0;
    if (what == '%') {
      out_add(out, "%", 1);
    } else if (what == '0') {
      out_add(out, start, (size_t)(end - start));
    } else if (what >= '1' && what <= '9') {
      size_t length;
      pattern_push(pattern, what - '1', start, end);
      push_text(L, -1, &length);
      out_add(out, lua_tostring(L, -1), length);
      lua_pop(L, 2);
    } else {
      luaL_error(L, "invalid use of '%%' in replacement string");
    }
  }
}

/* Adds what replaces the match: a text, a table's value or a function's answer (nil or false: the match itself). */
static void add_replacement(Out *out, Pattern *pattern, const char *start, const char *end, int kind) {
  lua_State *L = out->L;
  charge(L, 2);
  if (kind == LUA_TSTRING || kind == LUA_TNUMBER) {
    size_t size;
    const char *text = lua_tolstring(L, 3, &size);
    add_template(out, pattern, start, end, text, size);
    return;
  }
  if (kind == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    int count = pattern_push_all(pattern, start, end, true);
    lua_call(L, count, 1);
  } else {
    pattern_push(pattern, 0, start, end);
    lua_gettable(L, 3);
  }
  size_t size;
  if (!lua_toboolean(L, -1)) out_add(out, start, (size_t)(end - start));
  else if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  else {
    push_text(L, -1, &size);
    out_add(out, lua_tostring(L, -1), size);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static int string_gsub(lua_State *L) {
  size_t size, pattern_size;
  const char *subject = luaL_checklstring(L, 1, &size), *text = luaL_checklstring(L, 2, &pattern_size);
  int kind = lua_type(L, 3);
  luaL_argexpected(L, kind == LUA_TNUMBER || kind == LUA_TSTRING || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3, "string/function/table");
  lua_Integer limit = luaL_optinteger(L, 4, (lua_Integer)size + 1), count = 0;
  meter_depth(L);
  lua_settop(L, 3);
  Pattern pattern;
  pattern_read(L, &pattern, text, pattern_size, true);
  Out out;
  out_open(&out, L);
  const char *at = subject, *end = subject + size, *last = NULL;
  while (count < limit) {
    const char *match = pattern_match(&pattern, subject, size, at);
    if (match && match != last) {
      count++;
      add_replacement(&out, &pattern, at, match, kind);
      at = last = match;
    } else if (at < end) {
      *out_room(&out, 1) = *at++;
      out.size++;
    } else {
      break;
    }
    if (pattern.anchored) break;
  }
  out_add(&out, at, (size_t)(end - at));
  out_push(&out);
  lua_pushinteger(L, count);
  return 2;
}

const luaL_Reg match_functions[] = {
    {"find", string_find}, {"match", string_match}, {"gmatch", string_gmatch}, {"gsub", string_gsub}, {NULL, NULL}};
