// SPDX-License-Identifier: EUPL-1.2
//
// When an access fails, Lua 5.4.4 finds the name for its message by walking back through the accesses of the expression, for each of
// them through the function's code from its start, and recursively: `a.a.a.a ...` over a whole file takes half a second, and more
// of the C stack than there may be. So expressions with very many accesses are refused, and an error that is caught costs in
// proportion to the longest one. Counted too high in doubt (all accesses inside brackets count for what the brackets follow).

#include "scan.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LEVELS = 250 }; /* Lua's compiler itself stops at 200 */

typedef struct Scan {
  const char *at, *end;
  size_t level, most;
  size_t count[LEVELS]; /* accesses in the expression at each level of brackets */
} Scan;

static bool is_name(char c) { return isalnum((unsigned char)c) || c == '_'; }

static void add(Scan *scan, size_t count) {
  scan->count[scan->level] += count;
  if (scan->count[scan->level] > scan->most) scan->most = scan->count[scan->level];
}

/* The length of `[`, `=`s and `[` here, or 0. */
static size_t long_bracket(const Scan *scan) {
  const char *at = scan->at + 1;
  while (at < scan->end && *at == '=') at++;
  return scan->at < scan->end && *scan->at == '[' && at < scan->end && *at == '[' ? (size_t)(at - scan->at) + 1 : 0;
}

static void skip_long(Scan *scan, size_t opening) {
  for (scan->at += opening; scan->at < scan->end; scan->at++) {
    if (*scan->at != ']' || (size_t)(scan->end - scan->at) < opening || scan->at[opening - 1] != ']') continue;
    size_t signs = strspn(scan->at + 1, "=");
    if (signs < opening - 2) continue;
    scan->at += opening;
    return;
  }
}

static void skip_quoted(Scan *scan) {
  char quote = *scan->at++;
  while (scan->at < scan->end && *scan->at != quote && *scan->at != '\n') {
    if (*scan->at == '\\' && scan->at + 1 < scan->end) scan->at++;
    scan->at++;
  }
  if (scan->at < scan->end) scan->at++;
}

static void skip_comment(Scan *scan) {
  scan->at += 2;
  size_t opening = long_bracket(scan);
  if (opening) skip_long(scan, opening);
  else
    while (scan->at < scan->end && *scan->at != '\n') scan->at++;
}

/* A name after `.` or `:` goes on with its expression; any other word begins a new one. */
static void read_word(Scan *scan, bool goes_on) {
  while (scan->at < scan->end && is_name(*scan->at)) scan->at++;
  if (!goes_on) scan->count[scan->level] = 0;
}

static void open_bracket(Scan *scan) {
  add(scan, *scan->at == '[');
  if (scan->level + 1 < LEVELS) scan->count[++scan->level] = 0;
  scan->at++;
}

static void close_bracket(Scan *scan) {
  if (scan->level) {
    scan->level--;
    add(scan, scan->count[scan->level + 1]);
  }
  scan->at++;
}

size_t scan_accesses(const char *source, size_t size) {
  Scan scan = {.at = source, .end = source + size};
  bool goes_on = false;
  while (scan.at < scan.end) {
    char c = *scan.at;
    bool after_dot = goes_on;
    size_t left = (size_t)(scan.end - scan.at);
    if (isspace((unsigned char)c)) {
      scan.at++;
      continue;
    }
    if (left > 1 && c == '-' && scan.at[1] == '-') {
      skip_comment(&scan);
      continue;
    }
    goes_on = false;
    if (is_name(c)) {
      read_word(&scan, after_dot);
    } else if (c == '"' || c == '\'') {
      skip_quoted(&scan);
    } else if (long_bracket(&scan)) {
      skip_long(&scan, long_bracket(&scan));
    } else if (c == '.' && left > 1 && scan.at[1] == '.') {
      scan.count[scan.level] = 0;
      scan.at += 2;
    } else if (c == '.' || c == ':') {
      add(&scan, 1);
      goes_on = true;
      scan.at++;
    } else if (c && strchr("[({", c)) {
      open_bracket(&scan);
    } else if (c && strchr("])}", c)) {
      close_bracket(&scan);
    } else {
      scan.count[scan.level] = 0;
      scan.at++;
    }
  }
  return scan.most;
}
