// SPDX-License-Identifier: EUPL-1.2
//
// Lua's patterns, matched with a meter: a pattern is first read into a list of items, then matched by backtracking in which every
// step is paid for and the depth is bounded.

#ifndef SAMVERK_PATTERN_H
#define SAMVERK_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>

enum { CAPTURE_LIMIT = 32, MATCH_DEPTH = 200, PATTERN_LIMIT = 4096, ITEMS_INLINE = 24 };

typedef enum ItemKind { ITEM_BYTE, ITEM_ANY, ITEM_SET, ITEM_OPEN, ITEM_POSITION, ITEM_CLOSE, ITEM_BALANCE, ITEM_FRONTIER, ITEM_BACK, ITEM_END } ItemKind;

typedef struct Item {
  uint8_t kind;
  char repeat;        /* 0, or one of * + - ? */
  uint8_t byte, other; /* ITEM_BYTE, ITEM_BALANCE; `byte` is the capture's number for OPEN, POSITION, CLOSE, BACK */
  uint32_t set[8];    /* ITEM_SET, ITEM_FRONTIER: one bit a byte */
} Item;

typedef struct Capture {
  const char *start;
  ptrdiff_t size; /* CAPTURE_OPEN while its end is not known, CAPTURE_POSITION for () */
} Capture;

enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

typedef struct Pattern {
  lua_State *L;
  bool anchored;
  Item *items;
  int captures; /* in the pattern */
  Item inline_items[ITEMS_INLINE];
  const char *subject, *subject_end;
  int depth, credit;
  Capture capture[CAPTURE_LIMIT];
} Pattern;

/* Reads the pattern; may push one userdata. Raises on a malformed pattern. */
void pattern_read(lua_State *L, Pattern *pattern, const char *text, size_t size, bool anchors);

/* The end of the match that begins at `at`, or NULL. */
const char *pattern_match(Pattern *pattern, const char *subject, size_t size, const char *at);

/* Pushes capture `index`, or the whole match when there is none; pattern_push_all returns how many it pushed. */
void pattern_push(Pattern *pattern, int index, const char *start, const char *end);
int pattern_push_all(Pattern *pattern, const char *start, const char *end, bool whole_if_none);

#endif
