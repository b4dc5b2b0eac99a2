// SPDX-License-Identifier: EUPL-1.2
//
// Reading a pattern: once, so that every single character becomes a table look-up and mistakes are found before anything is matched.

#include "pattern.h"

#include <string.h>

#include <lauxlib.h>

#include "meter.h"

/* Classes by ASCII, whatever the locale. */
static bool in_class(int byte, int class) {
  bool lower = byte >= 'a' && byte <= 'z', upper = byte >= 'A' && byte <= 'Z', digit = byte >= '0' && byte <= '9';
  bool printable = byte > ' ' && byte < 127;
  switch (class) {
    case 'a': return lower || upper;
    case 'c': return byte < ' ' || byte == 127;
    case 'd': return digit;
    case 'g': return printable;
    case 'l': return lower;
    case 'p': return printable && !lower && !upper && !digit;
    case 's': return byte == ' ' || (byte >= '\t' && byte <= '\r');
    case 'u': return upper;
    case 'w': return lower || upper || digit;
    default: return digit || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
  }
}

static void set_add(Item *item, int byte) { item->set[byte >> 5] |= (uint32_t)1 << (byte & 31); }

/* %x: a class (upper case: its complement) or the character itself. */
static void set_add_escape(Item *item, int letter) {
  int class = letter | 0x20;
  if (letter < 128 && class >= 'a' && class <= 'z' && strchr("acdglpsuwx", class)) {
    bool wanted = letter == class;
    for (int byte = 0; byte < 256; byte++)
      if (in_class(byte, class) == wanted) set_add(item, byte);
  } else {
    set_add(item, letter);
  }
}

/* What follows '[': returns the place after ']'. */
static const char *read_set(lua_State *L, Item *item, const char *at, const char *end) {
  bool negated = at < end && *at == '^';
  if (negated) at++;
  bool first = true;
  for (;; first = false) {
    if (at >= end) luaL_error(L, "malformed pattern (missing ']')");
    if (*at == ']' && !first) break;
    int byte = (uint8_t)*at++;
    if (byte == '%') {
      if (at >= end) luaL_error(L, "malformed pattern (missing ']')");
      set_add_escape(item, (uint8_t)*at++);
    } else if (end - at >= 2 && at[0] == '-' && at[1] != ']') {
      for (int next = byte; next <= (uint8_t)at[1]; next++) set_add(item, next);
      at += 2;
    } else {
      set_add(item, byte);
    }
  }
  if (negated)
    for (int i = 0; i < 8; i++) item->set[i] = ~item->set[i];
  return at + 1;
}

typedef struct Reading {
  lua_State *L;
  Pattern *pattern;
  const char *at, *end;
  uint8_t open[CAPTURE_LIMIT];
  bool closed[CAPTURE_LIMIT];
  int open_count;
} Reading;

static void read_open(Reading *reading, Item *item) {
  if (reading->pattern->captures >= CAPTURE_LIMIT) luaL_error(reading->L, "too many captures");
  item->byte = (uint8_t)reading->pattern->captures++;
  if (reading->at < reading->end && *reading->at == ')') {
    reading->at++;
    item->kind = ITEM_POSITION;
    reading->closed[item->byte] = true;
  } else {
    item->kind = ITEM_OPEN;
    reading->open[reading->open_count++] = item->byte;
  }
}

static void read_close(Reading *reading, Item *item) {
  if (!reading->open_count) luaL_error(reading->L, "invalid pattern capture");
  item->kind = ITEM_CLOSE;
  item->byte = reading->open[--reading->open_count];
  reading->closed[item->byte] = true;
}

/* What follows '%'. */
static void read_escape(Reading *reading, Item *item) {
  lua_State *L = reading->L;
  if (reading->at >= reading->end) luaL_error(L, "malformed pattern (ends with '%%')");
  int letter = (uint8_t)*reading->at++;
  if (letter == 'b') {
    if (reading->end - reading->at < 2) luaL_error(L, "malformed pattern (missing arguments to '%%b')");
    item->kind = ITEM_BALANCE;
    item->byte = (uint8_t)*reading->at++;
    item->other = (uint8_t)*reading->at++;
  } else if (letter == 'f') {
    if (reading->at >= reading->end || *reading->at != '[') luaL_error(L, "missing '[' after '%%f' in pattern");
    item->kind = ITEM_FRONTIER;
    reading->at = read_set(L, item, reading->at + 1, reading->end);
  } else if (letter >= '0' && letter <= '9') {
    int index = letter - '1';
    if (index < 0 || index >= reading->pattern->captures || !reading->closed[index])
      luaL_error(L, "invalid capture index %%%d in pattern", index + 1);
    item->kind = ITEM_BACK;
    item->byte = (uint8_t)index;
  } else {
    item->kind = ITEM_SET;
    set_add_escape(item, letter);
  }
}

static void read_item(Reading *reading, Item *item) {
  int byte = (uint8_t)*reading->at++;
  item->kind = ITEM_BYTE;
  item->byte = (uint8_t)byte;
  switch (byte) {
    case '(': read_open(reading, item); return;
    case ')': read_close(reading, item); return;
    case '.': item->kind = ITEM_ANY; break;
    case '[':
      item->kind = ITEM_SET;
      reading->at = read_set(reading->L, item, reading->at, reading->end);
      break;
    case '%':
      read_escape(reading, item);
      if (item->kind != ITEM_SET) return;
      break;
    case '$':
      if (reading->at == reading->end) {
        item->kind = ITEM_END;
        item->other = 1; /* only at the subject's end */
        return;
      }
      break;
    default: break;
  }
  if (reading->at < reading->end && *reading->at && strchr("*+-?", *reading->at)) item->repeat = *reading->at++;
}

void pattern_read(lua_State *L, Pattern *pattern, const char *text, size_t size, bool anchors) {
  if (size > PATTERN_LIMIT) luaL_error(L, "pattern too long (more than %d bytes)", PATTERN_LIMIT);
  charge(L, (int64_t)size + 1);
  pattern->L = L;
  pattern->captures = 0;
  pattern->credit = 0;
  pattern->anchored = anchors && size && *text == '^';
  pattern->items = pattern->inline_items;
  if (size + 1 > ITEMS_INLINE) pattern->items = lua_newuserdatauv(L, (size + 1) * sizeof(Item), 0);
  Reading reading = {.L = L, .pattern = pattern, .at = text + pattern->anchored, .end = text + size};
  Item *item = pattern->items;
  for (; reading.at < reading.end; item++) {
    memset(item, 0, sizeof *item);
    read_item(&reading, item);
    if (item->kind == ITEM_END) {
      if (reading.open_count) luaL_error(L, "unfinished capture");
      return;
    }
  }
  if (reading.open_count) luaL_error(L, "unfinished capture");
  memset(item, 0, sizeof *item);
  item->kind = ITEM_END;
}
