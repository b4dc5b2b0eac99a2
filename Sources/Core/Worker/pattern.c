// SPDX-License-Identifier: EUPL-1.2
//
// The matcher: a small machine with one case for each kind of item. A step costs one unit of fuel, so a pattern that explodes is
// stopped at the same step on every machine.

#include "pattern.h"

#include <string.h>

#include <lauxlib.h>

#include "meter.h"

static bool set_has(const Item *item, int byte) { return item->set[byte >> 5] >> (byte & 31) & 1; }

static void step(Pattern *pattern) {
  if (--pattern->credit < 0) {
    charge(pattern->L, 64);
    pattern->credit = 63;
  }
}

static bool matches_one(const Item *item, const char *at) {
  int byte = (uint8_t)*at;
  switch (item->kind) {
    case ITEM_BYTE: return item->byte == byte;
    case ITEM_ANY: return true;
    default: return set_has(item, byte);
  }
}

static const char *match_here(Pattern *pattern, const char *at, const Item *item);

/* As many as possible, then fewer until the rest fits. */
static const char *match_longest(Pattern *pattern, const char *at, const Item *item, size_t least) {
  size_t count = 0, room = (size_t)(pattern->subject_end - at);
  while (count < room && matches_one(item, at + count)) {
    step(pattern);
    count++;
  }
  for (; count + 1 > least; count--) {
    step(pattern);
    const char *end = match_here(pattern, at + count, item + 1);
    if (end) return end;
    if (count == 0) break;
  }
  return NULL;
}

/* As few as possible. */
static const char *match_shortest(Pattern *pattern, const char *at, const Item *item) {
  for (;; at++) {
    step(pattern);
    const char *end = match_here(pattern, at, item + 1);
    if (end) return end;
    if (at >= pattern->subject_end || !matches_one(item, at)) return NULL;
  }
}

static const char *match_balance(Pattern *pattern, const char *at, const Item *item) {
  if (at >= pattern->subject_end || (uint8_t)*at != item->byte) return NULL;
  size_t level = 1;
  while (++at < pattern->subject_end) {
    step(pattern);
    if ((uint8_t)*at == item->other) {
      if (--level == 0) return at + 1;
    } else if ((uint8_t)*at == item->byte) {
      level++;
    }
  }
  return NULL;
}

static bool at_frontier(const Pattern *pattern, const char *at, const Item *item) {
  int before = at == pattern->subject ? 0 : (uint8_t)at[-1], here = at < pattern->subject_end ? (uint8_t)*at : 0;
  return !set_has(item, before) && set_has(item, here);
}

static const char *match_capture(Pattern *pattern, const char *at, const Item *item) {
  Capture *capture = &pattern->capture[item->byte], saved = *capture;
  if (item->kind == ITEM_CLOSE) {
    capture->size = at - capture->start;
  } else {
    capture->start = at;
    capture->size = item->kind == ITEM_POSITION ? CAPTURE_POSITION : CAPTURE_OPEN;
  }
  const char *end = match_here(pattern, at, item + 1);
  if (!end) *capture = saved;
  return end;
}

static const char *match_back(Pattern *pattern, const char *at, const Item *item) {
  const Capture *capture = &pattern->capture[item->byte];
  size_t size = capture->size > 0 ? (size_t)capture->size : 0;
  if ((size_t)(pattern->subject_end - at) < size) return NULL;
  charge(pattern->L, (int64_t)(size >> 4) + 1);
  return memcmp(capture->start, at, size) ? NULL : at + size;
}

static const char *match_here(Pattern *pattern, const char *at, const Item *item) {
  if (++pattern->depth > MATCH_DEPTH) luaL_error(pattern->L, "pattern too complex");
  for (; at; item++) {
    step(pattern);
    if (item->kind == ITEM_END) {
      if (item->other && at != pattern->subject_end) at = NULL;
      break;
    }
    if (item->kind == ITEM_OPEN || item->kind == ITEM_POSITION || item->kind == ITEM_CLOSE) {
      at = match_capture(pattern, at, item);
      break;
    }
    if (item->kind == ITEM_BALANCE) {
      at = match_balance(pattern, at, item);
    } else if (item->kind == ITEM_FRONTIER) {
      if (!at_frontier(pattern, at, item)) at = NULL;
    } else if (item->kind == ITEM_BACK) {
      at = match_back(pattern, at, item);
    } else if (item->repeat == '*' || item->repeat == '+') {
      at = match_longest(pattern, at, item, item->repeat == '+');
      break;
    } else if (item->repeat == '-') {
      at = match_shortest(pattern, at, item);
      break;
    } else if (at < pattern->subject_end && matches_one(item, at)) {
      if (item->repeat == '?') {
        const char *end = match_here(pattern, at + 1, item + 1);
        if (end) {
          at = end;
          break;
        }
      } else {
        at++;
      }
    } else if (item->repeat != '?') {
      at = NULL;
    }
  }
  pattern->depth--;
  return at;
}

const char *pattern_match(Pattern *pattern, const char *subject, size_t size, const char *at) {
  pattern->subject = subject;
  pattern->subject_end = subject + size;
  pattern->depth = 0;
  return match_here(pattern, at, pattern->items);
}

void pattern_push(Pattern *pattern, int index, const char *start, const char *end) {
  lua_State *L = pattern->L;
  if (index >= pattern->captures) {
    if (index > 0) luaL_error(L, "invalid capture index %%%d", index + 1);
    charge_string(L, (size_t)(end - start));
    lua_pushlstring(L, start, (size_t)(end - start));
    return;
  }
  const Capture *capture = &pattern->capture[index];
  if (capture->size == CAPTURE_POSITION) {
    lua_pushinteger(L, capture->start - pattern->subject + 1);
    return;
  }
  charge_string(L, (size_t)capture->size);
  lua_pushlstring(L, capture->start, (size_t)capture->size);
}

int pattern_push_all(Pattern *pattern, const char *start, const char *end, bool whole_if_none) {
  int count = pattern->captures == 0 && whole_if_none ? 1 : pattern->captures;
  luaL_checkstack(pattern->L, count + 1, "too many captures");
  for (int i = 0; i < count; i++) pattern_push(pattern, i, start, end);
  return count;
}
