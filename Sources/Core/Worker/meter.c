// SPDX-License-Identifier: EUPL-1.2
//
// The limits of a call. The count hook charges for the machine's instructions, every C function of the library for its steps and
// bytes, the allocator for new memory: all into one counter, so that the verdict does not depend on the machine.
//
// Garbage is collected only here, whole and between two instructions or at the start of a library function: Lua's own collector is
// stopped. So what memory a script has in use is the same everywhere, the work of collecting is paid for, and the half-collected
// states in which Lua 5.4.4 has had its memory errors do not occur.

#define _GNU_SOURCE
#include "meter.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "library.h"

Meter meter;

static const uint32_t FIXED_SEED = 0x53414d56; /* "SAMV" */
static const int64_t FUEL_CEILING = (int64_t)1 << 60;
static const int HOOK_EVENTS = LUA_MASKCOUNT | LUA_MASKRET;
static const size_t COLLECT_STEP = 1 << 20; /* so much new memory before it is worth collecting */
enum { STRING_HEADER = 32, LONGEST_SHIFT = 12, METATABLES_SHIFT = 5, METATABLES_CHAIN = 2000, SLOTS_SHIFT = 9, MANY_SLOTS_SHIFT = 6, PLENTY = 4096 };
enum { SLOT = 16, FIRST_STACK = 640, COLLECT_SHIFT = 7, GROWTH_SHIFT = 5, STACK_SHIFT = 8, CHAIN_COST = 128 /* of a loop of `__index`, which is an error */, SHRINK_COST = 50 };

static int64_t cpu_now(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)) return 0;
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int meter_line(lua_State *L, char file[LUA_IDSIZE]) {
  lua_Debug frame;
  if (file) file[0] = 0;
  for (int level = 0; level < 250 && lua_getstack(L, level, &frame); level++) {
    if (!lua_getinfo(L, file ? "lS" : "l", &frame) || frame.currentline <= 0) continue;
    if (file) memcpy(file, frame.short_src, LUA_IDSIZE);
    return frame.currentline;
  }
  return 0;
}

/* Where it was noticed stands in `trip_file` already. */
static _Noreturn void stop_at(int line, Trip kind, const char *text) {
  meter.tripped = kind;
  meter.trip_text = text;
  meter.trip_line = line;
  longjmp(meter.exit, 1);
}

_Noreturn void meter_stop(Trip kind, const char *text) {
  stop_at(meter.state ? meter_line(meter.state, meter.trip_file) : 0, kind, text);
}

/* ---- work and depth ---- */

/* What an instruction costs: it may compare the longest text, follow every metatable, or copy all arguments there are. */
static int64_t instruction_cost(void) {
  const Burden *burden = &meter.burden;
  size_t slots = burden->slots > PLENTY ? burden->slots >> MANY_SLOTS_SHIFT : burden->slots >> SLOTS_SHIFT;
  size_t chain = burden->metatables < METATABLES_CHAIN ? burden->metatables : METATABLES_CHAIN; /* Lua follows no more */
  return 1 + (int64_t)((burden->longest >> LONGEST_SHIFT) + (chain >> METATABLES_SHIFT) + slots);
}

/* Where the function that the host called returns: above it are only the host's own and nothing. */
static void note_return(lua_State *L, lua_Debug *event) {
  lua_Debug frame;
  if (meter.below || lua_getstack(L, 2, &frame)) return;
  if (lua_getinfo(L, "l", event) && event->currentline > 0) meter.answer_line = event->currentline;
}

static void hook(lua_State *L, lua_Debug *event) {
  if (event->event != LUA_HOOKCOUNT) {
    note_return(L, event);
    return;
  }
  meter.fuel += HOOK_PERIOD * instruction_cost();
  meter_depth(L);
  if (meter.fuel >= meter.bound) meter_look();
  if (meter.used > meter.mark) meter_collect(L);
  if (lua_gethookcount(L) != HOOK_PERIOD) lua_sethook(L, hook, HOOK_EVENTS, HOOK_PERIOD);
}

