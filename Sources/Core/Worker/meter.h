// SPDX-License-Identifier: EUPL-1.2
//
// What a call may use, and what it has used: one counter for all work, bytes, depth and, behind them, processor time.
// Once a limit is hit the meter stays tripped until the next call, and no value ever leaves the worker.

#ifndef SAMVERK_METER_H
#define SAMVERK_METER_H

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

enum { STRING_LIMIT = 1 << 20, HOOK_PERIOD = 100, CLOCK_PERIOD = 20000 };

typedef struct Meter {
  Limits limits;
  Arena arena;
  int64_t fuel;  /* used */
  int64_t bound; /* the next value of `fuel` at which something has to be looked at */
  size_t used;   /* bytes */
  size_t longest; /* the longest string made: one instruction may have to walk through it */
  size_t metatables; /* set so far: one instruction may have to follow a chain of them */
  bool refused;   /* the last growth was refused: Lua collects and asks once more */
  Trip tripped;
  int trip_line;
  const char *trip_text;
  int64_t cpu_start;
  lua_State *state;
  size_t seed_offset; /* where Lua keeps its hash seed, 0 if unknown */
  int allocations;
  int error_line;    /* where `error` was called last */
  bool bad_result;   /* the answer could not leave: an error of kind `result` */
  char denied[128];  /* the last refusal: what an error of kind `denied` says */
} Meter;

extern Meter meter;

/* lua_Alloc over the arena, charged and capped. */
void *meter_alloc(void *ud, void *block, size_t old_size, size_t new_size);

/* Begins a call: counters to zero, hook armed. */
void meter_arm(lua_State *L, const Limits *limits);

/* Marks the limit as hit; the first one counts. */
void meter_trip(lua_State *L, Trip kind, const char *text);

/* Marks and raises. */
int meter_stop(lua_State *L, Trip kind, const char *text);

/* Looks at the meter after `fuel` has passed `bound`. */
void meter_look(lua_State *L);

/* Refuses to go deeper than the depth limit. */
void meter_depth(lua_State *L);

/* What a failed protected call means: trips for memory and stack errors, so that nothing can catch them. */
void meter_failure(lua_State *L, int status);

/* The line that runs now, 0 if none. */
int meter_line(lua_State *L);

/* Refuses a string of that many bytes, or charges for making it. */
void charge_string(lua_State *L, size_t bytes);

/* Pays for work. */
static inline void charge(lua_State *L, int64_t units) {
  meter.fuel += units;
  if (meter.fuel >= meter.bound) meter_look(L);
}

#endif
