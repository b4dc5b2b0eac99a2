// SPDX-License-Identifier: EUPL-1.2
//
// What a call may use, and what it has used: one counter for all work, bytes, depth and, behind them, processor time.
// A limit that is hit ends the call by a jump out of Lua altogether, past every pcall, coroutine and `__close`: nothing
// in a script can catch it, run after it or answer around it.

#ifndef SAMVERK_METER_H
#define SAMVERK_METER_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>

#include "arena.h"

typedef enum Trip { TRIP_NONE, TRIP_INSTRUCTIONS, TRIP_MEMORY, TRIP_TIME, TRIP_DEPTH } Trip;

typedef struct Limits {
  int64_t fuel;
  int64_t memory;
  uint32_t depth;
  uint32_t result_bytes;
  uint32_t result_levels;
  uint32_t message_bytes;
  uint32_t cpu_ms;
} Limits;

enum { STRING_LIMIT = 1 << 20, HOOK_PERIOD = 100, CLOCK_PERIOD = 20000, COROUTINE_LIMIT = 1000, KEPT_COROUTINES = 15 };

/* What one instruction may have to walk through, at most; part of a kept state. */
typedef struct Burden {
  size_t longest;    /* the longest string made, in bytes */
  size_t metatables; /* different ones set */
  size_t slots;      /* the largest stack, in values */
} Burden;

typedef struct Meter {
  Limits limits;
  Arena arena;
  int64_t fuel;      /* used */
  int64_t bound;     /* the next value of `fuel` at which something has to be looked at */
  size_t used;       /* bytes */
  size_t mark;       /* collect garbage when `used` has passed it */
  Burden burden;
  int64_t error_cost; /* what an error costs that is caught: finding the names in its message is work */
  Trip tripped;
  int trip_line;
  char trip_file[LUA_IDSIZE];
  const char *trip_text;
  int64_t cpu_start;
  lua_State *state;  /* the coroutine that runs */
  uint32_t below;    /* levels of the coroutines that wait for it */
  uint32_t nested;   /* how many wait */
  void *stacks[COROUTINE_LIMIT + 1]; /* where the coroutines' stacks lie, the main one first */
  size_t stack_count, stack_limit;
  bool stack_next;   /* the next new block is a stack */
  void *last_new;    /* the block made by the last request, if it was to make one of no type */
  size_t last_new_size;
  size_t seed_offset; /* where Lua keeps its hash seed, 0 if unknown */
  int allocations;
  uint64_t random;   /* where math.random stands */
  bool may_exit;     /* `exit` is set */
  jmp_buf exit;
  int error_line;    /* where `error` was called last */
  char error_file[LUA_IDSIZE];
  int64_t raised;    /* `fuel` when the script itself last raised an error, -1 if it has not or something has run since */
  const char *raised_text; /* its text */
  int answer_line;   /* of the `return` that answered */
  bool bad_result;   /* the answer could not leave: an error of kind `result` */
  char denied[128];  /* the last refusal: what an error of kind `denied` says */
} Meter;

extern Meter meter;

/* lua_Alloc over the arena, charged and capped. */
void *meter_alloc(void *ud, void *block, size_t old_size, size_t new_size);

/* Begins a call: counters to zero, hook armed. */
void meter_arm(lua_State *L, const Limits *limits);

/* Ends the call: state_run returns with `tripped` set. */
_Noreturn void meter_stop(Trip kind, const char *text);

/* Looks at the meter after `fuel` has passed `bound`. */
void meter_look(void);

/* Refuses to go deeper than the depth limit. */
void meter_depth(lua_State *L);

/* How many calls deep this coroutine is. */
uint32_t meter_levels(lua_State *L);

/* Collects garbage if enough may have gathered; the memory limit is held against what is left. */
void meter_collect(lua_State *L);

/* After a protected call that failed: pays for the error, or ends the call if it was Lua's own stack or memory. */
void meter_caught(lua_State *L, int status);

/* The error on top, about to be raised, is the script's own, whatever its text says. */
void meter_raise(lua_State *L);

/* The line that runs now, 0 if none, and (unless NULL) the name of its file. */
int meter_line(lua_State *L, char file[LUA_IDSIZE]);

/* Refuses a string of that many bytes, or charges for making it. */
void charge_string(lua_State *L, size_t bytes);

/* Pays for work. */
static inline void charge(lua_State *L, int64_t units) {
  (void)L;
  meter.fuel += units;
  if (meter.fuel >= meter.bound) meter_look();
}

#endif
