// SPDX-License-Identifier: EUPL-1.2
//
// The limits of a call. The count hook charges for the machine's instructions, every C function of the library for its steps and
// bytes, the allocator for new memory: all into one counter, so that the verdict does not depend on the machine.

#define _GNU_SOURCE
#include "meter.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

Meter meter;

static const uint32_t FIXED_SEED = 0x53414d56; /* "SAMV" */
static const int64_t FUEL_CEILING = (int64_t)1 << 60;
enum { STRING_HEADER = 32, LONGEST_SHIFT = 12, METATABLES_SHIFT = 5 };

static int64_t cpu_now(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)) return 0;
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int meter_line(lua_State *L) {
  lua_Debug frame;
  for (int level = 0; level < 250 && lua_getstack(L, level, &frame); level++)
    if (lua_getinfo(L, "l", &frame) && frame.currentline > 0) return frame.currentline;
  return 0;
}

static void hook(lua_State *L, lua_Debug *event) {
  (void)event;
  lua_Debug frame;
  meter.fuel += HOOK_PERIOD * (1 + (int64_t)(meter.longest >> LONGEST_SHIFT) + (int64_t)(meter.metatables >> METATABLES_SHIFT));
  if (!meter.tripped && lua_getstack(L, (int)meter.limits.depth, &frame)) meter_trip(L, TRIP_DEPTH, NULL);
  if (meter.fuel >= meter.bound) meter_look(L);
}

void meter_arm(lua_State *L, const Limits *limits) {
  meter.limits = *limits;
  if (meter.limits.fuel > FUEL_CEILING) meter.limits.fuel = FUEL_CEILING;
  meter.fuel = 0;
  meter.bound = meter.limits.fuel < CLOCK_PERIOD ? meter.limits.fuel : CLOCK_PERIOD;
  meter.refused = false;
  meter.tripped = TRIP_NONE;
  meter.trip_line = 0;
  meter.trip_text = NULL;
  meter.cpu_start = 0;
  meter.error_line = 0;
  meter.denied[0] = 0;
  meter.bad_result = false;
  meter.state = L;
  if (L) lua_sethook(L, hook, LUA_MASKCOUNT, HOOK_PERIOD);
}

void meter_trip(lua_State *L, Trip kind, const char *text) {
  if (meter.tripped) return;
  meter.tripped = kind;
  meter.trip_text = text;
  meter.bound = INT64_MIN; /* from now on every charge raises */
  if (!L) return;
  meter.trip_line = meter_line(L);
  lua_sethook(L, hook, LUA_MASKCOUNT, 1); /* ... and every instruction, in whatever handler */
}

static int stop(lua_State *L) {
  lua_pushliteral(L, "limit");
  return lua_error(L);
}

int meter_stop(lua_State *L, Trip kind, const char *text) {
  meter_trip(L, kind, text);
  return stop(L);
}

void meter_look(lua_State *L) {
  if (meter.tripped) {
    stop(L);
    return;
  }
  if (meter.fuel >= meter.limits.fuel) {
    meter_stop(L, TRIP_INSTRUCTIONS, NULL);
    return;
  }
  int64_t now = cpu_now();
  if (!meter.cpu_start) meter.cpu_start = now;
  else if (now - meter.cpu_start > (int64_t)meter.limits.cpu_ms * 1000000) {
    meter_stop(L, TRIP_TIME, NULL);
    return;
  }
  meter.bound = meter.fuel + CLOCK_PERIOD;
  if (meter.bound > meter.limits.fuel) meter.bound = meter.limits.fuel;
}

void meter_depth(lua_State *L) {
  lua_Debug frame;
  if (lua_getstack(L, (int)meter.limits.depth, &frame)) meter_stop(L, TRIP_DEPTH, NULL);
}

void meter_failure(lua_State *L, int status) {
  if (status == LUA_OK || meter.tripped) return;
  if (status == LUA_ERRMEM) {
    meter_trip(L, TRIP_MEMORY, NULL);
  } else if (status == LUA_ERRERR) {
    meter_trip(L, TRIP_DEPTH, NULL);
  } else if (lua_type(L, -1) == LUA_TSTRING) {
    static const char overflow[] = "stack overflow";
    size_t length, tail = sizeof overflow - 1;
    const char *message = lua_tolstring(L, -1, &length);
    if (length >= tail && !memcmp(message + length - tail, overflow, tail)) meter_trip(L, TRIP_DEPTH, NULL);
  }
}

void charge_string(lua_State *L, size_t bytes) {
  if (bytes > STRING_LIMIT) meter_stop(L, TRIP_MEMORY, "a string of more than 1048576 bytes");
  charge(L, (int64_t)(bytes >> 4) + 1);
}

/* Lua draws its hash seed from addresses and the clock; a table's moments of growth, and so its charges, would follow it. */
static void fix_seed(void) {
  if (meter.seed_offset) memcpy(meter.arena.base + meter.seed_offset, &FIXED_SEED, sizeof FIXED_SEED);
}

void *meter_alloc(void *ud, void *block, size_t old_size, size_t new_size) {
  (void)ud;
  bool is_string = !block && old_size == LUA_TSTRING;
  if (!block) old_size = 0; /* else it is a type's tag */
  if (new_size <= old_size) {
    meter.used -= old_size - new_size;
    return arena_resize(&meter.arena, block, old_size, new_size);
  }
  if (++meter.allocations == 2) fix_seed();
  if (meter.tripped) return NULL;
  size_t growth = new_size - old_size;
  if (is_string && new_size > meter.longest) {
    if (new_size > STRING_LIMIT + STRING_HEADER) {
      meter_trip(meter.state, TRIP_MEMORY, "a string of more than 1048576 bytes");
      return NULL;
    }
    meter.longest = new_size;
  }
  meter.fuel += (int64_t)(growth >> 4);
  if (meter.fuel >= meter.limits.fuel) {
    meter_trip(meter.state, TRIP_INSTRUCTIONS, NULL);
    return NULL;
  }
  void *moved = NULL;
  if (growth <= (size_t)meter.limits.memory && meter.used <= (size_t)meter.limits.memory - growth)
    moved = arena_resize(&meter.arena, block, old_size, new_size);
  if (moved) {
    meter.used += growth;
    meter.refused = false;
  } else if (meter.refused) {
    meter_trip(meter.state, TRIP_MEMORY, NULL); /* refused after the emergency collection too: final */
  } else {
    meter.refused = true;
  }
  return moved;
}