void meter_arm(lua_State *L, const Limits *limits) {
  meter.limits = *limits;
  if (meter.limits.fuel > FUEL_CEILING) meter.limits.fuel = FUEL_CEILING;
  meter.fuel = 0;
  meter.bound = meter.limits.fuel < CLOCK_PERIOD ? meter.limits.fuel : CLOCK_PERIOD;
  meter.tripped = TRIP_NONE;
  meter.trip_line = 0;
  meter.trip_file[0] = 0;
  meter.trip_text = NULL;
  meter.cpu_start = 0;
  meter.error_line = 0;
  meter.error_file[0] = 0;
  meter.raised = -1;
  meter.answer_line = 0;
  meter.denied[0] = 0;
  meter.bad_result = false;
  meter.state = L;
  meter.below = meter.nested = 0;
  meter.mark = (size_t)meter.limits.memory;
  if (meter.mark > meter.used + COLLECT_STEP) meter.mark = meter.used + COLLECT_STEP;
  if (L) lua_sethook(L, hook, HOOK_EVENTS, HOOK_PERIOD);
}

void meter_look(void) {
  if (meter.fuel >= meter.limits.fuel) meter_stop(TRIP_INSTRUCTIONS, NULL);
  int64_t now = cpu_now();
  if (!meter.cpu_start) meter.cpu_start = now;
  else if (now - meter.cpu_start > (int64_t)meter.limits.cpu_ms * 1000000) meter_stop(TRIP_TIME, NULL);
  meter.bound = meter.fuel + CLOCK_PERIOD;
  if (meter.bound > meter.limits.fuel) meter.bound = meter.limits.fuel;
}

void meter_depth(lua_State *L) {
  lua_Debug frame;
  meter.raised = -1;
  if (meter.below >= meter.limits.depth || lua_getstack(L, (int)(meter.limits.depth - meter.below), &frame))
    meter_stop(TRIP_DEPTH, NULL);
}

uint32_t meter_levels(lua_State *L) {
  lua_Debug frame;
  int least = 0, most = 1; /* as in Lua's own traceback: double, then halve */
  while (lua_getstack(L, most, &frame)) {
    least = most;
    most *= 2;
  }
  while (least < most) {
    int middle = (least + most) / 2;
    if (lua_getstack(L, middle, &frame)) least = middle + 1;
    else most = middle;
  }
  return (uint32_t)most;
}

void meter_raise(lua_State *L) {
  meter.raised = meter.fuel;
  meter.raised_text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
}

/* Whether the error on top is the one that the script raised. (That its stack shrinks on the way may cost a little; less than
   the way to an overflow, and than an error that is caught.) */
static bool is_own(lua_State *L) {
  return meter.raised >= 0 && meter.fuel - meter.raised < SHRINK_COST && meter.raised_text == lua_tostring(L, -1);
}

/* Whether the error on top says, to the byte, what Lua says of its own stack: "name:line: C stack overflow", with or without
   the place and the C. `line` stays 0 without the place. */
static bool tells_of_overflow(lua_State *L, int *line) {
  static const char overflow[] = "stack overflow";
  if (lua_type(L, -1) != LUA_TSTRING) return false;
  size_t length, tail = sizeof overflow - 1;
  const char *message = lua_tolstring(L, -1, &length);
  if (length < tail || memcmp(message + length - tail, overflow, tail)) return false;
  length -= tail;
  if (length >= 2 && !memcmp(message + length - 2, "C ", 2)) length -= 2;
  if (!length) return true;
  if (length < 2 || memcmp(message + length - 2, ": ", 2)) return false;
  length -= 2;
  for (int unit = 1; length && message[length - 1] >= '0' && message[length - 1] <= '9' && unit <= 1000000; unit *= 10)
    *line += unit * (message[--length] - '0');
  return true;
}

void meter_caught(lua_State *L, int status) {
  if (status == LUA_ERRMEM) meter_stop(TRIP_MEMORY, NULL);
  if (status == LUA_ERRERR) meter_stop(TRIP_DEPTH, NULL);
  int line = 0;
  if (tells_of_overflow(L, &line) && !is_own(L)) {
    int here = meter_line(meter.state, meter.trip_file);
    stop_at(line ? line : here, TRIP_DEPTH, NULL);
  }
  charge(L, meter.error_cost + (meter.burden.metatables ? CHAIN_COST : 0));
}

/* ---- memory ---- */

