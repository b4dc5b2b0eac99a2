// SPDX-License-Identifier: EUPL-1.2
//
// Lua states: made once for each rule, kept as bytes, put back for each call, so that a call always begins from the same state
// and nothing it does lasts.

#ifndef SAMVERK_STATE_H
#define SAMVERK_STATE_H

#include <lua.h>

#include "frames.h"
#include "meter.h"

enum { NAME_LIMIT = LUA_IDSIZE - 1, SOURCE_LIMIT = 64 << 10 };

/* A file: its text lies in the request, and is known while that is. */
typedef struct Source {
  char name[NAME_LIMIT + 1]; /* as Lua writes it before a line number */
  const char *text;
  size_t size;
} Source;

typedef struct Rule {
  Limits limits;
  Source *sources; /* one; of a package several, the host's own first */
  uint32_t source_count;
  bool is_package;
  bool is_rule;
  uint32_t apply_line;
  lua_State *L;
  Snapshot snapshot;
  size_t used; /* where the meter stood */
  Burden burden;
  void *stacks[KEPT_COROUTINES + 1];
  size_t stack_count;
  int64_t error_cost;
  bool has_seed;
  uint64_t seed;
} Rule;

/* What runs inside a protected call, and what it needs. */
typedef struct Job {
  Rule *rule;
  Reader *arguments;
  Buffer *answer;
  bool syntax; /* failed while compiling */
  bool marked; /* the file returned rule { ... } */
} Job;

/* Finds where Lua keeps its hash seed, so that every state can begin with the same one. */
void state_find_seed(void);

/* A new state with the library and the compiled source, LUA_OK; else the error is on top of its stack (or it is NULL). */
int state_build(Rule *rule, Job *job);

/* Runs `body` with `job`, whatever happens in it. Returns Lua's status; trips are in the meter. */
int state_run(lua_State *L, lua_CFunction body, Job *job);

/* Tidies the state after a run; whether all that is left of it can be kept. */
bool state_settle(Rule *rule);

/* Keeps the state as it stands; state_restore puts it back. */
bool state_keep(Rule *rule);
void state_restore(Rule *rule);

#endif