void charge_string(lua_State *L, size_t bytes) {
  if (bytes > STRING_LIMIT) meter_stop(TRIP_MEMORY, "a string of more than 1048576 bytes");
  charge(L, (int64_t)(bytes >> GROWTH_SHIFT) + 1);
  if (meter.used + bytes > meter.mark) meter_collect(L);
}

void meter_collect(lua_State *L) {
  metatables_harden(L);
  meter.fuel += (int64_t)(meter.used >> COLLECT_SHIFT);
  meter.last_new = NULL;
  lua_gc(L, LUA_GCCOLLECT);
  meter.burden.metatables = metatables_harden(L);
  size_t limit = (size_t)meter.limits.memory, step = meter.used > COLLECT_STEP ? meter.used : COLLECT_STEP;
  if (meter.used > limit) meter_stop(TRIP_MEMORY, NULL);
  meter.mark = meter.used + step < limit ? meter.used + step : limit;
  charge(L, 1);
}

/* Lua draws its hash seed from addresses and the clock; a table's moments of growth, and so its charges, would follow it. */
static void fix_seed(void) {
  if (meter.seed_offset) memcpy(meter.arena.base + meter.seed_offset, &FIXED_SEED, sizeof FIXED_SEED);
}

/* Growing costs the square: a `__call` that leads to itself moves the whole stack by one value, over and over, in one instruction. */
static void note_slots(size_t size) {
  size_t slots = size / SLOT;
  if (slots <= meter.burden.slots) return;
  meter.burden.slots = slots;
  meter.fuel += (int64_t)(slots * slots >> STACK_SHIFT);
}

/* A stack grows into a new block, then its old one is freed (other versions of Lua: it is moved). */
static void follow_stack(const void *block, void *moved, size_t size) {
  for (size_t i = 0; i < meter.stack_count; i++) {
    if (meter.stacks[i] != block) continue;
    if (!moved && meter.last_new) {
      moved = meter.last_new;
      size = meter.last_new_size;
    }
    meter.stacks[i] = moved ? moved : meter.stacks[--meter.stack_count];
    if (moved) note_slots(size);
    return;
  }
}

static void new_block(void *made, size_t size, size_t tag) {
  if (meter.stack_next && meter.stack_count <= COROUTINE_LIMIT) meter.stacks[meter.stack_count++] = made;
  meter.stack_next = tag == LUA_TTHREAD;
  meter.last_new = tag ? NULL : made;
  meter.last_new_size = size;
}

/* Pays for `growth` more bytes. */
static void grow(size_t growth, size_t new_size, bool is_string) {
  size_t limit = (size_t)meter.limits.memory;
  if (is_string && new_size > meter.burden.longest) {
    if (new_size > STRING_LIMIT + STRING_HEADER) meter_stop(TRIP_MEMORY, "a string of more than 1048576 bytes");
    meter.burden.longest = new_size;
  }
  meter.fuel += (int64_t)(growth >> GROWTH_SHIFT);
  if (meter.fuel >= meter.limits.fuel) meter_stop(TRIP_INSTRUCTIONS, NULL);
  /* Between two collections garbage may lie above the limit for a moment, but not far. */
  if (growth > limit || meter.used > limit + limit / 2 - growth) meter_stop(TRIP_MEMORY, NULL);
  bool passed = meter.used <= meter.mark;
  meter.used += growth;
  if (passed && meter.used > meter.mark && meter.state) lua_sethook(meter.state, hook, HOOK_EVENTS, 1); /* collect soon */
}

void *meter_alloc(void *ud, void *block, size_t old_size, size_t new_size) {
  (void)ud;
  size_t tag = block ? 0 : old_size;
  if (!block) old_size = 0;
  if (++meter.allocations == 2) fix_seed();
  if (new_size > old_size) {
    if (meter.may_exit) grow(new_size - old_size, new_size, tag == LUA_TSTRING);
    else meter.used += new_size;
  } else {
    meter.used -= old_size - new_size;
  }
  void *moved = arena_resize(&meter.arena, block, old_size, new_size);
  if (!moved && new_size && meter.may_exit) meter_stop(TRIP_MEMORY, NULL);
  if (!block) {
    new_block(moved, new_size, tag);
    return moved;
  }
  if (old_size >= FIRST_STACK) follow_stack(block, moved, new_size);
  meter.last_new = NULL;
  return moved;
}
